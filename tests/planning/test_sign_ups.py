"""Sign-ups in the plan: how many come, who is asked who came, the note of the recap, next editions, and the report."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.campaigns import add_campaign
from bumi.newsroom.sign_ups import add_edition, open_sign_ups, record_attendance, sign_up
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Campaign, User
from bumi.persian.calendar import parse_moment, tehran_day, typed
from bumi.planning import attendance_note, coverage_report, due_reminders, next_editions, province_plan
from bumi.planning.reminders import Reminder, Subject
from tests.planning.stage import event

STARTS = parse_moment("1405/09/04 17:00")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def held(session: Session, by: User, starts_at: datetime = STARTS, came: int = 12) -> Campaign:
    """Return the campaign of an event that was held."""
    made = add_campaign(session, "event", event(starts_at), starts_at, starts_at + 2 * HOUR, by)
    open_sign_ups(session, made, 2, starts_at, by, starts_at - 9 * DAY)
    record_attendance(session, made, [], came, starts_at + HOUR)
    return made


def of(session: Session, subject: Subject, now: datetime) -> list[Reminder]:
    return [it for it in due_reminders(session, province_plan(), now) if it.subject is subject]


def test_the_organiser_hears_how_many_come_and_is_asked_who_came(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        by = add_user(session, "مریم", Role.EDITOR)
        made = add_campaign(session, "event", event(STARTS), STARTS, STARTS + 2 * HOUR, by)
        found = open_sign_ups(session, made, 2, STARTS, by, STARTS - 9 * DAY)
        for number in range(3):
            sign_up(session, found.code, "زهرا", f"p{number}@mail.ir", STARTS - 9 * DAY)
        assert of(session, Subject.SIGN_UP, STARTS - 2 * DAY) == []
        (eve,) = of(session, Subject.SIGN_UP, STARTS - DAY)
        assert "۲ نفر می‌آیند و ۱ نفر در انتظارند" in eve.sentence and not eve.overdue
        (after,) = of(session, Subject.SIGN_UP, STARTS + 3 * HOUR)
        assert "ثبت کنید چه کسانی آمدند" in after.sentence and after.overdue
        assert attendance_note(session, made) == ""
        record_attendance(session, made, [], 7, STARTS + 3 * HOUR)
        assert of(session, Subject.SIGN_UP, STARTS + 3 * HOUR) == [] and attendance_note(session, made) == "۷ نفر آمدند"


def test_what_was_held_proposes_its_next_edition_by_the_jalali_date(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        by = add_user(session, "مریم", Role.EDITOR)
        made = held(session, by)
        again = parse_moment("1406/09/04 17:00")
        assert of(session, Subject.EDITION, again - 46 * DAY) == []
        (proposed,) = of(session, Subject.EDITION, again - 45 * DAY)
        assert proposed.id == made.id and "۴ آذر ۱۴۰۶" in proposed.sentence and not proposed.overdue
        assert of(session, Subject.EDITION, again - 20 * DAY)[0].overdue and of(session, Subject.EDITION, again) == []
        later = add_campaign(session, "event", event(again), again, again, by)
        add_edition(session, later, made.id)
        assert of(session, Subject.EDITION, again - DAY) == []
        later.cancelled_at = again - 9 * DAY
        assert len(of(session, Subject.EDITION, again - DAY)) == 1


def test_what_was_never_held_proposes_nothing(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        by = add_user(session, "مریم", Role.EDITOR)
        add_campaign(session, "event", event(STARTS), STARTS, STARTS, by)
        held(session, by).cancelled_at = STARTS
        assert next_editions(session, province_plan(), parse_moment("1406/08/20 9:00")) == []


@pytest.mark.parametrize(
    ("before", "months", "after"),
    [("1403/12/30 09:00", 12, "1404/12/29 09:00"), ("1405/06/31 23:30", 1, "1405/07/30 23:30")],
    ids=["leap-day", "shorter-month"],
)
def test_the_last_day_of_a_longer_month_comes_again_on_the_last(
    newsroom: Newsroom, before: str, months: int, after: str
) -> None:
    plan = province_plan()
    plan = plan.model_copy(update={"sign_ups": plan.sign_ups.model_copy(update={"again_months": months})})
    with newsroom.session() as session:
        held(session, add_user(session, "مریم", Role.EDITOR), parse_moment(before))
        (found,) = next_editions(session, plan, parse_moment(after) - DAY)
        assert found.starts_at == parse_moment(after) and typed(found.ends_at) and found.ends_at > found.starts_at


def test_the_report_adds_up_who_came(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        by = add_user(session, "مریم", Role.EDITOR)
        held(session, by, came=12)
        held(session, by, STARTS + HOUR, came=30)
        held(session, by, STARTS + 60 * DAY, came=99)
        report = coverage_report(session, province_plan(), tehran_day(STARTS))
        assert report.held == (2, 42) and report.gathered == "۲ رویداد با ثبت‌نام برگزار شد و ۴۲ نفر آمدند."
        assert coverage_report(session, province_plan(), tehran_day(STARTS - 30 * DAY)).gathered == ""
