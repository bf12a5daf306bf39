"""What somebody who signed up is to be told follows from what they know: once, in order, and by whom."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import (
    EventChange,
    EventMail,
    begin_notice,
    campaigns_with_calls,
    cancel_sign_up,
    due_notices,
    erase_sign_ups,
    note_called,
    people_to_call,
    put_off_notice,
    settle_notice,
    sign_up,
)
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Campaign, SendOutcome
from bumi.persian.calendar import now
from tests.newsroom.sign_ups.stage import bootcamp, signed_up
from tests.newsroom.stage import person

SENT = SendOutcome.SENT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def changes(session: Session) -> list[tuple[int, EventChange | None]]:
    return [(each.id, each.change) for each in due_notices(session, now() + HOUR)]


def tell(session: Session) -> EventMail:
    """Begin the first mail that is due."""
    (due, *_) = due_notices(session, now() + HOUR)
    begin_notice(session, due, now())
    return due


def move(campaign: Campaign, by: timedelta) -> None:
    campaign.starts_at, campaign.moved_at = campaign.starts_at + by, now()


def test_one_mail_tells_all_that_has_changed(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session, capacity=1)
        first, second = signed_up(session, found, 1), signed_up(session, found, 2)
        assert changes(session) == []
        cancel_sign_up(session, found.code, first.code, now())
        assert changes(session) == [(second.id, EventChange.PLACE)]
        move(campaign, DAY)
        assert changes(session) == [(second.id, EventChange.MOVED)]
        move(campaign, -DAY)
        assert changes(session) == [(second.id, EventChange.PLACE)]
        settle_notice(session, tell(session), SendOutcome.SENT)
        assert changes(session) == []
        campaign.cancelled_at = now()
        assert due_notices(session, now()) == [] and changes(session) == [(second.id, EventChange.CANCELLED)]
        settle_notice(session, tell(session), SendOutcome.SENT)
        assert changes(session) == [] and people_to_call(session, campaign.id, now() + 9 * HOUR) == []


def test_another_venue_is_told_and_one_that_is_taken_back_is_not(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        one, known = signed_up(session, found, 1), campaign.brief
        campaign.brief, campaign.moved_at = known | {"where": "تالار خواجوی کرمانی"}, now()
        assert due_notices(session, now()) == [] and changes(session) == [(one.id, EventChange.MOVED)]
        campaign.brief = known
        assert changes(session) == []
        campaign.brief = known | {"where": "تالار خواجوی کرمانی"}
        mail = tell(session)
        assert (mail.where, mail.knew[2]) == ("تالار خواجوی کرمانی", known["where"])
        settle_notice(session, mail, SENT)
        assert changes(session) == [] and one.knows_where == mail.where


def test_a_mail_is_begun_once_and_told_again_only_if_it_was_not_sent(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        one = signed_up(session, found, 1)
        move(campaign, DAY)
        due = tell(session)
        with pytest.raises(Refused):
            begin_notice(session, due, now())
        move(campaign, DAY)
        assert changes(session) == []  # while a mail is on its way no other is sent
        put_off_notice(session, due, now())
        session.expire_all()
        assert due_notices(session, now()) == [] and changes(session) == [(one.id, EventChange.MOVED)]
        begin_notice(session, due_notices(session, now() + HOUR)[0], now())
        settle_notice(session, due, SendOutcome.UNKNOWN)
        session.expire_all()
        (call,) = people_to_call(session, campaign.id, now())
        assert call.by_mail and call.change is EventChange.MOVED


def test_who_left_a_number_is_called_once_and_ticked(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        one = sign_up(session, found.code, "زهرا", "09131234567", now())
        campaign.cancelled_at = now()
        assert people_to_call(session, campaign.id, now()) == []
        assert changes(session) == []
        ((event, (call,)),) = campaigns_with_calls(session, now() + HOUR)
        assert event is campaign and call.row is one
        editor = person(session, Role.EDITOR)
        with pytest.raises(BadInput):
            note_called(session, campaign.id, [one.id, one.id + 1], editor, now() + HOUR)
        note_called(session, campaign.id, [one.id], editor, now() + HOUR)
        assert list(campaigns_with_calls(session, now() + HOUR)) == [] and one.called_by == editor.name


@pytest.mark.parametrize("contact", ["09131234567", "late@mail.ir"], ids=["number", "lost-mail"])
def test_a_call_about_another_time_tells_of_a_place_too(newsroom: Newsroom, contact: str) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session, capacity=1)
        first, second = signed_up(session, found, 1), sign_up(session, found.code, "زهرا", contact, now())
        move(campaign, DAY)
        if contact.endswith("ir"):
            campaign.moved_at = now() - DAY
            settle_notice(session, next(each for each in due_notices(session, now()) if each.id == second.id), SENT)
            second.knows_starts_at = campaign.starts_at
        cancel_sign_up(session, found.code, first.code, now())
        for mail in due_notices(session, now() + HOUR):
            begin_notice(session, mail, now())
            settle_notice(session, mail, SendOutcome.FAILED)
        (call,) = people_to_call(session, campaign.id, now() + HOUR)
        assert call.told == "زمان یا مکان رویداد عوض شد و برایش جا پیدا شد"


def test_a_call_about_a_place_tells_of_a_time_whose_mail_was_lost(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session, capacity=1)
        first, second = signed_up(session, found, 1), signed_up(session, found, 2)
        move(campaign, DAY)
        for mail in due_notices(session, now() + HOUR):
            begin_notice(session, mail, now())
            settle_notice(session, mail, SendOutcome.UNKNOWN)
        session.expire_all()
        cancel_sign_up(session, found.code, first.code, now())
        (call,) = people_to_call(session, campaign.id, now() + 3 * HOUR)
        assert (call.row, call.told) == (second, "زمان یا مکان رویداد عوض شد و برایش جا پیدا شد")


def test_nobody_is_told_after_they_left_or_were_forgotten_or_of_what_is_over(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        one, two = signed_up(session, found, 1), signed_up(session, found, 2)
        move(campaign, DAY)
        cancel_sign_up(session, found.code, one.code, now())
        assert changes(session) == [(two.id, EventChange.MOVED)]
        assert due_notices(session, campaign.starts_at) == []
        campaign.cancelled_at = now()
        erase_sign_ups(session, now() + HOUR)
        session.expire_all()
        assert changes(session) == [] and people_to_call(session, campaign.id, now() + 9 * HOUR) == []
