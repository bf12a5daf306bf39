"""Commands of the editors' desk: hand in briefs, look at pieces, edit them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Answer, As, Id, Read, acting, as_read, command
from bumi.cli.writing import Files

if TYPE_CHECKING:
    from bumi.newsroom.states import State
    from bumi.piece import Fields

__all__ = ["add_to"]

_States = Annotated[list[str] | None, typer.Option("--state", help="Only pieces in this state; may be repeated.")]
_Field = Annotated[str, typer.Option("--field", help="kicker, headline, lede, body, caption or hashtags.")]
_File = Annotated[Path, typer.Option("--file", help="The new text of the field, in UTF-8.")]
_Cards = Annotated[Path | None, typer.Option("--cards", metavar="FOLDER", help="Write the cards into this folder too.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "submit")(_submit)
    command(app, "list")(_list)
    command(app, "show")(_show)
    command(app, "edit")(_edit)


def _submit(files: Files, who: As = "") -> Answer:
    """Hand in briefs, for `bumi work` to draft."""
    from bumi.cli.files import handed_in
    from bumi.cli.views import pieces
    from bumi.newsroom.content.photos import give_photo
    from bumi.newsroom.content.pieces import submit
    from bumi.pipeline.report import line

    handed = handed_in(files)
    with acting(who) as (session, by):
        lines = []
        for brief, photo in handed:
            piece = submit(session, brief, by)
            if photo:
                give_photo(session, piece, by, photo.data, *photo.size)
            lines.append(line(session, piece))
        return Answer(lines, pieces)


def _list(states: _States = None) -> Answer:
    """List the pieces, oldest first."""
    from bumi.cli.command import newsroom
    from bumi.cli.views import pieces
    from bumi.newsroom.content.pieces import pieces as find
    from bumi.pipeline.report import line

    wanted = [_state(state) for state in states or ()]
    with newsroom() as opened, opened.session() as session:
        return Answer([line(session, piece) for piece in find(session, *wanted)], pieces)


def _show(id: Id, cards: _Cards = None) -> Answer:
    """Show all about a piece, and write its cards."""
    from bumi.cli.command import newsroom
    from bumi.cli.details import details
    from bumi.cli.files import write_cards
    from bumi.cli.views import piece as view
    from bumi.newsroom.content.pieces import piece

    with newsroom() as opened, opened.session() as session:
        found = piece(session, id)
        data = details(session, found)
        if cards:
            data["cards"] = write_cards(session, found, cards)
        return Answer(data, view)


def _edit(id: Id, field: _Field, file: _File, revision: Read = 0, who: As = "") -> Answer:
    """Replace one field of a piece.

    An edit voids an approval; `bumi work` checks and illustrates the new revision.
    """
    from bumi.cli.files import read_text
    from bumi.cli.views import pieces
    from bumi.newsroom.workflow.revisions import edit, written
    from bumi.pipeline.report import line

    text = read_text(str(file))
    with acting(who) as (session, by):
        found = as_read(session, id, revision)
        latest = written(found)
        edit(session, found, _edited(latest.fields_model, field, text), by, latest.number)
        return Answer([line(session, found)], pieces)


def _edited(fields: "Fields", field: str, text: str) -> "Fields":
    from bumi.errors import BadInput
    from bumi.piece import Fields

    if field not in Fields.model_fields:
        raise BadInput(f"بخشی به نام «{field}» نیست؛ یکی از این‌ها را بنویسید: {'، '.join(Fields.model_fields)}")
    words: Any = tuple(word.lstrip("#") for word in text.split()) if field == "hashtags" else text.strip()
    return Fields.model_validate({**fields.model_dump(), field: words})


def _state(word: str) -> "State":
    from bumi.errors import BadInput
    from bumi.newsroom.states import State

    known: dict[str, Any] = {name: state for state in State for name in (state.value, state.persian)}
    if word not in known:
        raise BadInput(f"وضعیتی به نام «{word}» نیست؛ یکی از این‌ها را بنویسید: {'، '.join(State)}")
    found: State = known[word]
    return found
