"""The page of a piece: its text with sources and findings, allowed actions, and its history."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from fastapi import APIRouter, Response

from bumi.brief import Brief
from bumi.brief_changes import BriefChange
from bumi.desk.annotations import Segment, part_name, segments, sentence_sources
from bumi.desk.authorization import PIECE, WRITERS, NotFound, allow
from bumi.desk.difference import TextChange, changes, field_changes
from bumi.desk.form import whole_number
from bumi.desk.labels import BRIEF_LABELS
from bumi.desk.pages.progress import progress
from bumi.desk.request import CurrentRequest, DeskRequest, Refusal
from bumi.newsroom.commissions import pitch_of_piece
from bumi.newsroom.commissions.writing import WRITABLE, has_findings
from bumi.newsroom.content.briefs import changes_of, needs_request, open_requests, why_fixed
from bumi.newsroom.content.fact_checks import DEADLINES, standing_checks
from bumi.newsroom.content.photos import MOST, photos_of
from bumi.newsroom.content.pieces import findings, piece
from bumi.newsroom.content.remarks import LONGEST, MarkedPassage, RemarkThread, threads
from bumi.newsroom.publication.bylines import byline_of
from bumi.newsroom.publication.channel_posts import of_piece, questions_about
from bumi.newsroom.publication.lead import lead_until
from bumi.newsroom.publication.stories import public_story
from bumi.newsroom.queries.load import editors
from bumi.newsroom.queries.reach import by_channel
from bumi.newsroom.states import ASSIGNABLE, EDITABLE, LIVE, SHOWN, Role, State
from bumi.newsroom.tables import BriefVersion, PhotoConsent, Piece, Pitch, TimelineLine, User
from bumi.newsroom.workflow.assignments import assignment
from bumi.newsroom.workflow.brief_versions import (
    PHOTOS,
    carried_sources,
    changes_since,
    for_readers,
    open_proposals,
    versions,
)
from bumi.newsroom.workflow.commissioned import why_left_alone
from bumi.newsroom.workflow.findings import told_to
from bumi.newsroom.workflow.opened import is_to_be_noted, note_opened
from bumi.newsroom.workflow.photo_rights import archived
from bumi.newsroom.workflow.retraction import earlier_editions
from bumi.newsroom.workflow.revisions import revisions
from bumi.newsroom.workflow.status_summary import late, outlook
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import allowed_actions
from bumi.persian.calendar import jalali, now
from bumi.persian.text import digits_to_persian
from bumi.piece import Fields, Story
from bumi.pipeline.films import approved_revision
from bumi.pipeline.photos import described_otherwise
from bumi.planning import why_no_list
from bumi.publishing import public_url, story_key
from bumi.publishing.channels.posts import caption_of, text_of
from bumi.settings import Settings
from bumi.words import APART, Channel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


@router.get("/pieces/{id}")
@allow(WRITERS, PIECE)
def show(request: CurrentRequest, id: int) -> Response:
    """Show everything about a piece."""
    return show_piece(request, id)


@router.get("/pieces/{id}/here")
@allow(WRITERS, PIECE)
def show_lookers(request: CurrentRequest, id: int) -> Response:
    """Show who else has the piece open."""
    return request.page("lookers.html", others=request.desk.presence.others([id], request.user_name).get(id, ()))


@router.get("/pieces/{id}/compare")
@allow(WRITERS, PIECE, queue="text")
def compare(request: CurrentRequest, id: int) -> Response:
    """Show the difference of two revisions; of the latest two unless the query names others."""
    with request.reading() as (session, _):
        known = {revision.number: revision for revision in revisions(session, piece(session, id))}
        last = max(known, default=0)
        to = _asked(request, "to", last)
        before = _asked(request, "from", max(1, to - 1))
        if before not in known or to not in known:
            raise NotFound
        return request.page(
            "compare.html",
            piece=piece(session, id),
            revisions=list(known.values()),
            before=known[before],
            after=known[to],
            changes=field_changes(known[before].fields_model, known[to].fields_model),
        )


def show_piece(request: DeskRequest, id: int, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    """Return the page of a piece; after a refusal, with all reasons on top."""
    request.desk.presence.note(id, request.user_name)
    with request.reading() as (session, who):
        found = piece(session, id)
        answer = request.page("piece.html", status, problems=problems, **_context(request, session, who, found))
        unopened = found.revision_id if is_to_be_noted(session, found, who) else None
    if unopened is not None:
        with request.desk.newsroom.session() as session:
            note_opened(session, id, unopened, who)
    return answer


def refusing(request: DeskRequest, id: int) -> Refusal:
    """Return what shows the page of a piece with the reasons of a refusal."""
    return lambda problems: show_piece(request, id, 409, problems)


def _context(request: DeskRequest, session: "Session", who: User, found: Piece) -> dict[str, object]:
    revision, moment, brief = found.revision, now(), found.brief_model
    author = revision.author if revision else None
    dismissals = {each.fingerprint: each for each in found.dismissals}
    standing = told_to(session, who, findings(session, found), author)
    waved = told_to(session, who, findings(session, found, dismissed=True), author)
    sources = carried_sources(session, found, revision) if revision else ()
    briefs = versions(session, found)
    texts = revision.fields_model.texts() if revision else {}
    told = public_story(found)
    shown = told if told and not (told.withdrawn or told.taken_down) else None
    parted = {name: segments(text, name, sources, standing) for name, text in texts.items()}
    remarks = threads(session, found) if revision else []
    unclosed = [it for it in remarks if not it.remark.done_at]
    own_pitch = pitch_of_piece(session, found)
    return {
        "piece": found,
        "revision": revision,
        "byline": byline_of(session, revision.author) if revision else None,
        "headline": texts.get("headline") or brief.topic,
        "brief": brief,
        "parts": _parts(brief),
        "changed": named_changes(changes_since(session, found, revision) if revision else []),
        "choices": open_proposals(session, found),
        "requests": [_asked_change(session, briefs, each) for each in open_requests(briefs)],
        "versions": briefs,
        "newest": next((each for each in briefs if each.number == found.brief_version), None),
        "changeable": who.role is not Role.CONTRIBUTOR and not why_fixed(session, found, who),
        "needs_request": needs_request(found),
        "texts": texts,
        "segments": parted,
        "places": {
            each.source: MarkedPassage(name, each.start, each.end)
            for name, every in parted.items()
            for each in every
            if each.source is not None
        },
        "remarks": remarks,
        "longest_remark": LONGEST,
        "open_remarks": len(unclosed),
        "notes_at": partial(_notes_at, unclosed),
        "remark_path": f"/pieces/{found.id}/remark?revision={revision.number if revision else 0}",
        "checks": standing_checks(session, found) if who.decides else [],
        "check_hours": {hours: digits_to_persian(f"{hours // 24} روز") for hours in DEADLINES},
        "evidence": sentence_sources(sources, brief),
        "findings": standing,
        "held": assignment(session, found),
        "assignable": found.state in ASSIGNABLE,
        "editors": editors(session) if who.role is Role.CHIEF else [],
        "dismissed": [it for it in waved if it.fingerprint in dismissals],
        "dismissals": dismissals,
        "actions": allowed_actions(session, found, who, moment),
        "editable": found.state in EDITABLE and revision is not None and not why_left_alone(session, found, who),
        "editions": earlier_editions(session, found) if who.decides and found.published_at else [],
        "event": found.appearances[0].campaign_id if found.appearances else 0,
        "listable": who.role is not Role.CONTRIBUTOR and not found.appearances and not why_no_list(found, moment),
        "renamable": found.state in SHOWN,
        "leadable": found.state in LIVE and found.kind not in APART,
        "leads_until": lead_until(session, found),
        "captions": captions(revision.fields_model, brief.channels, shown, request.desk.settings) if revision else [],
        "packable": shown is not None,
        "filmable": who.role is not Role.CONTRIBUTOR and approved_revision(found) is not None,
        "posts": of_piece(session, found.id),
        "questions": questions_about(session, found.id) if who.decides else 0,
        "photos": (photos := photos_of(session, piece_id=found.id)),
        "most_photos": MOST,
        "PhotoConsent": PhotoConsent,
        "archived": archived(session, (each.id for each in photos)),
        "described_otherwise": described_otherwise(session, found, revision) if revision else set(),
        "timeline": (lines := timeline(session, found)),
        "returned": _returned(found, lines),
        "others": request.desk.presence.others([found.id], who.name).get(found.id, ()),
        "summary": _outlook(found, own_pitch, moment),
        "commissioned": own_pitch,
        "writing": own_pitch is not None and own_pitch.by == who.name and found.state in WRITABLE,
        "findings_kept": has_findings(found),
        "late": late(found, moment),
        "progress": progress(request.desk, session, found),
        "reach": by_channel(session, Piece.id == found.id) if told else [],
        "address": public_url(request.desk.settings, story_key(told)) if told else "",
    }


def _outlook(found: Piece, own: Pitch | None, moment: datetime) -> str:
    """Return what happens next to a piece; who writes it, while a contributor does."""
    if own and found.state is State.DRAFT:
        return f"{own.by} آن را می‌نویسد، تا {jalali(own.promised)}"
    return outlook(found, moment)


def _parts(brief: Brief) -> list[tuple[str, str, str]]:
    return [(id, part_name(id), text) for id, text in brief.parts().items()]


def _notes_at(remarks: Sequence[RemarkThread], field: str, segment: Segment) -> int:
    """Return how many of the remarks are on words of a segment of a field."""
    places = (it.place for it in remarks if it.place and it.place.field == field)
    return sum(place.start < segment.end and segment.start < place.end for place in places)


def _returned(found: Piece, lines: list[TimelineLine]) -> TimelineLine | None:
    """Return the timeline entry that says why the piece was returned, while it is with its author."""
    if found.state is not State.CHANGES_REQUESTED:
        return None
    return next((line for line in reversed(lines) if line.to_state is State.CHANGES_REQUESTED), None)


def _asked(request: DeskRequest, name: str, otherwise: int) -> int:
    text = request.query.get(name, "")
    number = whole_number(text)
    return otherwise if number is None else number


class NamedChange(NamedTuple):
    """A change of a brief as a page shows it: the Persian name of the field, and the words that went and came."""

    name: str
    words: list[TextChange]


class AskedChange(NamedTuple):
    """A request for a change of the brief, what it changes, and whether sentences are drafted again for it."""

    request: BriefVersion
    changes: list[NamedChange]
    redrafts: bool


def named_changes(changed: Iterable[BriefChange]) -> list[NamedChange]:
    """Return changes of a brief with the names that people know its fields by."""
    labels = BRIEF_LABELS | {PHOTOS: "عکس‌ها"}
    return [NamedChange(labels.get(name) or part_name(name), changes(old, new)) for name, old, new in changed]


def _asked_change(session: "Session", briefs: list[BriefVersion], one: BriefVersion) -> AskedChange:
    changed = changes_of(session, briefs, one)
    return AskedChange(one, named_changes(changed), bool(for_readers(changed)))


class Caption(NamedTuple):
    """The text to post on one channel."""

    channel: Channel
    text: str


def captions(fields: Fields, channels: Iterable[Channel], story: Story | None, settings: Settings) -> list[Caption]:
    """Return the text for every channel except the site: the post of the public `story`, or else the caption."""
    others = [each for each in channels if each is not Channel.SITE]
    return [Caption(each, text_of(story, each, settings) if story else caption_of(fields)) for each in others]
