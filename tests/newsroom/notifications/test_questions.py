"""Who is told of public questions: its agency; editors of what is late or answered; chiefs of what is very late."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import Role, add_user, user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.notifications.messages import claim_messages, claimed_message, forget_messages, settle
from bumi.newsroom.notifications.recipients import NotifiedQuestion
from bumi.newsroom.notifications.spreading import spread
from bumi.newsroom.questions import (
    OpenLimits,
    answer_question,
    due_question_notices,
    expire_open,
    hand_over,
    note_question_notices,
    refuse_question,
)
from bumi.newsroom.tables import (
    Notification,
    NotificationKind,
    NotificationMessage,
    NotificationPlace,
    NotificationTiming,
    QuestionState,
    RefusalReason,
    SendOutcome,
)
from bumi.persian.calendar import now
from tests.newsroom.questions.stage import GAS, TEXT, WATER, sent
from tests.newsroom.stage import person

MAIL = {NotificationPlace.MAIL}


def reachable(session: Session) -> None:
    """Give two agencies, an editor and a chief, who are told of everything at once, by mail and at any hour."""
    add_user(session, "هادی", Role.CONTENT, "آبفا کرمان")
    add_user(session, "ناهید", Role.CONTENT, GAS)
    timings = dict.fromkeys(NotificationKind, NotificationTiming.NOW)
    names = ("هادی", "ناهید", person(session, Role.EDITOR).name, person(session, Role.CHIEF).name)
    for name in names:
        choose(session, name, Choices(timings, f"n{names.index(name)}@example.ir", quiet_from=0, quiet_until=0))


def told(session: Session, kind: NotificationKind) -> set[str]:
    spread(session, now(), MAIL)
    of_kind = select(Notification.key).where(Notification.kind == kind)
    return set(session.scalars(select(NotificationMessage.user).where(NotificationMessage.notification.in_(of_kind))))


def let_pass(session: Session, moments: Iterable[datetime | None]) -> None:
    for moment in moments:
        assert moment
        note_question_notices(session, due_question_notices(session, moment))


def test_each_is_told_of_what_is_theirs_and_nobody_of_what_is_over(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        reachable(session)
        new = sent(session)
        assert told(session, NotificationKind.QUESTION_GIVEN) == {"هادی"}
        hand_over(session, new, GAS, "کار شرکت گاز است", user(session, "هادی"))
        assert told(session, NotificationKind.QUESTION_GIVEN) == {"هادی", "ناهید"}
        hand_over(session, new, WATER, "کار ما نیست", user(session, "ناهید"))
        let_pass(session, (new.remind_at, new.due_at, new.late_at))
        assert told(session, NotificationKind.QUESTION_DUE) == {"هادی"}
        assert told(session, NotificationKind.QUESTION_OVERDUE) == {"هادی", "مریم", "رضا"}
        assert told(session, NotificationKind.QUESTION_LATE) == {"رضا"}
        answer_question(session, new, "لوله عوض می‌شود.", TEXT, user(session, "هادی"))
        assert told(session, NotificationKind.QUESTION_ANSWERED) == {"مریم", "رضا"}
        waiting = claim_messages(session, "run", now(), 50, MAIL)
        items = [item for key in waiting for item in claimed_message(session, *key).items]
        assert len(waiting) > len(items) == 2, "what was answered meanwhile is told no more"
        subject = NotifiedQuestion(new.id, QuestionState.ANSWERED, WATER)
        assert {(item.kind, item.subject) for item in items} == {(NotificationKind.QUESTION_ANSWERED, subject)}


def test_its_agency_editors_and_chief_are_told_before_a_question_expires_unless_it_is_closed(
    newsroom: Newsroom,
) -> None:
    with newsroom.session() as session:
        reachable(session)
        new, day = sent(session), timedelta(days=1)
        expire_open(session, now() + 100 * day, OpenLimits(60 * day, 180 * day, 7 * day))
        assert told(session, NotificationKind.QUESTION_EXPIRES) == {"هادی", "مریم", "رضا"}
        refuse_question(session, new, RefusalReason.COURT, "در دادگاه است", user(session, "مریم"))
        waiting = claim_messages(session, "run", now(), 50, MAIL)
        assert waiting and not [item for key in waiting for item in claimed_message(session, *key).items]


def test_of_a_question_that_stays_open_nothing_is_told_again_once_messages_are_forgotten(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        reachable(session)
        new, long = sent(session), now() + timedelta(days=400)
        let_pass(session, (new.late_at,))
        assert told(session, NotificationKind.QUESTION_LATE) == {"رضا"}
        for name, key in claim_messages(session, "run", now(), 50, MAIL):
            settle(session, name, key, "run", SendOutcome.SENT)
        assert forget_messages(session, long) > 0 and due_question_notices(session, long) == []
        refuse_question(session, new, RefusalReason.COURT, "در دادگاه است", user(session, "مریم"))
        forget_messages(session, long)
        assert not session.scalars(select(Notification.key)).all()
