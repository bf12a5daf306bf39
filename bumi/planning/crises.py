"""Crises (بحران): a notice is there at once, somebody owes an update, and no notice outlives its time."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import add_revision, submit
from bumi.newsroom.plan.crises import add_notice, before, followed, replaced
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import CrisisNotice, Piece, User
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import jalali, whole_minute
from bumi.persian.calendar import now as present
from bumi.persian.text import digits_to_persian
from bumi.planning.notices import Facts, facts_from, notice, notice_brief, template

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["close", "issue", "retire_replaced", "take_back"]

_LINGERS = timedelta(days=1)  # so long people are told that a crisis has passed


def issue(
    session: "Session",
    name: str,
    facts: Facts,
    by: User,
    follows: CrisisNotice | None = None,
    now: datetime | None = None,
) -> Piece:
    """Hand in a notice with its text, which waits for nothing but a look; return its piece.

    As the update of another (`follows`) it takes over the promise of the next; that one stays until this is out, or,
    where nobody had approved it, never goes out.
    BadInput where the next update is promised for a time that is past; Refused where another has followed already.
    """
    now = now or present()
    if facts.next_update <= now:
        raise BadInput(f"زمان اطلاعیه بعدی ({jalali(facts.next_update)}) گذشته است؛ زمانی در آینده بنویسید")
    return _make(session, name, facts, by, follows, now, over=False)


def close(session: "Session", last: CrisisNotice, what: str, by: User, now: datetime | None = None) -> Piece:
    """Hand in the notice that the crisis has passed; nobody owes an update any more."""
    now = now or present()
    facts = Facts.model_validate(last.facts).model_dump()
    over = max(now, facts["since"] + timedelta(minutes=1))  # people hear of what was to come until it would have begun
    ends = {"what": what, "do": (), "next_update": over, "until": whole_minute(over) + _LINGERS}
    return _make(session, last.template, facts_from(facts | ends), by, last, now, over=True)


def take_back(session: "Session", wrong: CrisisNotice, by: User, why: str, now: datetime | None = None) -> None:
    """Cancel a wrong notice: readers see the reason, or never see the notice. Refused as by the state table."""
    now = now or present()
    if wrong.piece.state not in GONE:
        to = State.WITHDRAWN if wrong.piece.published_revision_id else State.DISCARDED
        move(session, wrong.piece, to, by, why, at=now)
    wrong.closed_at = wrong.closed_at or now
    session.flush()


def retire_replaced(session: "Session", now: datetime) -> list[int]:
    """End the time of live notices in whose place another is out; return their ids."""
    ended = replaced(session, now)
    for piece in ended:
        piece.expire_at = now
    session.flush()
    return [piece.id for piece in ended]


def _make(
    session: "Session", name: str, facts: Facts, by: User, follows: CrisisNotice | None, now: datetime, over: bool
) -> Piece:
    if follows and (follows.closed_at or followed(session, follows)):
        number = digits_to_persian(str(follows.piece_id))
        raise Refused(f"اطلاعیه {number}: بسته شده است یا اطلاعیه دیگری در پی دارد؛ تازه‌ترین را به‌روز کنید")
    prepared = template(name)
    earlier = [follows, *before(session, follows.piece_id)] if follows else []
    shown = next((each.piece.published_at for each in earlier if each.piece.published_at), None)
    for each in earlier:
        if each.piece.published_revision_id is None and each.piece.state not in GONE:
            each.piece.expire_at = now
    piece = submit(session, brief := notice_brief(prepared, facts, shown, over), by)
    draft = notice(brief, 0 if over else len(prepared.do) + len(facts.do), begun=facts.since <= now)
    add_revision(session, piece, draft.fields, machine(session), draft.sources, draft.model)
    data = facts.model_dump(mode="json")
    made = add_notice(session, piece, name, data, facts.next_update, follows.piece_id if follows else None)
    made.closed_at = now if over else None
    session.flush()
    return piece
