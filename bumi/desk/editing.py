"""Editing a piece: what is typed is kept and checked as it is typed, and nobody writes over another without seeing it.

What is kept so is no revision and voids nothing; whoever typed it finds it again, on any device, until they save it.
"""

from typing import Any

from fastapi import APIRouter, Response

from bumi.checks import check_fields
from bumi.checks.delivery import LIMITS
from bumi.desk.anatomy import part_name, runs
from bumi.desk.difference import field_changes
from bumi.desk.form import Form
from bumi.desk.gate import PEOPLE, PIECE, only
from bumi.desk.visit import Visit, Visiting
from bumi.errors import BadInput, Refused
from bumi.finding import Finding
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.content.typed import forget_unsaved, keep_unsaved, unsaved
from bumi.newsroom.tables import Piece, UnsavedEdit
from bumi.newsroom.workflow.revisions import edit, written
from bumi.persian.text import digits_to_persian
from bumi.piece import Fields, Source
from bumi.pipeline.single_piece import carry_one

__all__ = ["router"]

router = APIRouter()

_MOST = 16_000  # characters of all fields: a third more than a page shows


@router.get("/pieces/{id}/edit")
@only(PEOPLE, PIECE, heavy="text")
def show(visit: Visiting, id: int) -> Response:
    """Show the latest text in fields, or what was typed and not saved; `fix` in the address has a finding mended."""
    with visit.looking() as (session, who):
        found = piece(session, id)
        latest = written(found)
        kept = unsaved(session, found, who)
        typed = Fields.model_validate(kept.fields) if kept else latest.fields_model
        fields = _mended(visit, found, typed, visit.request.query_params.get("fix", ""))
        return _page(visit, found, fields, kept.seen if kept else latest.number, kept=kept)


@router.post("/pieces/{id}/edit")
@only(PEOPLE, PIECE, heavy="text")
def save(visit: Visiting, id: int) -> Response:
    """Keep what was typed as a new revision, or mend one finding in it and show it again."""
    fields, seen = _typed(visit.form), visit.form.number("revision")
    if problems := _too_long(fields):
        with visit.looking() as (session, _):
            return _page(visit, piece(session, id), fields, seen, 422, problems)
    if "save" not in visit.form:
        with visit.looking() as (session, _):
            found = piece(session, id)
            fields = _mended(visit, found, fields, visit.form.text("fix"))
        _keep(visit, id, fields, seen)
        with visit.looking() as (session, _):
            return _page(visit, piece(session, id), fields, seen)
    try:
        with visit.acting() as (session, by):
            edit(session, found := piece(session, id), fields, by, seen)
            forget_unsaved(session, found, by)
    except Refused as error:
        _keep(visit, id, fields, seen)
        with visit.looking() as (session, _):
            return _page(visit, piece(session, id), fields, seen, 409, error.problems)
    carry_one(visit.desk.newsroom, visit.desk.settings, id, visit.desk.judge)
    return visit.to(f"/pieces/{id}?said=saved")


@router.post("/pieces/{id}/check")
@only(PEOPLE, PIECE, heavy="text")
def check(visit: Visiting, id: int) -> Response:
    """Keep what is typed so far, and tell what the checks see in it; the page calls this by itself."""
    fields = _typed(visit.form)
    if problems := _too_long(fields):
        raise BadInput(*problems)
    _keep(visit, id, fields, visit.form.number("revision"))
    with visit.looking() as (session, _):
        found = piece(session, id)
        return visit.page(
            "checked.html", parts=_parts(found, fields), **_marked(fields, _findings(visit, found, fields))
        )


@router.post("/pieces/{id}/edit/forget")
@only(PEOPLE, PIECE)
def forget(visit: Visiting, id: int) -> Response:
    """Forget what was typed and not saved, and show the latest text again."""
    with visit.acting() as (session, by):
        forget_unsaved(session, piece(session, id), by)
    return visit.to(f"/pieces/{id}/edit?said=forgotten")


def _page(
    visit: Visit,
    found: Piece,
    fields: Fields,
    seen: int,
    status: int = 200,
    problems: tuple[str, ...] = (),
    kept: UnsavedEdit | None = None,
) -> Response:
    latest = found.revision
    theirs = latest if latest and latest.number != seen else None
    differs = latest if theirs or kept else None
    return visit.page(
        "edit.html",
        status,
        piece=found,
        seen=latest.number if latest else seen,
        problems=problems,
        limits=LIMITS,
        theirs=theirs,
        kept=kept,
        changes=field_changes(differs.fields_model, fields) if differs else {},
        brief=found.brief_model,
        parts=_parts(found, fields),
        **_marked(fields, _findings(visit, found, fields)),
    )


def _findings(visit: Visit, found: Piece, fields: Fields) -> list[Finding]:
    if _too_long(fields):
        return []
    waved = {dismissal.fingerprint for dismissal in found.dismissals}
    every = check_fields(fields, found.brief_model, sources=_sources(found, fields), judge=visit.desk.judge)
    return [finding for finding in every if finding.fingerprint not in waved]


def _keep(visit: Visit, id: int, fields: Fields, seen: int) -> None:
    with visit.acting() as (session, by):
        keep_unsaved(session, piece(session, id), by, fields, seen)


def _parts(found: Piece, fields: Fields) -> list[tuple[str, str, bool]]:
    """Return the parts of the brief by name and word for word, and whether a sentence of the text rests on each."""
    rested = {part for source in _sources(found, fields) for part in source.rests_on}
    return [(part_name(id), words, id in rested) for id, words in found.brief_model.parts().items()]


def _sources(found: Piece, fields: Fields) -> list[Source]:
    texts = fields.texts()
    return [it for it in (found.revision.sources_model if found.revision else ()) if it.text in texts[it.field]]


def _marked(fields: Fields, found: list[Finding]) -> dict[str, Any]:
    texts = fields.texts()
    return {
        "texts": texts,
        "findings": found,
        "unders": {name: runs(text, name, found) for name, text in texts.items()},
    }


def _mended(visit: Visit, found: Piece, fields: Fields, fix: str) -> Fields:
    """Return the fields with the suggestion «start-number-fingerprint» made, where the text still has that finding."""
    start, _, rest = fix.partition("-")
    number, _, fingerprint = rest.partition("-")
    for finding in _findings(visit, found, fields) if fix else ():
        asked = finding.fingerprint == fingerprint and str(finding.start) == start
        if asked and number.isascii() and number.isdigit() and int(number) < len(finding.suggestions):
            text = fields.texts()[finding.field]
            mended = text[: finding.start] + finding.suggestions[int(number)] + text[finding.end :]
            return _fields(fields.texts() | {finding.field: mended})
    return fields


def _typed(form: Form) -> Fields:
    return _fields({name: form.text(name) for name in Fields.model_fields})


def _too_long(fields: Fields) -> tuple[str, ...]:
    """Say so where a text is longer than a piece can be, rather than check it for seconds."""
    if (size := sum(map(len, fields.texts().values()))) <= _MOST:
        return ()
    return (digits_to_persian(f"متن این مطلب روی هم {size} نویسه دارد؛ آن را به {_MOST} نویسه برسانید"),)


def _fields(texts: dict[str, str]) -> Fields:
    """Return the fields of what was typed: one line where one line is meant, hashtags with or without «#».

    The headline keeps its line breaks: there the cards break it.
    """
    lines = {name: " ".join(texts[name].split()) for name in ("kicker", "lede")}
    lines["headline"] = "\n".join(filter(None, (" ".join(line.split()) for line in texts["headline"].splitlines())))
    whole = {name: texts[name].strip() for name in ("body", "caption")}
    return Fields(**lines, **whole, hashtags=tuple(word.lstrip("#") for word in texts["hashtags"].split()))
