"""Lists of pieces, one page at a time: the editors' queue (صف) by tab, the most urgent first, and all by number."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from bumi.finding import Finding, Severity
from bumi.newsroom.accounts.access import names_of, visible
from bumi.newsroom.index.search import matching
from bumi.newsroom.states import ASSIGNABLE, UNAPPROVED, State
from bumi.newsroom.tables import Assignment, Dismissal, Piece, User
from bumi.newsroom.tables.columns import Json
from bumi.newsroom.tables.content import Checkup, Revision
from bumi.newsroom.tables.pieces import DUE, GOES_OUT_AT, PRESSING
from bumi.newsroom.workflow.bulk import MOST
from bumi.newsroom.workflow.findings import repeats, unseen_by
from bumi.words import Kind, Named, Urgency

PAGE = MOST
"""Rows per page: they may all be decided at once."""


class QueueTab(Named):
    """A tab of the queue: the states of pieces that are listed together, or those that the user has."""

    DECIDE = "decide", "در انتظار تصمیم"
    MINE = "mine", "به عهده من"
    WRITE = "write", "در دست نوشتن"
    GO = "go", "در راه انتشار"
    OUT = "out", "منتشرشده"
    GONE = "gone", "بایگانی"


@dataclass(frozen=True)
class QueueFilter:
    """What a list is narrowed to; what is empty narrows nothing.

    `word` is a piece number, or words of brief, headline, lede, agency or county, and finds on all tabs. `own` are
    pieces that the user submitted or approved; `late` those whose time has passed without an approval.
    """

    word: str = ""
    kind: Kind | None = None
    county: str = ""
    axis: str = ""
    agency: str = ""
    state: State | None = None
    own: bool = False
    late: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it says more than a word."""
        return self != QueueFilter(word=self.word)


_STATES = {
    QueueTab.DECIDE: (
        State.SUBMITTED,
        State.PUBLISHED_NEEDS_REVIEW,
        State.PUBLISH_FAILED,
        State.PUBLISH_UNCONFIRMED,
    ),
    QueueTab.WRITE: (State.DRAFT, State.CHANGES_REQUESTED),
    QueueTab.GO: (State.APPROVED, State.SCHEDULED, State.PUBLISHING),
    QueueTab.OUT: (State.PUBLISHED,),
    QueueTab.GONE: (State.WITHDRAWN, State.EXPIRED, State.TAKEN_DOWN, State.DISCARDED),
}
_SHELF = {state: shelf for shelf, states in _STATES.items() for state in states}
_HELD = Piece.state.in_(ASSIGNABLE)
_ORDER: dict[QueueTab, tuple[Any, ...]] = {
    QueueTab.MINE: (select(Assignment.due_at).where(Assignment.piece_id == Piece.id).scalar_subquery(), Piece.id),
    QueueTab.DECIDE: (PRESSING, DUE.is_(None), DUE, Piece.state_since, Piece.id),
    QueueTab.WRITE: ((Piece.state == State.DRAFT), PRESSING, DUE.is_(None), DUE, Piece.id),
    QueueTab.GO: (DUE.is_not(None), DUE, Piece.id),
    QueueTab.OUT: (Piece.republished_at.desc(), Piece.id.desc()),
    QueueTab.GONE: (Piece.state_since.desc(), Piece.id.desc()),
}


@dataclass(frozen=True)
class PieceRow:
    """A piece in a list; `counts` covers findings not dismissed, and `revision` is 0 before there is text.

    `holder` has the piece until `due_at`; nobody has it where `holder` is empty. The fields from `id` to `version` are
    columns of `Piece`, in the order in which they are selected.
    """

    id: int
    slug: str
    state: State
    state_since: datetime | None
    kind: Kind
    urgency: Urgency
    agency: str
    county: str
    publish_at: datetime | None
    embargo_until: datetime | None
    expire_at: datetime | None
    republished_at: datetime | None
    published_revision_id: int | None
    problem: str
    version: int
    headline: str
    holder: str
    due_at: datetime | None
    revision: int
    counts: dict[Severity, int]

    @property
    def goes_out_at(self) -> datetime | None:
        """The earliest moment the piece may be published, as in `Piece`."""
        return max(filter(None, (self.publish_at, self.embargo_until)), default=None)

    @property
    def shelf(self) -> QueueTab:
        """The tab that lists the piece for everybody."""
        return tab_of(self.state)


_FIELDS = [field.name for field in fields(PieceRow)]
_COLUMNS = [getattr(Piece, name) for name in _FIELDS[: _FIELDS.index("headline")]]


def tab_of(state: State) -> QueueTab:
    """Return the tab that lists pieces in a state."""
    return _SHELF[state]


def counts(session: Session, user: User, asked: QueueFilter, now: datetime) -> dict[QueueTab, int]:
    """Return the number of pieces in each tab, of those that `user` may see and `asked` lets through.

    Only editors have a tab of their own.
    """
    query = select(Piece.state, func.count()).where(*_conditions(user, asked, now)).group_by(Piece.state)
    of_state = {state: number for state, number in session.execute(query)}
    number = {shelf: sum(of_state.get(state, 0) for state in states) for shelf, states in _STATES.items()}
    if user.decides:
        mine = select(func.count()).where(_in_tab(user, QueueTab.MINE), *_conditions(user, asked, now))
        number[QueueTab.MINE] = session.scalar(mine) or 0
    return {shelf: number[shelf] for shelf in QueueTab if shelf in number}


def queue(
    session: Session, user: User, shelf: QueueTab, page: int, asked: QueueFilter, now: datetime
) -> list[PieceRow]:
    """Return one page (from 1) of a tab's pieces visible to `user` that `asked` lets through.

    With a word these are the results of all tabs, this tab's first. Ids are selected before the columns shown, because
    sorting a whole tab is slow, and slower with wide rows.
    """
    query = select(Piece.id).where(*_conditions(user, asked, now))
    query = query if asked.word else query.where(_in_tab(user, shelf))
    order = _found_order(shelf) if asked.word else _ORDER[shelf]
    ids = query.order_by(*order).limit(PAGE).offset(PAGE * (page - 1))
    return piece_rows(session, list(session.scalars(ids)), user)


def listing(session: Session, states: Collection[State], after: int, most: int) -> list[PieceRow]:
    """Return up to `most` pieces in any of `states` (none: in any state) with an id greater than `after`, in order."""
    ids = select(Piece.id).where(Piece.id > after, *([Piece.state.in_(states)] if states else ()))
    return piece_rows(session, list(session.scalars(ids.order_by(Piece.id).limit(most))))


def piece_rows(session: Session, ids: Sequence[int], reader: User | None = None) -> list[PieceRow]:
    """Return the rows of the pieces `ids`, in their order; findings are counted as `reader` is told of them."""
    dismissals = select(Dismissal.piece_id, Dismissal.fingerprint).where(Dismissal.piece_id.in_(ids))
    waved: dict[int, set[str]] = {}
    for id, fingerprint in session.execute(dismissals):
        waved.setdefault(id, set()).add(fingerprint)
    found = session.execute(_ROWS.where(Piece.id.in_(ids))).all()
    unseen = _unseen(session, reader, [it for *_, findings in found for it in findings or ()])
    rows = {
        shown[0]: PieceRow(*shown, number or 0, _count(findings or [], waved.get(shown[0], ()), unseen))  # type: ignore[call-arg]
        for *shown, number, findings in found
    }
    return [rows[id] for id in ids]


def _in_tab(user: User, shelf: QueueTab) -> ColumnElement[bool]:
    """Return the condition of the pieces of a tab."""
    if shelf is not QueueTab.MINE:
        return Piece.state.in_(_STATES[shelf])
    return and_(Piece.id.in_(select(Assignment.piece_id).where(Assignment.holder == user.name)), _HELD)


def _conditions(user: User, asked: QueueFilter, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions of pieces that `user` may see and `asked` lets through, whatever their tab."""
    wanted = {Piece.kind: asked.kind, Piece.county: asked.county, Piece.axis: asked.axis, Piece.state: asked.state}
    found = [visible(user), *(column == value for column, value in wanted.items() if value)]
    if asked.word:
        found.append(matching(asked.word))
    if asked.agency:
        found.append(Piece.agency.in_(names_of(asked.agency)))
    if asked.own:
        found.append(or_(Piece.submitted_by == user.name, Piece.approved_by == user.name))
    if asked.late:
        found += [Piece.state.in_(UNAPPROVED), now >= GOES_OUT_AT]
    return found


def _found_order(shelf: QueueTab) -> tuple[Any, ...]:
    """Return the order of search results: by tab, the open one first, and latest first within each."""
    shelves = sorted(_STATES, key=lambda each: each is not shelf)
    rank = case({state: at for at, each in enumerate(shelves) for state in _STATES[each]}, value=Piece.state)
    return (rank, Piece.state_since.desc(), Piece.id.desc())


def _unseen(session: Session, reader: User | None, findings: Iterable[Json]) -> set[int]:
    """Return which of the pieces that are repeated, as findings say, the reader may not know of."""
    repeated = {id for it in findings if (id := repeats(it["check"], it["code"])) is not None} if reader else set()
    return unseen_by(session, reader, repeated) if reader else set()


def _count(findings: list[Json], waved: Container[str], unseen: Container[int | None]) -> dict[Severity, int]:
    """Count the findings not dismissed; fingerprints are slow, so compute them only if there are dismissals."""
    standing = Counter(
        it["severity"]
        for it in findings
        if not (waved and Finding.model_validate(it).fingerprint in waved)
        and not (unseen and repeats(it["check"], it["code"]) in unseen)
    )
    return {severity: standing[severity.value] for severity in Severity if standing[severity.value]}


_ROWS = (
    select(
        *_COLUMNS,
        func.coalesce(Revision.fields["headline"].as_string(), Piece.brief["topic"].as_string()),
        func.coalesce(Assignment.holder, ""),
        Assignment.due_at,
        Revision.number,
        Checkup.findings,
    )
    .outerjoin(Revision, Revision.id == Piece.revision_id)
    .outerjoin(Checkup, Checkup.revision_id == Piece.revision_id)
    .outerjoin(Assignment, Assignment.piece_id == Piece.id)
)
