"""Attendance, what is reminded of, and what is deleted: figures stay when names and contacts go."""

from datetime import timedelta

import pytest

from bumi.errors import BadInput, Refused
from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import (
    EventsHeld,
    SignUpCounts,
    begin_reminder,
    counts_of,
    due_event_reminders,
    erase_sign_ups,
    events_held,
    put_off_reminder,
    record_attendance,
    settle_reminder,
    sign_up,
    sign_ups,
)
from bumi.newsroom.tables import SendOutcome
from bumi.persian.calendar import now, start_of, tehran_day
from tests.newsroom.sign_ups.stage import bootcamp, pass_by, signed_up

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_who_came_is_counted_and_stays_when_names_are_deleted(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        people = [signed_up(session, found, number) for number in range(3)]
        with pytest.raises(Refused, match="از همان روز"):
            record_attendance(session, campaign, [], 0, now())
        pass_by(campaign, 3 * HOUR)
        with pytest.raises(BadInput, match="در فهرست این رویداد نیست"):
            record_attendance(session, campaign, [99], 0, now())
        with pytest.raises(BadInput, match="شمار حاضران"):
            record_attendance(session, campaign, [], -1, now())
        record_attendance(session, campaign, [people[0].id, people[2].id], 5, now())
        record_attendance(session, campaign, [people[0].id], 4, now())  # ticked by mistake
        assert counts_of(session, found) == SignUpCounts(2, 1, 0, 5)
        assert events_held(session, now() - DAY, now()) == EventsHeld(1, 5)
        assert events_held(session, now(), now() + DAY) == EventsHeld(0, 0)

        assert erase_sign_ups(session, campaign.ends_at) == 0
        assert erase_sign_ups(session, campaign.ends_at + HOUR) == 3
        assert erase_sign_ups(session, campaign.ends_at + HOUR) == 0
        session.expire_all()
        assert {(each.name, each.contact, each.contact_key) for each in sign_ups(session, campaign.id)} == {
            ("", "", None)
        }
        assert counts_of(session, found) == SignUpCounts(2, 1, 0, 5)
        assert events_held(session, now() - DAY, now()) == EventsHeld(1, 5)
        with pytest.raises(Refused, match="نام‌ها پاک شده"):
            record_attendance(session, campaign, [], 0, now())


def test_attendance_is_recorded_from_the_first_minute_of_the_day(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, _ = bootcamp(session)
        day = start_of(tehran_day(campaign.starts_at))
        with pytest.raises(Refused):
            record_attendance(session, campaign, [], 3, day - timedelta(seconds=1))
        assert record_attendance(session, campaign, [], 3, day).walk_ins == 3


def test_a_reminder_is_due_a_day_before_for_mail_addresses_with_a_place(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        first = signed_up(session, found, 1)
        sign_up(session, found.code, "رضا کریمی", "09131234567", now())
        signed_up(session, found, 3)  # waits
        eve = campaign.starts_at - DAY
        assert due_event_reminders(session, eve - HOUR) == []
        (due,) = due_event_reminders(session, eve)
        assert (due.id, due.address, due.code) == (first.id, "p1@mail.ir", first.code)
        assert due_event_reminders(session, campaign.starts_at) == []
        begin_reminder(session, due)
        with pytest.raises(Refused):
            begin_reminder(session, due)
        assert due_event_reminders(session, eve) == []
        put_off_reminder(session, first.id, eve)
        assert due_event_reminders(session, eve) == [] and len(due_event_reminders(session, eve + HOUR)) == 1
        begin_reminder(session, due)
        settle_reminder(session, first.id, SendOutcome.SENT)
        assert due_event_reminders(session, eve + HOUR) == []
        campaign.cancelled_at = now()


def test_who_signs_up_on_the_last_day_needs_no_reminder(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session, ahead=timedelta(hours=20))
        signed_up(session, found, 1)
        assert due_event_reminders(session, now()) == [] and campaign.id
