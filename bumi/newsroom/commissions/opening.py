"""Opening and cancelling of commissions, by editors."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bumi.brief import Brief, brief_from
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import agency_name, not_an_editor
from bumi.newsroom.commissions.ending import end_pitches
from bumi.newsroom.commissions.lists import lock
from bumi.newsroom.tables import Commission, CommissionState, PitchState, User
from bumi.persian.calendar import jalali, now
from bumi.persian.text import digits_to_persian, normal
from bumi.words import Kind

MOST_POINTS = 10
"""How many things a commission may ask for."""


@dataclass(frozen=True)
class CommissionTerms:
    """What a commission offers and asks for: one piece, until `deadline`, for `fee` whole rials.

    `points` say what the piece must answer, in a line each.
    """

    kind: Kind
    county: str
    axis: str
    topic: str
    agency: str
    deadline: datetime
    fee: int
    points: tuple[str, ...] = ()

    def brief(self) -> Brief:
        """Return the brief of its piece, without any findings yet; BadInput lists all that is wrong with it."""
        data = {
            "kind": self.kind.value,
            "topic": self.topic,
            "agency": agency_name(self.agency),
            "county": self.county,
            "axis": self.axis,
            "notes": [self.topic],
            "internal_note": "؛ ".join(self.points),
        }
        return brief_from(data, "فراخوان")


def open_commission(session: Session, terms: CommissionTerms, by: User, at: datetime | None = None) -> Commission:
    """Open a commission, and return it.

    Raise Refused unless `by` is an editor or a chief; BadInput, with all problems, for terms from which no brief comes,
    whose deadline is past, or that ask for more than `MOST_POINTS`.
    """
    if reasons := not_an_editor(by):
        raise Refused(*reasons)
    moment = at or now()
    problems: list[str] = []
    if terms.deadline <= moment:
        problems.append(f"فراخوان: مهلت آن ({jalali(terms.deadline)}) گذشته است؛ روزی در آینده بنویسید")
    if terms.fee < 0:
        problems.append("فراخوان: حق‌الزحمه منفی نمی‌شود؛ آن را در طرح استان درست کنید")
    if len(terms.points) > MOST_POINTS:
        shown = digits_to_persian(f"{len(terms.points)} خواسته دارد؛ حداکثر {MOST_POINTS}")
        problems.append(f"فراخوان: {shown} خواسته بنویسید")
    try:
        brief = terms.brief()
    except BadInput as error:
        raise BadInput(*problems, *error.problems) from None
    if problems:
        raise BadInput(*problems)
    new = Commission(
        kind=brief.kind,
        county=brief.county,
        axis=brief.axis,
        topic=brief.topic,
        points=[" ".join(normal(point).split()) for point in terms.points],
        agency=brief.agency,
        fee=terms.fee,
        deadline=terms.deadline,
        opened_by=by.name,
        opened_at=moment,
        pitches=[],
    )
    session.add(new)
    session.flush()
    return new


def cancel_commission(session: Session, found: Commission, by: User, why: str, at: datetime | None = None) -> None:
    """Cancel a commission whose text has not reached the editors; a piece that is being written is discarded.

    Raise Refused, with all reasons, unless `by` is an editor or a chief, without a reason, and once it is written or
    has ended.
    """
    lock(session, found)
    moment, why = at or now(), " ".join(normal(why).split())
    reasons = not_an_editor(by)
    if not why:
        reasons.append("دلیل آن نوشته نشده است؛ در یک جمله بنویسیدش تا پدیدآورها بدانند")
    if found.state not in (CommissionState.OPEN, CommissionState.ASSIGNED):
        remedy = "؛ مطلبش را برگردانید یا کنار بگذارید" if found.state is CommissionState.WRITTEN else ""
        reasons.append(f"این فراخوان «{found.state.persian}» است و لغو نمی‌شود{remedy}")
    if reasons:
        raise Refused(*(f"فراخوان {digits_to_persian(str(found.id))}: {reason}" for reason in reasons))
    found.state, found.ended_at, found.why = CommissionState.CANCELLED, moment, why
    end_pitches(session, found, PitchState.DECLINED, by, f"فراخوانش لغو شد: {why}", moment)
    session.flush()
