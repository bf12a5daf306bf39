"""Sign-ups in the plan: how many come, who is asked who came, the note of the recap, next editions, and the report."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.briefs import change_brief
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.campaigns import add_campaign
from bumi.newsroom.publication.sign_up_links import with_sign_up
from bumi.newsroom.sign_ups import (
    EventChange,
    add_edition,
    due_notices,
    open_sign_ups,
    record_attendance,
    sign_up,
)
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Campaign, PublishedEvent, SignUpList, User
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment, tehran_day, typed
from bumi.planning import (
    attendance_note,
    cancel_event,
    coverage_report,
    due_reminders,
    event_of_piece,
    event_plans,
    move_event,
    next_editions,
    province_plan,
)
from bumi.planning.reminders import Reminder, Subject
from bumi.planning.sign_ups import erase_old_sign_ups
from tests.newsroom.stage import WHY, stories
from tests.planning.stage import NOW, approve, author, editor, event, go_out

STARTS = parse_moment("1405/09/04 17:00")
QUIET = province_plan().quiet
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def held(session: Session, by: User, starts_at: datetime = STARTS, came: int = 12) -> Campaign:
    """Return the campaign of an event that was held."""
    made = add_campaign(session, "event", event(starts_at), starts_at, starts_at + 2 * HOUR, by)
    open_sign_ups(session, made, 2, starts_at, by, starts_at - 9 * DAY)
    record_attendance(session, made, [], came, starts_at + HOUR)
    return made


def one_event(session: Session) -> PublishedEvent:
    session.expire_all()
    return session.scalars(select(PublishedEvent)).one()


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


def test_the_event_of_a_single_piece_has_a_list_and_moves_with_its_brief(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        by, piece = editor(session), submit(session, event(), author(session))
        approve(session, piece, NOW)
        go_out(session, piece, NOW)
        root = one_event(session).root
        made = event_of_piece(session, piece, by, NOW)
        assert made.single and event_of_piece(session, piece, by, NOW) is made and event_plans(session, QUIET)
        found = open_sign_ups(session, made, 2, STARTS, by, NOW)
        sign_up(session, found.code, "زهرا", "p@mail.ir", NOW)
        (story,) = with_sign_up(session, stories(session))
        assert story.sign_up == found.code and story.event and story.event.root == root and not story.campaign
        move_event(session, made, STARTS + DAY, None, by, "باران", NOW)
        assert found.closes_at == STARTS + DAY  # it was open until the event starts
        assert [each.change for each in due_notices(session, NOW + HOUR)] == [EventChange.MOVED]
        cancel_event(session, made, by, "باران", NOW)
        assert one_event(session).called_off and [it.change for it in due_notices(session, NOW + HOUR)] == [
            EventChange.CANCELLED
        ]


def test_a_changed_brief_moves_the_event_of_its_piece(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        by, piece = author(session), submit(session, event(), author(session))
        made = event_of_piece(session, piece, by, NOW)
        found = open_sign_ups(session, made, 2, STARTS, by, NOW)
        sign_up(session, found.code, "زهرا", "p@mail.ir", NOW)
        change_brief(session, piece, event(STARTS + DAY), by, 1, 0)
        assert made.starts_at == STARTS + DAY
        made.moved_at = NOW
        assert [each.change for each in due_notices(session, NOW + HOUR)] == [EventChange.MOVED]


def test_an_event_that_comes_again_after_its_names_were_deleted_has_them_deleted_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        by, made = editor(session), held(session, editor(session))
        keep, later = timedelta(days=province_plan().sign_ups.keep + 1), STARTS + 90 * DAY
        erase_old_sign_ups(session, province_plan(), STARTS + keep)
        move_event(session, made, later, None, by, "دوباره", STARTS + keep)
        session.flush()
        new = sign_up(session, session.get_one(SignUpList, made.id).code, "زهرا", "p@mail.ir", STARTS + keep)
        assert erase_old_sign_ups(session, province_plan(), later + keep) == 1
        session.expire_all()
        assert (new.name, new.contact) == ("", "")


@pytest.mark.parametrize(
    ("changes", "at", "why"),
    [({"kind": "recap"}, NOW, "خبر رویدادی نیست"), ({"starts_at": None}, NOW, "آغاز رویداد"), ({}, STARTS, "آغاز شده")],
    ids=["kind", "no-time", "begun"],
)
def test_a_piece_without_an_event_ahead_has_no_list(
    newsroom: Newsroom, changes: dict[str, Any], at: datetime, why: str
) -> None:
    with newsroom.session() as session, pytest.raises(Refused, match=why):
        event_of_piece(session, submit(session, event(**changes), author(session)), author(session), at)


def test_the_team_is_reminded_of_a_list_whose_piece_was_discarded(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = submit(session, event(), author(session))
        made = event_of_piece(session, piece, editor(session), NOW)
        found = open_sign_ups(session, made, 2, STARTS, editor(session), NOW)
        sign_up(session, found.code, "زهرا", "09131234567", NOW)
        move(session, piece, State.DISCARDED, editor(session), WHY, at=NOW)
        assert [each.id for each in of(session, Subject.SIGN_UP, NOW)] == [made.id]


def test_the_team_is_reminded_of_calls_and_of_a_list_whose_announcement_is_gone(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = submit(session, event(), author(session))
        approve(session, piece, NOW)
        go_out(session, piece, NOW)
        made = event_of_piece(session, piece, editor(session), NOW)
        found = open_sign_ups(session, made, 2, STARTS, editor(session), NOW)
        sign_up(session, found.code, "زهرا", "09131234567", NOW)
        assert of(session, Subject.SIGN_UP, NOW) == []
        move(session, piece, State.WITHDRAWN, editor(session), WHY, at=NOW)
        (gone,) = of(session, Subject.SIGN_UP, NOW)
        assert "رویداد را لغو کنید تا خبر شوند" in gone.sentence and gone.overdue and gone.id == made.id
        cancel_event(session, made, editor(session), "باران", NOW)
        (call,) = of(session, Subject.SIGN_UP, NOW + HOUR)
        assert "به ۱ نفر که ثبت‌نام کرده‌اند زنگ بزنید (رویداد لغو شد)" in call.sentence and call.overdue
