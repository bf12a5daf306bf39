"""Attendance of events: who of those who signed up came, and how many events were held for how many people."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.sign_ups.lists import MOST_PLACES, locked_list, sign_ups
from bumi.newsroom.tables import Campaign, SignUp, SignUpList
from bumi.persian.calendar import jalali, start_of, tehran_day
from bumi.persian.text import digits_to_persian


class EventsHeld(NamedTuple):
    """How many events were held whose attendance was recorded, and how many people came to them."""

    events: int
    people: int


def record_attendance(
    session: Session,
    campaign: Campaign,
    came: Collection[int],
    walk_ins: int,
    now: datetime,
    shown: tuple[int, int] | None = None,
) -> SignUpList:
    """Record which sign-ups (by id) came and how many came without one; what was recorded before gives way to it.

    `shown` are the first and the last id of the part of the list that was ticked; without it, all of it was.

    Raise BadInput for an impossible number or a sign-up of another event; Refused before the day of the event, and
    after names were deleted.
    """
    found = locked_list(session, campaign.id)
    if found is None:
        raise Refused("این رویداد فهرست ثبت‌نام ندارد؛ نخست آن را باز کنید")
    if now < start_of(tehran_day(campaign.starts_at)):
        raise Refused(f"رویداد {jalali(campaign.starts_at)} است؛ حاضران را از همان روز ثبت کنید")
    if found.erased_at:
        raise Refused("نام‌ها پاک شده است و شمار حاضران دیگر تغییر نمی‌کند")
    if not 0 <= walk_ins <= MOST_PLACES:
        raise BadInput(digits_to_persian(f"«{walk_ins}» شمار حاضران نمی‌شود؛ از ۰ تا {MOST_PLACES} بنویسید"))
    rows = {each.id: each for each in sign_ups(session, campaign.id)}
    if shown:
        rows = {id: row for id, row in rows.items() if shown[0] <= id <= shown[1]}
    if not set(came) <= rows.keys():
        raise BadInput("یکی از حاضران در فهرست این رویداد نیست؛ صفحه را دوباره باز کنید")
    for id, row in rows.items():
        row.came = id in came
    found.walk_ins, found.attendance_at = walk_ins, now
    session.flush()
    return found


def events_held(session: Session, since: datetime, until: datetime) -> EventsHeld:
    """Return the events that started from `since` until before `until`, if attendance was recorded."""
    held = (
        SignUpList.attendance_at.is_not(None),
        Campaign.starts_at >= since,
        Campaign.starts_at < until,
        Campaign.cancelled_at.is_(None),
    )
    lists = select(func.count(), func.coalesce(func.sum(SignUpList.walk_ins), 0))
    events, walk_ins = session.execute(lists.join(Campaign, Campaign.id == SignUpList.campaign_id).where(*held)).one()
    came = select(func.count()).select_from(SignUp).join(SignUpList, SignUpList.campaign_id == SignUp.campaign_id)
    came = came.join(Campaign, Campaign.id == SignUp.campaign_id).where(SignUp.came, *held)
    return EventsHeld(events, (session.scalar(came) or 0) + walk_ins)
