"""Sign-ups in the plan: what the desk is reminded of, next editions of events, retention, a note for the recap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bumi.newsroom.plan.campaigns import running
from bumi.newsroom.sign_ups import (
    campaigns_with_calls,
    counts_of,
    erase_sign_ups,
    held_events,
    lists_without_announcement,
    sign_up_list,
)
from bumi.newsroom.tables import Campaign
from bumi.persian.calendar import from_jalali, jalali, jalali_date, jalali_day, start_of, tehran_day, to_tehran
from bumi.persian.text import digits_to_persian
from bumi.planning.plan_settings import ProvincePlan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_EVE = timedelta(days=1)
_ATTENDANCE = timedelta(days=7)  # for which attendance is asked for
_LONGEST_INTERVAL = timedelta(days=3 * 366)


class ListReminder(NamedTuple):
    """What the organisers of an event with a sign-up list are to do or to know: a sentence, and whether it is late."""

    campaign: Campaign
    sentence: str
    overdue: bool


@dataclass(frozen=True)
class NextEdition:
    """An event that was held and is to come again: the campaign of the former edition, and when the next one starts."""

    campaign: Campaign
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it ends, if it lasts as long as before."""
        return self.starts_at + (self.campaign.ends_at - self.campaign.starts_at)

    @property
    def sentence(self) -> str:
        """Persian sentence that proposes it."""
        topic, before = self.campaign.brief["topic"], jalali_day(self.campaign.starts_at, weekday=False)
        return f"«{topic}» {before} برگزار شد؛ نوبت بعدی‌اش حدود {jalali_day(self.starts_at, weekday=False)} است"


def turnouts(session: "Session", now: datetime) -> Iterator[ListReminder]:
    """Yield how many are coming, from a day before an event with a list; then that attendance is to be recorded."""
    for campaign in running(session, now - _ATTENDANCE):
        found = sign_up_list(session, campaign.id) if campaign.starts_at <= now + _EVE else None
        if found is None or found.erased_at:
            continue
        topic, counts = campaign.brief["topic"], counts_of(session, found)
        if now < campaign.starts_at:
            said = f"{counts.confirmed} نفر می‌آیند" + (f" و {counts.waiting} نفر در انتظارند" if counts.waiting else "")
            sentence = digits_to_persian(f"«{topic}» {jalali(campaign.starts_at)}: {said}")
            yield ListReminder(campaign, sentence, overdue=False)
        elif found.attendance_at is None:
            yield ListReminder(campaign, f"«{topic}»: ثبت کنید چه کسانی آمدند", overdue=campaign.ends_at <= now)


def calls_owed(session: "Session", now: datetime) -> Iterator[ListReminder]:
    """Yield the events about whose change people are to be called, cancelled ones too."""
    for campaign, people in campaigns_with_calls(session, now):
        changes = "، ".join(dict.fromkeys(each.told for each in people))
        said = f"به {len(people)} نفر که ثبت‌نام کرده‌اند زنگ بزنید ({changes})"
        yield ListReminder(campaign, digits_to_persian(f"«{campaign.brief['topic']}»: {said}"), overdue=True)


def announcements_gone(session: "Session", now: datetime) -> Iterator[ListReminder]:
    """Yield the coming events with people on their list that no piece announces any more, and that still stand."""
    for campaign in lists_without_announcement(session, now):
        said = "خبرش دیگر در سایت نیست و کسانی ثبت‌نام کرده‌اند؛ اگر برگزار نمی‌شود، خود رویداد را لغو کنید تا خبر شوند"
        yield ListReminder(campaign, f"«{campaign.brief['topic']}»: {said}", overdue=True)


def next_editions(session: "Session", plan: ProvincePlan, now: datetime) -> list[NextEdition]:
    """Return the editions to propose at `now`, soonest first: until they would start, if no campaign follows yet."""
    rules = plan.sign_ups
    found = (
        NextEdition(each, _later(each.starts_at, rules.again_months))
        for each in held_events(session, now - _LONGEST_INTERVAL, now)
    )
    ahead = timedelta(days=rules.propose)
    return sorted((it for it in found if it.starts_at - ahead <= now < it.starts_at), key=lambda it: it.starts_at)


def erase_old_sign_ups(session: "Session", plan: ProvincePlan, now: datetime) -> int:
    """Delete the names and contacts that the plan no longer keeps; return of how many people."""
    return erase_sign_ups(session, now - timedelta(days=plan.sign_ups.keep))


def attendance_note(session: "Session", campaign: Campaign) -> str:
    """Return a note for the recap of an event that says how many came; "" where attendance was not recorded."""
    found = sign_up_list(session, campaign.id)
    if found is None or found.attendance_at is None:
        return ""
    return digits_to_persian(f"{counts_of(session, found).came} نفر آمدند")


def _later(moment: datetime, months: int) -> datetime:
    """Return the same hour of the same Jalali day some months later, or of the last day of a shorter month."""
    year, month, day = jalali_date(tehran_day(moment))
    years, month = divmod(month - 1 + months, 12)
    at = to_tehran(moment).time()
    for last in range(day, day - 3, -1):
        try:
            return start_of(from_jalali(year + years, month + 1, last), at)
        except ValueError:
            continue
    raise ValueError(moment)  # never so: no Jalali month has fewer than 29 days
