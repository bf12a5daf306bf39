"""Bulk decisions: one decision on several pieces, each tested on its own; a refusal of one does not stop the others.

Approving together asks for more than approving one: see docs/decisions/0065-bulk-decisions-and-undo.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.finding import Severity
from bumi.newsroom.states import State
from bumi.newsroom.tables import CrisisNotice, Piece, Remark, User
from bumi.newsroom.workflow.findings import findings
from bumi.newsroom.workflow.opened import opened
from bumi.newsroom.workflow.refusals import numbered
from bumi.newsroom.workflow.transitions import move, why_not
from bumi.newsroom.workflow.undo import RecordedChanges, recording
from bumi.persian.text import digits_to_persian
from bumi.words import Urgency

_CHANGED = "از وقتی فهرست را دیدید تغییر کرده است؛ بازش کنید و ببینید چه مانده است"
_UNREAD = "این ویرایش را هنوز باز نکرده‌اید؛ در صفحه‌اش بخوانید"
_CRISIS = "مطلب بحران است و تنها در صفحه خودش تأیید می‌شود"
_REMARKED = "یادداشت باز دارد؛ در صفحه‌اش بخوانید و ببندید"
_FINDINGS = "{count} مانع یا هشدار دارد؛ در صفحه‌اش بخوانید و نادیده بگیرید یا اصلاح کنید"

MOST = 40
"""How many pieces may be decided at once, which is a page of the queue."""

type Decision = Callable[[Piece], None]

_MUST_BE_READ = (Severity.BLOCKS, Severity.WARNS)


@dataclass(frozen=True)
class ChosenPiece:
    """A piece that was chosen in a list, and its version as the list showed it; None where any version will do."""

    id: int
    version: int | None = None


@dataclass(frozen=True)
class BulkOutcome:
    """What became of one piece: all reasons why not, or none where it was done."""

    id: int
    headline: str
    reasons: tuple[str, ...]
    changes: RecordedChanges | None = None


def decide_each(session: Session, chosen: Sequence[ChosenPiece], decide: Decision) -> list[BulkOutcome]:
    """Have `decide` decide on each piece, in the order given; what it refuses is left as it was.

    A piece that has changed since it was shown is refused, too. Raise BadInput if none or more than `MOST` are chosen.
    """
    if not 0 < len(chosen) <= MOST:
        raise BadInput(f"از یک تا {digits_to_persian(str(MOST))} مطلب برگزینید")
    ids = [each.id for each in chosen]
    query = select(Piece).where(Piece.id.in_(ids)).order_by(Piece.id).with_for_update()
    found = {piece.id: piece for piece in session.scalars(query)}
    return [_outcome(session, found.get(each.id), each, decide) for each in chosen]


def approval(session: Session, by: User, ids: Iterable[int]) -> Decision:
    """Return the decision that approves a piece, if nothing in it asks to be read alone and `by` has opened it."""
    ids = list(ids)
    read, remarked = opened(session, ids, by), _remarked(session, ids)

    def approve(piece: Piece) -> None:
        reasons = _to_be_read_alone(session, piece, piece.id in read, piece.id in remarked)
        if reasons:
            raise Refused(*reasons, *(why_not(session, piece, State.APPROVED, by) or ()))
        move(session, piece, State.APPROVED, by)

    return approve


def _outcome(session: Session, piece: Piece | None, chosen: ChosenPiece, decide: Decision) -> BulkOutcome:
    if piece is None:
        return BulkOutcome(chosen.id, "", ("چنین مطلبی نیست",))
    headline = str(piece.revision.fields["headline"] if piece.revision else piece.brief["topic"])
    if chosen.version not in (None, piece.version):
        return BulkOutcome(piece.id, headline, (_CHANGED,))
    prefix = f"{numbered(piece)}: "
    try:
        with session.begin_nested(), recording(session, f"{prefix}{headline}") as changes:
            decide(piece)
    except (BadInput, Refused) as refused:
        return BulkOutcome(piece.id, headline, tuple(each.removeprefix(prefix) for each in refused.problems))
    return BulkOutcome(piece.id, headline, (), changes)


def _remarked(session: Session, ids: Iterable[int]) -> set[int]:
    """Return which of the pieces `ids` have a remark that nobody has closed."""
    is_open = (Remark.parent_id.is_(None), Remark.done_at.is_(None))
    return set(session.scalars(select(Remark.piece_id).where(Remark.piece_id.in_(ids), *is_open)))


def _to_be_read_alone(session: Session, piece: Piece, was_opened: bool, is_remarked: bool) -> list[str]:
    """Return why a piece is not approved together with others."""
    reasons = []
    if piece.urgency is Urgency.CRISIS or session.get(CrisisNotice, piece.id) is not None:
        reasons.append(_CRISIS)
    to_read = sum(finding.severity in _MUST_BE_READ for finding in findings(session, piece))
    if to_read:
        reasons.append(_FINDINGS.format(count=digits_to_persian(str(to_read))))
    if is_remarked:
        reasons.append(_REMARKED)
    if not was_opened:
        reasons.append(_UNREAD)
    return reasons
