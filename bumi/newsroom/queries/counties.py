"""Figures and lists of one county: what was published there, what is planned by whom, crisis notices, questions.

Of pieces that readers have not seen they give topic, agency, state and time, and never a word of the draft.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.access import agency_name
from bumi.newsroom.states import GONE, UNAPPROVED, WAITING, State
from bumi.newsroom.tables import (
    Commission,
    CommissionState,
    CrisisNotice,
    OccasionPiece,
    Piece,
    PublicQuestion,
    QuestionState,
    ReachDay,
)
from bumi.newsroom.tables.content import Revision
from bumi.newsroom.tables.plan import FOLLOWED
from bumi.persian.alphabet import alphabetical
from bumi.persian.calendar import tehran_day

_ON_ITS_WAY = (*UNAPPROVED, *WAITING, State.PUBLISHING)
_UNANSWERED = (QuestionState.OPEN, QuestionState.WITH_AGENCY)
_TOPIC = Piece.brief["topic"].as_string()


class CountyPiece(NamedTuple):
    """A published piece of a county: its page's slug, its headline on one line, and how often it was read."""

    id: int
    slug: str
    headline: str
    agency: str
    at: datetime
    views: int


class ComingPiece(NamedTuple):
    """A piece to come: the topic of its brief instead of a headline, which belongs to the draft."""

    id: int
    topic: str
    agency: str
    state: State
    at: datetime


class CountyNotice(NamedTuple):
    """A crisis notice; `at` is when it was published, or begun, and `promised` when people hear more, if it holds."""

    id: int
    slug: str
    topic: str
    agency: str
    state: State
    at: datetime
    published: bool
    promised: datetime | None


class WaitingQuestion(NamedTuple):
    """A public question without an answer: at which agency, and until when; nothing of its words."""

    id: int
    agency: str
    due_at: datetime | None


def monthly(session: Session, county: str, begins: Sequence[datetime]) -> list[int]:
    """Return how many pieces of the county were published in each span from one of `begins` to before the next."""
    span = case(*((Piece.published_at < end, number) for number, end in enumerate(begins[1:])))
    query = select(span, func.count()).where(published_in(county, begins[0], begins[-1])).group_by(span)
    found = {number: count for number, count in session.execute(query)}
    return [found.get(number, 0) for number in range(len(begins) - 1)]


def published_in(county: str, begin: datetime, end: datetime) -> ColumnElement[bool]:
    """Return the condition for pieces of a county first published in a span and not taken back since."""
    return and_(Piece.county == county, Piece.published_at >= begin, Piece.published_at < end, Piece.state.not_in(GONE))


def by_axis(session: Session, county: str, begin: datetime, end: datetime) -> dict[str, int]:
    """Return how many pieces of the county were published in a span, by axis."""
    query = select(Piece.axis, func.count()).where(published_in(county, begin, end)).group_by(Piece.axis)
    return {axis: count for axis, count in session.execute(query)}


def by_agency(session: Session, county: str, begin: datetime, end: datetime) -> dict[str, int]:
    """Return how many pieces each agency, by its official name, published on the county in a span; the most first."""
    query = select(Piece.agency, func.count()).where(published_in(county, begin, end)).group_by(Piece.agency)
    found: Counter[str] = Counter()
    for name, count in session.execute(query):
        found[agency_name(name)] += count
    return dict(sorted(found.items(), key=lambda each: (-each[1], alphabetical(each[0]))))


def county_pieces(session: Session, county: str, begin: datetime, end: datetime, most: int) -> list[CountyPiece]:
    """Return up to `most` pieces of the county published in a span, the most read first, then the latest."""
    views = select(func.sum(ReachDay.views)).where(ReachDay.piece_id == Piece.id).scalar_subquery()
    read = func.coalesce(views, 0)
    headline = Revision.fields["headline"].as_string()
    query = (
        select(Piece.id, Piece.slug, headline, Piece.agency, Piece.published_at, read)
        .join(Revision, Revision.id == Piece.published_revision_id)
        .where(published_in(county, begin, end))
        .order_by(read.desc(), Piece.published_at.desc(), Piece.id)
        .limit(most)
    )
    return [
        CountyPiece(id, slug, " ".join(words.split()), agency_name(agency), at, int(seen))
        for id, slug, words, agency, at, seen in session.execute(query)
        if at is not None  # never None: the condition selects by it
    ]


def published_days(session: Session, county: str, begin: datetime, end: datetime) -> set[date]:
    """Return the days in Tehran on which a piece of the county was published."""
    query = select(Piece.published_at).where(published_in(county, begin, end))
    return {tehran_day(at) for at in session.scalars(query) if at is not None}


def planned_pieces(
    session: Session, county: str, begin: datetime, end: datetime, now: datetime, most: int
) -> list[ComingPiece]:
    """Return up to `most` pieces of the county with a publish time in a span that readers have not seen, soonest first.

    Pieces under an embargo are left out until it ends: its agency has locked them.
    """
    query = (
        select(Piece.id, _TOPIC, Piece.agency, Piece.state, Piece.publish_at)
        .where(Piece.county == county, Piece.publish_at >= begin, Piece.publish_at < end)
        .where(Piece.state.in_(_ON_ITS_WAY), Piece.published_revision_id.is_(None), _unlocked(now))
        .order_by(Piece.publish_at, Piece.id)
        .limit(most)
    )
    return [
        ComingPiece(id, " ".join(topic.split()), agency_name(agency), state, at)
        for id, topic, agency, state, at in session.execute(query)
        if at is not None  # never None: the condition selects by it
    ]


def county_notices(
    session: Session, county: str, begin: datetime, end: datetime, now: datetime, most: int
) -> list[CountyNotice]:
    """Return up to `most` crisis notices of the county begun or published in a span, latest first; none discarded."""
    at = func.coalesce(Piece.published_at, Piece.created_at)
    live = Piece.published_revision_id.is_not(None)
    query = (
        select(
            Piece.id,
            Piece.slug,
            _TOPIC,
            Piece.agency,
            Piece.state,
            Piece.published_at,
            Piece.created_at,
            live,
            case((_holds(now), CrisisNotice.next_update_at)),
        )
        .join(CrisisNotice, CrisisNotice.piece_id == Piece.id)
        .where(Piece.county == county, at >= begin, at < end, Piece.state.not_in(GONE), or_(live, _unlocked(now)))
        .order_by(at.desc(), Piece.id.desc())
        .limit(most)
    )
    return [
        CountyNotice(id, slug, topic, agency_name(agency), state, out or begun, bool(seen), promised)
        for id, slug, topic, agency, state, out, begun, seen, promised in session.execute(query)
    ]


def waiting_questions(session: Session, county: str, most: int) -> list[WaitingQuestion]:
    """Return up to `most` unanswered public questions of the county, the nearest deadline first."""
    query = (
        select(PublicQuestion.id, PublicQuestion.agency, PublicQuestion.due_at)
        .where(PublicQuestion.county == county, PublicQuestion.state.in_(_UNANSWERED))
        .order_by(PublicQuestion.due_at.is_(None), PublicQuestion.due_at, PublicQuestion.id)
        .limit(most)
    )
    return [WaitingQuestion(*row) for row in session.execute(query)]


def county_commissions(session: Session, county: str, most: int) -> list[Commission]:
    """Return up to `most` commissions of the county that nobody has written yet, the nearest deadline first."""
    to_write = Commission.state.in_((CommissionState.OPEN, CommissionState.ASSIGNED))
    query = select(Commission).where(Commission.county == county, to_write)
    return list(session.scalars(query.order_by(Commission.deadline, Commission.id).limit(most)))


def occasions_covered(session: Session, county: str) -> list[tuple[str, date]]:
    """Return the occasions (slug, approximate day) that a piece of the county, not discarded, sees to."""
    query = (
        select(OccasionPiece.slug, OccasionPiece.day)
        .join(Piece, Piece.id == OccasionPiece.piece_id)
        .where(Piece.county == county, Piece.state != State.DISCARDED)
    )
    return [(slug, day) for slug, day in session.execute(query)]


def _unlocked(now: datetime) -> ColumnElement[bool]:
    return or_(Piece.embargo_until.is_(None), Piece.embargo_until <= now)


def _holds(now: datetime) -> ColumnElement[bool]:
    """Return the condition for notices that hold, and to which nothing has followed yet."""
    return and_(CrisisNotice.closed_at.is_(None), Piece.expire_at > now, ~FOLLOWED)
