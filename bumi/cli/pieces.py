"""The commands for pieces: submit briefs, list, show, edit, approve, return, discard, and dismiss a finding."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import (
    As,
    Id,
    Output,
    Read,
    Why,
    about_pieces,
    acting,
    acting_on,
    chosen,
    command,
    newsroom,
    refuse_other_revision,
)
from bumi.cli.files import handed_in, read_text, write_cards
from bumi.cli.writing import Files
from bumi.newsroom.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import Piece
    from bumi.piece import Fields
    from bumi.pipeline.report import ReportLine

app = typer.Typer()

_PAGE = 500  # rows that `bumi list --all` reads at a time

_States = Annotated[list[str] | None, typer.Option("--state", help="Only pieces in this state; may be repeated.")]
_Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help="How many pieces a page has.")]
_After = Annotated[int, typer.Option("--after", metavar="ID", min=0, help="Only pieces with a larger number.")]
_All = Annotated[bool, typer.Option("--all", help="All pieces, however many there are.")]
_Field = Annotated[str, typer.Option("--field", help="kicker, headline, lede, body, caption or hashtags.")]
_File = Annotated[Path, typer.Option("--file", help="The new text of the field, in UTF-8.")]
_Cards = Annotated[Path | None, typer.Option("--cards", metavar="FOLDER", help="Write the cards into this folder too.")]


@command(app, "submit")
def _submit(files: Files, who: As = "") -> Output:
    """Hand in briefs, for `bumi work` to draft."""
    from bumi.newsroom.content.photos import give_photo
    from bumi.newsroom.content.pieces import submit
    from bumi.newsroom.media.store import keep

    handed = handed_in(files)
    with newsroom() as opened:
        keep(opened, [photo.data for _, photo in handed if photo])
    with acting(who) as (session, by):
        submitted = []
        for brief, photo in handed:
            submitted.append(submit(session, brief, by))
            if photo:
                give_photo(session, submitted[-1], by, photo.data, *photo.size)
        return about_pieces(session, *submitted)


@command(app, "list")
def _list(states: _States = None, limit: _Limit = 50, after: _After = 0, all_: _All = False) -> Output:
    """List the pieces, oldest first, one page at a time."""
    from bumi.cli.views import page_of_pieces, stream_of_pieces
    from bumi.newsroom.queries.queue import listing
    from bumi.pipeline.report import line_of

    known = {name: state for state in State for name in (state.value, state.persian)}
    wanted = [chosen(known, word, f"وضعیتی به نام «{word}» نیست", State) for word in states or ()]
    if all_:
        return Output(_lines(wanted, after), stream_of_pieces)
    with newsroom() as opened, opened.reading() as session:
        rows = listing(session, wanted, after, limit + 1)
    lines = [line_of(row) for row in rows[:limit]]
    return Output(lines, partial(page_of_pieces, more=len(rows) > limit))


def _lines(states: "list[State]", after: int) -> "Iterator[ReportLine]":
    """Yield the lines of all pieces with a number greater than `after`, read page by page."""
    from bumi.newsroom.queries.queue import listing
    from bumi.pipeline.report import line_of

    with newsroom() as opened:
        while True:
            with opened.reading() as session:
                rows = listing(session, states, after, _PAGE)
            yield from map(line_of, rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1].id


@command(app, "show")
def _show(id: Id, cards: _Cards = None) -> Output:
    """Show all about a piece, and write its cards."""
    from bumi.cli.views import piece as view
    from bumi.newsroom.content.pieces import piece

    with newsroom() as opened, opened.reading() as session:
        found = piece(session, id)
        data = _details(session, found)
        if cards:
            data["cards"] = write_cards(session, found, cards)
        return Output(data, view)


@command(app, "edit")
def _edit(id: Id, field: _Field, file: _File, revision: Read = 0, who: As = "") -> Output:
    """Replace one field of a piece.

    An edit voids an approval; `bumi work` checks and illustrates the new revision.
    """
    from bumi.newsroom.workflow.revisions import edit, written

    text = read_text(str(file))
    with acting_on(id, who) as (session, found, by):
        refuse_other_revision(found, revision)
        latest = written(found)
        edit(session, found, _edited(latest.fields_model, field, text), by, latest.number)
        return about_pieces(session, found)


def _edited(fields: "Fields", field: str, text: str) -> "Fields":
    from bumi.piece import Fields

    chosen(Fields.model_fields, field, f"بخشی به نام «{field}» نیست")
    words: Any = tuple(word.lstrip("#") for word in text.split()) if field == "hashtags" else text.strip()
    return Fields.model_validate({**fields.model_dump(), field: words})


def _details(session: "Session", piece: "Piece") -> dict[str, Any]:
    """Return the line of `piece` with its brief, words, sources, findings, media and timeline."""
    from bumi.newsroom.content.pieces import findings
    from bumi.newsroom.workflow.brief_versions import carried_sources
    from bumi.newsroom.workflow.timeline import timeline
    from bumi.pipeline.report import line

    revision = piece.revision
    return {
        **line(session, piece),
        "submitted_by": piece.submitted_by,
        "approved_by": piece.approved_by,
        "published_at": piece.published_at.isoformat() if piece.published_at else None,
        "brief": piece.brief_model.model_dump(mode="json", exclude_defaults=True),
        "fields": revision.fields if revision else None,
        "sources": [source.model_dump(mode="json") for source in carried_sources(session, piece, revision)]
        if revision
        else [],
        "model": revision.model if revision else None,
        "media": [media.model_dump(mode="json") for media in revision.media] if revision else [],
        "findings": [finding.model_dump(mode="json") for finding in findings(session, piece)],
        "timeline": [
            {"at": entry.at.isoformat(), "by": entry.by, "what": entry.what, "why": entry.why}
            for entry in timeline(session, piece)
        ],
    }


_Fingerprint = Annotated[str, typer.Argument(metavar="FINGERPRINT", help="The finding's, as `bumi show` tells it.")]


@command(app, "approve")
def _approve(id: Id, revision: Read = 0, why: Why = "", who: As = "") -> Output:
    """Approve the words and cards a piece has now.

    Whoever handed in the brief or made the last edit cannot; a chief may approve despite findings, with --why.
    """
    return _moved(id, "approved", who, why, revision)


@command(app, "return")
def _return(id: Id, why: Why = "", who: As = "") -> Output:
    """Return a piece to its authors, with the reason."""
    return _moved(id, "changes_requested", who, why)


@command(app, "discard")
def _discard(id: Id, why: Why = "", who: As = "") -> Output:
    """Put aside a piece readers have never seen."""
    return _moved(id, "discarded", who, why)


@command(app, "dismiss")
def _dismiss(id: Id, fingerprint: _Fingerprint, why: Why = "", who: As = "") -> Output:
    """Judge that a finding does not matter, with the reason.

    It stays dismissed in later revisions of the piece.
    """
    from bumi.newsroom.content.pieces import dismiss

    with acting_on(id, who) as (session, found, by):
        dismiss(session, found, fingerprint, by, why)
        return about_pieces(session, found)


def _moved(id: int, to: str, who: str, why: str, revision: int = 0) -> Output:
    from bumi.newsroom.workflow.transitions import move

    with acting_on(id, who) as (session, found, by):
        refuse_other_revision(found, revision)
        move(session, found, State(to), by, why)
        return about_pieces(session, found)
