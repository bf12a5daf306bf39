"""The editing page of a piece: the text is saved and checked while it is typed, and conflicting edits are shown.

An unsaved edit is no revision and voids no approval; its author finds it again, on any device, until it is saved.
"""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from bumi.checks import check_fields
from bumi.checks.delivery import LIMITS
from bumi.desk.annotations import part_name, text_runs
from bumi.desk.authorization import PIECE, WRITERS, allow
from bumi.desk.difference import field_changes
from bumi.desk.form import Form
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput, Refused
from bumi.finding import Finding
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.content.typed import forget_unsaved, keep_unsaved, unsaved
from bumi.newsroom.index.lookalikes import lookalikes_of
from bumi.newsroom.plan.crises import before
from bumi.newsroom.tables import Piece, UnsavedEdit, User
from bumi.newsroom.workflow.brief_versions import carried_sources
from bumi.newsroom.workflow.findings import told_to
from bumi.newsroom.workflow.revisions import edit, writes_first, written
from bumi.persian.text import digits_to_persian
from bumi.piece import Fields, Source
from bumi.pipeline.single_piece import carry_one

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


_EMPTY = Fields(headline="", lede="", body="")
_MOST = 16_000  # characters of all fields: a third more than a page shows


@router.get("/pieces/{id}/edit")
@allow(WRITERS, PIECE, queue="text")
def show(request: CurrentRequest, id: int) -> Response:
    """Show the latest revision or the unsaved edit; `fix` in the query applies a suggestion."""
    with request.reading() as (session, who):
        found = piece(session, id)
        latest = None if writes_first(session, found, who) else written(found)
        kept = unsaved(session, found, who)
        typed = Fields.model_validate(kept.fields) if kept else latest.fields_model if latest else _EMPTY
        fields = _with_fix(request, session, found, typed, request.query.get("fix", ""))
        return _page(request, session, found, fields, kept.seen if kept else latest.number if latest else 0, kept=kept)


@router.post("/pieces/{id}/edit")
@allow(WRITERS, PIECE, queue="text")
def save(request: CurrentRequest, id: int) -> Response:
    """Save a new revision, or apply one suggestion and show the text again."""
    fields, seen = _typed(request.form), request.form.number("revision")
    if problems := _too_long(fields):
        with request.reading() as (session, _):
            return _page(request, session, piece(session, id), fields, seen, 422, problems)
    if "save" not in request.form:
        with request.reading() as (session, _):
            found = piece(session, id)
            fields = _with_fix(request, session, found, fields, request.form.text("fix"))
        _keep(request, id, fields, seen)
        with request.reading() as (session, _):
            return _page(request, session, piece(session, id), fields, seen)
    try:
        with request.transaction() as (session, by):
            edit(session, found := piece(session, id), fields, by, seen)
            forget_unsaved(session, found, by)
    except Refused as error:
        _keep(request, id, fields, seen)
        with request.reading() as (session, _):
            return _page(request, session, piece(session, id), fields, seen, 409, error.problems)
    carry_one(request.desk.newsroom, request.desk.settings, id, request.desk.judge)
    return request.redirect(f"/pieces/{id}?said=saved")


@router.post("/pieces/{id}/check")
@allow(WRITERS, PIECE, queue="text")
def check(request: CurrentRequest, id: int) -> Response:
    """Save the unsaved edit and return its findings; called by the page's script."""
    fields = _typed(request.form)
    if problems := _too_long(fields):
        raise BadInput(*problems)
    _keep(request, id, fields, request.form.number("revision"))
    with request.reading() as (session, _):
        found = piece(session, id)
        return request.page(
            "checked.html",
            parts=_parts(session, found, fields),
            **_marked(found, fields, _findings(request, session, found, fields)),
        )


@router.post("/pieces/{id}/edit/forget")
@allow(WRITERS, PIECE)
def forget(request: CurrentRequest, id: int) -> Response:
    """Drop the unsaved edit, and show the latest revision."""
    with request.transaction() as (session, by):
        what = f"پاک کردن نوشته ثبت‌نشده مطلب {digits_to_persian(str(id))}"
        found = piece(session, id)
        with request.undoable(session, by, what, f"/pieces/{id}/edit"):
            forget_unsaved(session, found, by)
    return request.redirect(f"/pieces/{id}/edit?said=forgotten")


def _page(
    request: DeskRequest,
    session: "Session",
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
    return request.page(
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
        parts=_parts(session, found, fields),
        **_marked(found, fields, _findings(request, session, found, fields)),
    )


def _findings(request: DeskRequest, session: "Session", found: Piece, fields: Fields) -> list[Finding]:
    if _too_long(fields):
        return []
    dismissed = {dismissal.fingerprint for dismissal in found.dismissals}
    sources, replaced = _sources(session, found, fields), {each.piece_id for each in before(session, found.id)}
    alike = [each for each in lookalikes_of(session, fields.body, found.id) if each.id not in replaced]
    every = check_fields(fields, found.brief_model, sources=sources, lookalikes=alike, judge=request.desk.judge)
    who = session.get_one(User, request.user_name)
    author = found.revision.author if found.revision else None
    return told_to(session, who, (finding for finding in every if finding.fingerprint not in dismissed), author)


def _keep(request: DeskRequest, id: int, fields: Fields, seen: int) -> None:
    with request.transaction() as (session, by):
        keep_unsaved(session, piece(session, id), by, fields, seen)


def _parts(session: "Session", found: Piece, fields: Fields) -> list[tuple[str, str, bool]]:
    """Return the name and the text of each part of the brief, and whether a sentence of the text cites it."""
    cited = {part for source in _sources(session, found, fields) for part in source.rests_on}
    return [(part_name(id), words, id in cited) for id, words in found.brief_model.parts().items()]


def _sources(session: "Session", found: Piece, fields: Fields) -> list[Source]:
    texts = fields.texts()
    sources = carried_sources(session, found, found.revision) if found.revision else ()
    return [it for it in sources if it.text in texts[it.field]]


def _marked(edited: Piece, fields: Fields, found: list[Finding]) -> dict[str, Any]:
    """Return the texts with their findings; fields that nobody has begun, in a first text, are `unwritten` instead."""
    texts = fields.texts()
    unwritten = [it for it in found if edited.revision is None and (it.check, it.code) == ("length", "empty")]
    return {
        "texts": texts,
        "findings": [it for it in found if it not in unwritten],
        "unwritten": [it.field for it in unwritten],
        "unders": {name: text_runs(text, name, found) for name, text in texts.items()},
    }


def _with_fix(request: DeskRequest, session: "Session", found: Piece, fields: Fields, fix: str) -> Fields:
    """Apply the suggestion «start-number-fingerprint», if the text still has that finding."""
    start, _, rest = fix.partition("-")
    number, _, fingerprint = rest.partition("-")
    for finding in _findings(request, session, found, fields) if fix else ():
        asked = finding.fingerprint == fingerprint and str(finding.start) == start
        if asked and number.isascii() and number.isdigit() and int(number) < len(finding.suggestions):
            text = fields.texts()[finding.field]
            fixed = text[: finding.start] + finding.suggestions[int(number)] + text[finding.end :]
            return _fields(fields.texts() | {finding.field: fixed})
    return fields


def _typed(form: Form) -> Fields:
    return _fields({name: form.text(name) for name in Fields.model_fields})


def _too_long(fields: Fields) -> tuple[str, ...]:
    """Return a problem where the text is longer than a piece can be; checking it would take seconds."""
    if (size := sum(map(len, fields.texts().values()))) <= _MOST:
        return ()
    return (digits_to_persian(f"متن این مطلب روی هم {size} نویسه دارد؛ آن را به {_MOST} نویسه برسانید"),)


def _fields(texts: dict[str, str]) -> Fields:
    """Return the fields that were typed: single lines where a field has one, hashtags with or without «#».

    The headline keeps its line breaks, where the cards break it.
    """
    lines = {name: " ".join(texts[name].split()) for name in ("kicker", "lede")}
    lines["headline"] = "\n".join(filter(None, (" ".join(line.split()) for line in texts["headline"].splitlines())))
    whole = {name: texts[name].strip() for name in ("body", "caption")}
    return Fields(**lines, **whole, hashtags=tuple(word.lstrip("#") for word in texts["hashtags"].split()))
