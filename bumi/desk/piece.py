"""One piece on one screen: its text with evidence and findings, what may be done, and its whole story."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.brief import Brief
from bumi.desk.anatomy import evidence, part_name, stretches
from bumi.desk.captions import captions
from bumi.desk.difference import field_changes
from bumi.desk.form import whole_number
from bumi.desk.gate import PEOPLE, PIECE, NotThere, only
from bumi.desk.visit import Visit, Visiting
from bumi.desk.waiting import progress
from bumi.newsroom.content.photos import photos_of
from bumi.newsroom.content.pieces import findings, piece
from bumi.newsroom.publication.stories import public_story
from bumi.newsroom.states import EDITABLE, SHOWN, State
from bumi.newsroom.tables import Piece, TimelineLine, User
from bumi.newsroom.workflow.retraction import earlier_editions
from bumi.newsroom.workflow.revisions import revisions
from bumi.newsroom.workflow.status_summary import late, outlook
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import allowed_actions
from bumi.persian.calendar import now
from bumi.publishing import public_url, story_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["router", "show_piece"]

router = APIRouter()


@router.get("/pieces/{id}")
@only(PEOPLE, PIECE)
def show(visit: Visiting, id: int) -> Response:
    """Show everything about a piece."""
    return show_piece(visit, id)


@router.post("/pieces/{id}/here")
@only(PEOPLE, PIECE)
def here(visit: Visiting, id: int) -> Response:
    """Note that somebody still has the piece open, and tell them who else has."""
    visit.desk.presence.note(id, visit.name)
    return visit.page("lookers.html", others=visit.desk.presence.others([id], visit.name).get(id, ()))


@router.get("/pieces/{id}/compare")
@only(PEOPLE, PIECE, heavy="text")
def compare(visit: Visiting, id: int) -> Response:
    """Show two revisions word by word; the latest and the one before it unless others are asked for."""
    with visit.looking() as (session, _):
        known = {revision.number: revision for revision in revisions(session, piece(session, id))}
        last = max(known, default=0)
        to = _asked(visit, "to", last)
        before = _asked(visit, "from", max(1, to - 1))
        if before not in known or to not in known:
            raise NotThere
        return visit.page(
            "compare.html",
            piece=piece(session, id),
            revisions=list(known.values()),
            before=known[before],
            after=known[to],
            changes=field_changes(known[before].fields_model, known[to].fields_model),
        )


def show_piece(visit: Visit, id: int, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    """Answer with the piece's page; after a refusal, with all its reasons on top."""
    visit.desk.presence.note(id, visit.name)
    with visit.looking() as (session, who):
        return visit.page("piece.html", status, problems=problems, **_context(visit, session, who, piece(session, id)))


def _context(visit: Visit, session: "Session", who: User, found: Piece) -> dict[str, object]:
    revision, moment, brief = found.revision, now(), found.brief_model
    standing = findings(session, found)
    sources = revision.sources_model if revision else ()
    texts = revision.fields_model.texts() if revision else {}
    told = public_story(found)
    return {
        "piece": found,
        "revision": revision,
        "headline": texts.get("headline") or brief.topic,
        "brief": brief,
        "parts": _parts(brief),
        "texts": texts,
        "stretches": {name: stretches(text, name, sources, standing) for name, text in texts.items()},
        "evidence": evidence(sources, brief),
        "findings": standing,
        "waved": [it for it in findings(session, found, dismissed=True) if it not in standing],
        "dismissals": {each.fingerprint: each for each in found.dismissals},
        "offers": allowed_actions(session, found, who, moment),
        "editable": found.state in EDITABLE and revision is not None,
        "editions": earlier_editions(session, found) if who.decides and found.published_at else [],
        "renamable": found.state in SHOWN,
        "captions": captions(revision.fields_model, brief.channels) if revision else [],
        "photos": photos_of(session, piece_id=found.id),
        "timeline": (lines := timeline(session, found)),
        "returned": _returned(found, lines),
        "others": visit.desk.presence.others([found.id], who.name).get(found.id, ()),
        "outlook": outlook(found, moment),
        "late": late(found, moment),
        "progress": progress(visit, session, found),
        "address": public_url(visit.desk.settings, story_key(told)) if told else "",
    }


def _parts(brief: Brief) -> list[tuple[str, str, str]]:
    return [(id, part_name(id), text) for id, text in brief.parts().items()]


def _returned(found: Piece, lines: list[TimelineLine]) -> TimelineLine | None:
    """Return the line that says why the piece was sent back, while it is with its author."""
    if found.state is not State.CHANGES_REQUESTED:
        return None
    return next((line for line in reversed(lines) if line.to_state is State.CHANGES_REQUESTED), None)


def _asked(visit: Visit, name: str, otherwise: int) -> int:
    text = visit.request.query_params.get(name, "")
    number = whole_number(text)
    return otherwise if number is None else number
