"""The ledger of fees: due once a commissioned piece is published, approved by others, reversed by a new entry.

Entries are only added; the database refuses every change. Nothing is paid here: the ledger says what is to be paid.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from bumi.errors import Refused
from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.accounts.users import MACHINE
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import Commission, CommissionState, FeeEntry, FeeEntryKind, Piece, Pitch, PitchState, User
from bumi.newsroom.workflow.conditions import own_work
from bumi.newsroom.workflow.refusals import refused
from bumi.persian.calendar import now
from bumi.persian.text import normal


class FeeLine(NamedTuple):
    """The fee of one piece, in whole rials: what is due, who approved it, and why it was reversed, if it was.

    `rials` is 0 once it was reversed.
    """

    piece_id: int
    commission_id: int
    topic: str
    contributor: str
    opened_by: str
    rials: int
    due_at: datetime
    approved_by: str
    approved_at: datetime | None
    reversed_why: str

    @property
    def payable(self) -> bool:
        """Whether the fee is approved and was not reversed."""
        return bool(self.approved_by) and self.rials > 0


def enter_due_fees(session: Session) -> int:
    """Enter the fee of each commissioned piece that readers see for the first time; return how many were entered."""
    entered = exists().where(FeeEntry.piece_id == Piece.id)
    query = (
        select(Piece.id, Pitch.by, Commission.fee, Piece.published_at, Commission)
        .join(Pitch, Pitch.piece_id == Piece.id)
        .join(Commission, Commission.id == Pitch.commission_id)
        .where(Pitch.state == PitchState.ACCEPTED, Piece.published_at.is_not(None), ~entered)
    )
    rows = []
    for id, contributor, rials, published_at, found in session.execute(query):
        at = published_at or now()
        found.state, found.ended_at = CommissionState.CLOSED, at
        rows.append(_entry(id, FeeEntryKind.DUE, contributor, rials, MACHINE, at))
    return len(upsert(session, FeeEntry, rows))


def approve_fee(session: Session, piece: Piece, by: User, at: datetime | None = None) -> None:
    """Approve the fee of a piece, for payment elsewhere.

    Raise Refused, with all reasons, unless `by` is an editor or a chief who neither wrote nor commissioned it, if no
    fee is due, and if it was approved or reversed.
    """
    entries, reasons = _entries(session, piece), not_an_editor(by)
    if did := own_work(session, piece, by):
        reasons.append(f"«{by.name}» خودش {' و '.join(did)} است؛ حق‌الزحمه را دبیر دیگری تأیید می‌کند")
    if FeeEntryKind.APPROVED in entries:
        reasons.append("حق‌الزحمه‌اش پیش‌تر تأیید شده است")
    _add(session, piece, FeeEntryKind.APPROVED, entries, reasons, by, at)


def reverse_fee(session: Session, piece: Piece, by: User, why: str, at: datetime | None = None) -> None:
    """Reverse the fee of a piece by a new entry, for a reason.

    Raise Refused, with all reasons, unless `by` is an editor or a chief, without a reason, and if no fee is due.
    """
    why = " ".join(normal(why).split())
    reasons = not_an_editor(by) + ([] if why else ["دلیل برگشت نوشته نشده است؛ در یک جمله بنویسیدش"])
    _add(session, piece, FeeEntryKind.REVERSED, _entries(session, piece), reasons, by, at, why)


def fee_lines(session: Session, contributor: str = "") -> list[FeeLine]:
    """Return the fees of all pieces, or those of one contributor, the latest first."""
    query = (
        select(FeeEntry, Commission.id, Commission.topic, Commission.opened_by)
        .join(Pitch, Pitch.piece_id == FeeEntry.piece_id)
        .join(Commission, Commission.id == Pitch.commission_id)
        .order_by(FeeEntry.at)
    )
    if contributor:
        query = query.where(FeeEntry.contributor == contributor)
    found: dict[int, FeeLine] = {}
    for entry, id, topic, opened_by in session.execute(query):
        begun = FeeLine(entry.piece_id, id, topic, entry.contributor, opened_by, 0, entry.at, "", None, "")
        found[entry.piece_id] = _with(found.get(entry.piece_id, begun), entry)
    return sorted(found.values(), key=lambda line: (line.due_at, line.piece_id), reverse=True)


def waiting_fees(session: Session, by: User) -> int:
    """Return how many fees wait for an approval, of commissions that somebody other than `by` has opened."""
    later = aliased(FeeEntry)
    decided = exists().where(later.piece_id == FeeEntry.piece_id, later.entry != FeeEntryKind.DUE)
    query = select(func.count()).select_from(FeeEntry).join(Pitch, Pitch.piece_id == FeeEntry.piece_id)
    query = query.join(Commission, Commission.id == Pitch.commission_id)
    waiting = query.where(FeeEntry.entry == FeeEntryKind.DUE, Commission.opened_by != by.name, ~decided)
    return session.scalar(waiting) or 0


def _with(line: FeeLine, entry: FeeEntry) -> FeeLine:
    match entry.entry:
        case FeeEntryKind.APPROVED:
            line = line._replace(approved_by=entry.by, approved_at=entry.at)
        case FeeEntryKind.REVERSED:
            line = line._replace(reversed_why=entry.why)
        case FeeEntryKind.DUE:
            line = line._replace(due_at=entry.at)
    return line._replace(rials=line.rials + entry.rials)


def _entries(session: Session, piece: Piece) -> dict[FeeEntryKind, FeeEntry]:
    query = select(FeeEntry).where(FeeEntry.piece_id == piece.id)
    return {each.entry: each for each in session.scalars(query)}


def _add(
    session: Session,
    piece: Piece,
    kind: FeeEntryKind,
    entries: dict[FeeEntryKind, FeeEntry],
    reasons: Iterable[str],
    by: User,
    at: datetime | None,
    why: str = "",
) -> None:
    due, reasons = entries.get(FeeEntryKind.DUE), list(reasons)
    if due is None:
        reasons.append("حق‌الزحمه‌ای ندارد؛ با نخستین انتشارِ مطلبِ فراخوان نوشته می‌شود")
    if FeeEntryKind.REVERSED in entries:
        reasons.append("حق‌الزحمه‌اش برگشته است")
    if reasons or due is None:
        raise refused(piece, *reasons)
    rials = -due.rials if kind is FeeEntryKind.REVERSED else 0
    row = _entry(piece.id, kind, due.contributor, rials, by.name, at or now(), why)
    if not upsert(session, FeeEntry, [row]):
        raise Refused("در همین میان کس دیگری همین را ثبت کرد؛ دفتر حق‌الزحمه را دوباره باز کنید")


def _entry(
    piece: int, kind: FeeEntryKind, contributor: str, rials: int, by: str, at: datetime, why: str = ""
) -> dict[str, object]:
    return {
        "piece_id": piece,
        "entry": kind,
        "contributor": contributor,
        "rials": rials,
        "by": by,
        "at": at,
        "why": why,
    }
