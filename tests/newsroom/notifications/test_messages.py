"""Messages: each is held by one run, what a dead run was sending is unknown, and old ones are forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.messages import (
    LEASE,
    MessageLost,
    anything_to_send,
    begin,
    claim_messages,
    claimed_message,
    forget_messages,
    settle,
)
from bumi.newsroom.notifications.outbox import note_by_clock
from bumi.newsroom.notifications.recipients import NotifiedPiece
from bumi.newsroom.notifications.spreading import anything_to_spread, make_digests
from bumi.newsroom.plan.crises import add_notice, followed
from bumi.newsroom.states import State
from bumi.newsroom.tables import (
    DigestItem,
    Notification,
    NotificationKind,
    NotificationMessage,
    NotificationPlace,
    NotificationTiming,
    SendOutcome,
)
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from tests.newsroom.notifications.test_spreading import MORNING, NOON, PLACES, chosen, every, gather, spread_all
from tests.newsroom.stage import WHY, approve, reach

MAIL = (NotificationPlace.MAIL,)


def returned(session: Session) -> None:
    """Have a piece returned: two of the agency are told at once, and the editors in the digest that it came."""
    gather(session)
    reach(session, State.CHANGES_REQUESTED)
    reach(session, State.SUBMITTED)
    spread_all(session)


def outcomes(session: Session) -> list[SendOutcome]:
    return list(session.scalars(select(NotificationMessage.outcome).order_by(NotificationMessage.user)))


def test_a_message_is_held_by_one_run_and_free_when_its_lease_is_over(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        returned(session)
        first, second = claim_messages(session, "one", NOON, 1, MAIL), claim_messages(session, "other", NOON, 5, MAIL)
        assert len(first) == len(second) == 1 and first != second
        assert claim_messages(session, "third", NOON, 5, MAIL) == [] and not anything_to_send(session, NOON, MAIL)
        assert len(claim_messages(session, "third", NOON + LEASE, 5, MAIL)) == 2
        with pytest.raises(MessageLost):
            begin(session, *first[0], "one", NOON + LEASE)


def test_what_a_dead_run_was_sending_is_unknown(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        returned(session)
        (key, _) = claim_messages(session, "one", NOON, 2, MAIL)
        begin(session, *key, "one", NOON)
        with pytest.raises(MessageLost):
            begin(session, *key, "one", NOON)
        later = NOON + LEASE
        assert anything_to_send(session, later, MAIL)
        assert claim_messages(session, "other", later, 5, MAIL) != [key]
        assert sorted(outcomes(session)) == [SendOutcome.UNKNOWN, SendOutcome.WAITING]
        settle(session, *key, "one", SendOutcome.SENT)  # it was not dead after all, and is too late
        assert SendOutcome.UNKNOWN in outcomes(session)


def test_messages_to_places_that_are_closed_wait(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        returned(session)
        assert claim_messages(session, "one", NOON, 5, [NotificationPlace.CHAT]) == []
        assert not anything_to_send(session, NOON, [NotificationPlace.CHAT])


def test_a_digest_tells_all_of_its_items(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        returned(session)
        make_digests(session, MORNING, PLACES)
        keys = [key for key in claim_messages(session, "one", MORNING, 9, MAIL) if key[0] == "رضا"]
        (told,) = (claimed_message(session, *key) for key in keys)
        assert told.digest and [item.kind.value for item in told.items] == ["waiting"]


def test_what_was_decided_in_the_quiet_hours_is_told_no_more(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        chosen(session, "رضا", timings=every(NotificationTiming.NOW))
        piece = reach(session, State.SUBMITTED)
        spread_all(session)
        (key,) = claim_messages(session, "one", NOON, 9, MAIL)
        (item,) = claimed_message(session, *key).items
        assert isinstance(item.subject, NotifiedPiece) and item.subject.id == piece.id
        approve(session, piece)
        assert claimed_message(session, *key).items == ()


def test_a_crisis_update_that_follows_already_is_told_no_more(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        gather(session)
        first, second = reach(session, State.PUBLISHED), reach(session, State.SUBMITTED)
        notice = add_notice(session, first, "flood", {}, NOON)
        note_by_clock(session, NotificationKind.CRISIS_UPDATE, first.id, NOON)
        spread_all(session)
        (key,) = (key for key in claim_messages(session, "one", NOON, 9, MAIL) if key[0] == "رضا")
        assert claimed_message(session, *key).items and not followed(session, notice)
        add_notice(session, second, "flood", {}, MORNING, first.id)
        assert not claimed_message(session, *key).items and followed(session, notice)
        move(session, second, State.DISCARDED, user(session, "رضا"), WHY)
        assert claimed_message(session, *key).items and not followed(session, notice)


def test_whose_account_is_closed_is_told_nothing_more(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        returned(session)
        (key,) = (key for key in claim_messages(session, "one", NOON, 9, MAIL) if key[0] == "لیلا")
        assert claimed_message(session, *key).items
        for name in ("لیلا", "رضا"):
            user(session, name).closed_at = NOON
        assert claimed_message(session, *key).items == ()
        assert make_digests(session, MORNING, PLACES) == 2 and not anything_to_spread(session, MORNING)


def test_old_messages_are_forgotten_and_what_waits_is_kept(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        returned(session)
        make_digests(session, MORNING, PLACES)
        assert forget_messages(session, now() + timedelta(days=1)) == 0
        keys = claim_messages(session, "one", MORNING, 99, MAIL)
        for user, key in keys:
            settle(session, user, key, "one", SendOutcome.SENT)
        assert forget_messages(session, NOON - timedelta(days=1)) == 0
        assert forget_messages(session, now() + timedelta(days=1)) == len(keys) > 3
        for table in (Notification, NotificationMessage, DigestItem):
            assert session.scalar(select(func.count()).select_from(table)) == 0
