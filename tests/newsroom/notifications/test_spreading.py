"""Who is told, when and where: by the piece, never the one who did it, by everybody's choice, once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.newsroom.accounts.users import add_user, user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import Choices, choices_of, choose
from bumi.newsroom.notifications.outbox import note_by_clock, note_given, note_mention
from bumi.newsroom.notifications.spreading import anything_to_spread, make_digests, spread
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import (
    ChatLink,
    Notification,
    NotificationKind,
    NotificationMessage,
    NotificationPlace,
    NotificationTiming,
    Piece,
)
from bumi.newsroom.workflow.assignments import assign, give_back
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import start_of, tehran_day
from bumi.words import Channel
from tests.newsroom.stage import NOW, WHY, approve, new_piece, person, reach, send

NOON = start_of(tehran_day(NOW), time(12))
MORNING = start_of(tehran_day(NOW) + timedelta(days=1), time(8))
PLACES = tuple(NotificationPlace)
AGENCY = "اداره‌کل میراث فرهنگی استان کرمان"


def gather(session: Session) -> None:
    """Have two people of the agency, one of another, two editors and a chief, all with an address."""
    people = {
        "نرگس": (Role.CONTENT, AGENCY),
        "لیلا": (Role.CONTENT, "اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی استان کرمان"),
        "هادی": (Role.CONTENT, "شرکت آب و فاضلاب استان کرمان"),
        "مریم": (Role.EDITOR, ""),
        "کامران": (Role.EDITOR, ""),
        "رضا": (Role.CHIEF, ""),
    }
    for name, (role, agency) in people.items():
        add_user(session, name, role, agency)
        choose(session, name, Choices(mail=f"{role.value}@example.ir"))


def chosen(session: Session, name: str, **changes: object) -> None:
    choose(session, name, replace(choices_of(session, name), **changes))  # type: ignore[arg-type]


def every(timing: NotificationTiming) -> dict[NotificationKind, NotificationTiming]:
    return dict.fromkeys(NotificationKind, timing)


def spread_all(session: Session, at: datetime = NOON, places: Iterable[NotificationPlace] = PLACES) -> None:
    session.flush()
    while spread(session, at, tuple(places)):
        pass


def told(session: Session, kind: str = "") -> set[str]:
    """Return who has a message, of one kind where it is named."""
    rows = session.scalars(select(NotificationMessage).where(NotificationMessage.key.startswith(kind)))
    return {row.user for row in rows}


def test_who_is_told_follows_from_the_piece(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        for name in ("نرگس", "لیلا", "هادی", "مریم", "کامران", "رضا"):
            chosen(session, name, timings=every(NotificationTiming.NOW), quiet_until=22)
        piece = reach(session, State.SUBMITTED)
        spread_all(session)
        assert told(session, "waiting") == {"مریم", "کامران", "رضا"}
        move(session, piece, State.CHANGES_REQUESTED, person(session, Role.EDITOR), WHY)
        spread_all(session)
        assert told(session, "returned") == {"نرگس", "لیلا"}


def test_nobody_is_told_of_what_they_did_and_no_editor_of_their_own_work(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        for name in ("نرگس", "لیلا"):
            chosen(session, name, timings=every(NotificationTiming.NOW))
        chosen(session, "کامران", timings=every(NotificationTiming.NOW))
        piece = new_piece(session)
        piece.submitted_by = "کامران"
        send(session, piece)
        spread_all(session)
        assert "کامران" not in told(session)
        move(session, piece, State.CHANGES_REQUESTED, user(session, "کامران"), WHY)
        spread_all(session)
        assert told(session, "returned") == {"نرگس", "لیلا"}


def test_closed_accounts_and_people_without_a_place_are_told_nothing(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        user(session, "لیلا").closed_at = NOON
        chosen(session, "نرگس", mail="")
        reach(session, State.CHANGES_REQUESTED)
        spread_all(session)
        assert told(session, "returned") == set()


def test_a_mention_is_told_to_the_one_who_is_mentioned(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        chosen(session, "رضا", timings=every(NotificationTiming.NOW))
        note_mention(session, new_piece(session), 1, user(session, "مریم"), user(session, "رضا"))
        spread_all(session)
        assert told(session) == {"رضا"}


def test_a_piece_that_is_given_is_told_to_its_holder_while_it_waits(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        chosen(session, "رضا", timings=every(NotificationTiming.NOW))
        pieces = [reach(session, State.SUBMITTED) for _ in range(2)]
        by = person(session, Role.EDITOR)
        for piece in pieces:
            assign(session, piece, user(session, "رضا"), user(session, "رضا"))  # taken, of which nobody is told
            give_back(session, piece, user(session, "رضا"))
            note_given(session, piece, by, user(session, "رضا"), MORNING)
        move(session, pieces[1], State.APPROVED, by)
        spread_all(session)
        given = session.scalars(select(NotificationMessage).where(NotificationMessage.key.startswith("given")))
        assert [(each.user, each.key.split()[1]) for each in given] == [("رضا", str(pieces[0].id))]


def test_each_place_gets_a_message_and_only_those_that_are_open(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        session.add(ChatLink(user="نرگس", channel=Channel.BALE, chat="7"))
        reach(session, State.CHANGES_REQUESTED)
        spread_all(session)
        rows = session.scalars(select(NotificationMessage).where(NotificationMessage.user == "نرگس")).all()
        assert {row.place for row in rows} == set(PLACES)
        reach(session, State.CHANGES_REQUESTED)
        spread_all(session, places=())
        assert len(session.scalars(select(NotificationMessage)).all()) == 3  # and one to the other of the agency
        assert not anything_to_spread(session, MORNING)


def test_quiet_hours_hold_all_but_a_crisis(newsroom: Newsroom) -> None:
    night = start_of(tehran_day(NOW), time(23, 30))
    with newsroom.session() as session:
        gather(session)
        calm, crisis = reach(session, State.CHANGES_REQUESTED), new_piece(session, urgency="crisis")
        send(session, crisis)
        move(session, crisis, State.CHANGES_REQUESTED, person(session, Role.EDITOR), WHY)
        spread_all(session, night)
        rows = session.scalars(select(NotificationMessage).where(NotificationMessage.user == "نرگس"))
        at = {row.key.split()[1]: row.send_at for row in rows}
        assert at == {str(calm.id): MORNING - timedelta(hours=1), str(crisis.id): night}


def test_a_crisis_waits_for_no_digest(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        send(session, new_piece(session, urgency="crisis"))
        send(session, new_piece(session))
        spread_all(session)
        assert told(session, "crisis 1 ") == {"مریم", "کامران", "رضا"}
        assert told(session, "waiting ") == set()


def test_a_crisis_is_told_to_those_who_want_to_hear_of_nothing_that_waits(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        timings = {**choices_of(session, "رضا").timings, NotificationKind.WAITING: NotificationTiming.NEVER}
        chosen(session, "رضا", timings=timings)
        notice = new_piece(session, urgency="crisis")
        send(session, notice)
        spread_all(session)
        assert "رضا" in told(session, f"crisis {notice.id} ")


def test_one_digest_a_day_at_the_hour_chosen_and_never_an_empty_one(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        chosen(session, "رضا", digest_hour=9)
        for name in ("نرگس", "لیلا"):
            chosen(session, name, timings=every(NotificationTiming.NEVER))
        _, decided = reach(session, State.SUBMITTED), reach(session, State.SUBMITTED)
        early = start_of(tehran_day(NOW), time(6))
        spread_all(session, early)
        approve(session, decided)
        spread_all(session, early)
        at = early + timedelta(hours=2)
        assert make_digests(session, at - timedelta(minutes=1), PLACES) == 0
        assert anything_to_spread(session, at)
        assert make_digests(session, at, PLACES) == 2
        assert told(session, "digest") == {"مریم", "کامران"}
        assert make_digests(session, at + timedelta(hours=1), PLACES) == 1
        assert not anything_to_spread(session, at + timedelta(hours=1))
        reach(session, State.SUBMITTED)
        spread_all(session, at + timedelta(hours=2))
        assert make_digests(session, at + timedelta(hours=3), PLACES) == 0  # it is for tomorrow
        assert make_digests(session, at + timedelta(days=1), PLACES) == 2
        assert make_digests(session, at + timedelta(days=2), PLACES) == 0  # nothing new


def test_of_what_no_longer_holds_no_digest_is_made(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        for name in ("نرگس", "لیلا"):
            chosen(session, name, timings=every(NotificationTiming.NEVER))
        piece = reach(session, State.SUBMITTED)
        spread_all(session)
        approve(session, piece)
        spread_all(session)
        assert make_digests(session, MORNING, PLACES) == 0 and told(session) == set()


@pytest.mark.parametrize(("hours", "expected"), [(10, {"نرگس", "لیلا", "مریم", "کامران", "رضا"}), (23, set())])
def test_a_deadline_before_the_next_digest_is_told_at_once(newsroom: Newsroom, hours: int, expected: set[str]) -> None:
    with newsroom.session() as session:
        gather(session)
        piece = reach(session, State.SUBMITTED)
        piece.publish_at = NOON + timedelta(hours=hours)
        session.flush()
        note_by_clock(session, NotificationKind.DEADLINE, piece.id, piece.publish_at)
        spread_all(session)
        assert told(session, "deadline") == expected


def test_what_is_wrong_with_choices_is_told_at_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        person(session, Role.EDITOR)
        with pytest.raises(BadInput) as told_wrong:
            choose(session, "مریم", Choices(mail="a b@c\nBcc: x@y.ir", digest_hour=24))
        assert len(told_wrong.value.problems) == 2
        assert choices_of(session, "مریم") == Choices()


def test_two_who_spread_share_the_work(newsroom: Newsroom) -> None:
    if newsroom.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    with newsroom.session() as session:
        gather(session)
        reach(session, State.CHANGES_REQUESTED)
    with newsroom.session() as one, newsroom.session() as other:
        assert spread(one, NOON, PLACES) == 2 and spread(other, NOON, PLACES) == 0
    with newsroom.session() as session:
        assert session.scalars(select(Notification).where(Notification.spread_at.is_(None))).all() == []
        assert session.scalars(select(Piece)).all()
