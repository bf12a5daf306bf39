"""The queue (صف): what waits for whom, the most pressing first, a page at a time however many pieces there are."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, lazyload

from bumi.finding import Finding, Severity
from bumi.newsroom.access import visible
from bumi.newsroom.content_tables import Checkup, Revision
from bumi.newsroom.states import State
from bumi.newsroom.tables import Dismissal, Piece, User
from bumi.text import ZWNJ, digits_to_latin, normal
from bumi.words import Urgency

__all__ = ["PAGE", "Row", "Shelf", "counts", "queue"]

PAGE = 40
"""Rows of a page."""


class Shelf(StrEnum):
    """Where a piece lies for whoever works through the queue."""

    DECIDE = "decide"
    WRITE = "write"
    GO = "go"
    OUT = "out"
    GONE = "gone"

    @property
    def persian(self) -> str:
        """The words people read."""
        return _PERSIAN[self]


_PERSIAN = {
    Shelf.DECIDE: "در انتظار تصمیم",
    Shelf.WRITE: "در دست نوشتن",
    Shelf.GO: "در راه انتشار",
    Shelf.OUT: "منتشرشده",
    Shelf.GONE: "بایگانی",
}
_STATES = {
    Shelf.DECIDE: (
        State.SUBMITTED,
        State.PUBLISHED_NEEDS_REVIEW,
        State.PUBLISH_FAILED,
        State.PUBLISH_UNCONFIRMED,
    ),
    Shelf.WRITE: (State.DRAFT, State.CHANGES_REQUESTED),
    Shelf.GO: (State.APPROVED, State.SCHEDULED, State.PUBLISHING),
    Shelf.OUT: (State.PUBLISHED,),
    Shelf.GONE: (State.WITHDRAWN, State.EXPIRED, State.TAKEN_DOWN, State.DISCARDED),
}
_PRESSING = case({Urgency.CRISIS: 0, Urgency.URGENT: 1}, value=Piece.urgency, else_=2)
_DUE = func.coalesce(Piece.publish_at, Piece.embargo_until)
_ORDER: dict[Shelf, tuple[Any, ...]] = {
    Shelf.DECIDE: (_PRESSING, _DUE.is_(None), _DUE, Piece.state_since, Piece.id),
    Shelf.WRITE: ((Piece.state == State.DRAFT), _PRESSING, _DUE.is_(None), _DUE, Piece.id),
    Shelf.GO: (_DUE.is_not(None), _DUE, Piece.id),
    Shelf.OUT: (Piece.republished_at.desc(), Piece.id.desc()),
    Shelf.GONE: (Piece.state_since.desc(), Piece.id.desc()),
}


@dataclass(frozen=True)
class Row:
    """A piece in a queue; `counts` are of the findings that stand."""

    piece: Piece
    headline: str
    revision: int
    counts: dict[Severity, int]


def counts(session: Session, user: User) -> dict[Shelf, int]:
    """Return how many pieces lie where, of those that `user` sees."""
    query = select(Piece.state, func.count()).where(visible(user)).group_by(Piece.state)
    of_state = {state: number for state, number in session.execute(query)}
    return {shelf: sum(of_state.get(state, 0) for state in states) for shelf, states in _STATES.items()}


def queue(session: Session, user: User, shelf: Shelf, page: int, word: str) -> tuple[list[Row], int]:
    """Return one page (the first is 1) of what `user` sees on a shelf, and how many rows there are in all.

    `word` is a number, or part of a topic, an agency or a county; nothing finds everything.
    """
    found = select(Piece).where(Piece.state.in_(_STATES[shelf]), visible(user), *_matching(word))
    total = session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
    rows = _rows(found).order_by(*_ORDER[shelf]).limit(PAGE).offset(PAGE * (page - 1))
    return _filled(session, list(session.execute(rows))), total


def _matching(word: str) -> list[ColumnElement[bool]]:
    word = " ".join(normal(word).split())[:80]
    if not word:
        return []
    if digits_to_latin(word).isdigit():
        return [Piece.id == int(digits_to_latin(word)[:9])]
    in_slug = digits_to_latin(word.replace(ZWNJ, "-").replace(" ", "-"))
    return [
        or_(
            Piece.slug.contains(in_slug, autoescape=True),
            Piece.agency.contains(word, autoescape=True),
            Piece.county == word,
        )
    ]


def _rows(found: Select[Any]) -> Select[Any]:
    """Fetch with each piece only what a row shows: its pages are looked at far more often than any piece."""
    return (
        found.outerjoin(Revision, Revision.id == Piece.revision_id)
        .outerjoin(Checkup, Checkup.revision_id == Piece.revision_id)
        .add_columns(Revision.number, Revision.fields, Checkup.findings)
        .options(lazyload("*"))
    )


def _filled(session: Session, rows: list[Any]) -> list[Row]:
    ids = [piece.id for piece, *_ in rows]
    waved = select(Dismissal.piece_id, Dismissal.fingerprint).where(Dismissal.piece_id.in_(ids))
    dismissed = {(id, fingerprint) for id, fingerprint in session.execute(waved)}
    return [
        Row(
            piece,
            fields["headline"] if fields else piece.brief["topic"],
            number or 0,
            _count(piece.id, findings or [], dismissed),
        )
        for piece, number, fields, findings in rows
    ]


def _count(id: int, findings: list[Any], dismissed: set[tuple[int, str]]) -> dict[Severity, int]:
    standing = Counter(
        finding.severity
        for finding in map(Finding.model_validate, findings)
        if (id, finding.fingerprint) not in dismissed
    )
    return {severity: standing[severity] for severity in Severity if standing[severity]}
