"""Questions that nobody closes: told of before, then without private words, and unanswered in the figures for ever."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.answers import answer_times
from bumi.newsroom.questions import (
    ErasedQuestions,
    OpenLimits,
    approve_question,
    ask,
    contact_of,
    expire_open,
    hand_over,
    handovers,
    history,
    may_become,
)
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Notification, NotificationKind, PublicQuestion, QuestionState
from bumi.persian.calendar import now
from tests.newsroom.questions.stage import GAS, TEXT, WATER, answered_by_team, sent
from tests.newsroom.stage import person

DAY = timedelta(days=1)
LIMITS = OpenLimits(60 * DAY, 180 * DAY, 7 * DAY)
NONE = ErasedQuestions(0, 0)


class Clock(datetime):
    """The newsroom's clock, which a test moves."""

    at = now()

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        """Return the moment it shows."""
        return cls.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr("bumi.persian.calendar.datetime", Clock)
    monkeypatch.setattr(Clock, "at", now())
    return Clock


def passed(newsroom: Newsroom, clock: type[Clock], days: int) -> ErasedQuestions:
    """Let so many days pass with a run each night; return what the last one deleted."""
    done = NONE
    for _ in range(days):
        clock.at += DAY
        with newsroom.session() as session:
            done = expire_open(session, now(), LIMITS)
    return done


def told(newsroom: Newsroom) -> int:
    with newsroom.reading() as session:
        query = select(Notification).where(Notification.kind == NotificationKind.QUESTION_EXPIRES)
        return len(list(session.scalars(query)))


def test_a_question_that_is_left_expires_after_it_was_told(newsroom: Newsroom, clock: type[Clock]) -> None:
    with newsroom.session() as session:
        left = ask(session, TEXT, contact="09131234567").id
    assert passed(newsroom, clock, 52) == NONE and told(newsroom) == 0
    assert passed(newsroom, clock, 7) == NONE and told(newsroom) == 1
    assert passed(newsroom, clock, 1) == ErasedQuestions(1, 1)
    assert passed(newsroom, clock, 30) == NONE and told(newsroom) == 1
    with newsroom.session() as session:
        found = session.get_one(PublicQuestion, left)
        assert (found.state, found.text, contact_of(session, found)) == (QuestionState.EXPIRED, "", None)
        assert found.closed_at and found.erased_at and "رها شده" in history(session, found)[-1].what
        assert not any(may_become(found, state) for state in QuestionState)


def test_the_days_begin_with_the_last_that_anybody_did_and_have_an_end(newsroom: Newsroom, clock: type[Clock]) -> None:
    with newsroom.session() as session:
        new = sent(session)
        id, due = new.id, new.due_at
    assert due and passed(newsroom, clock, 58) == NONE
    with newsroom.session() as session:
        hand_over(session, session.get_one(PublicQuestion, id), GAS, "کار ماست، نه هادی", person(session, Role.EDITOR))
    assert passed(newsroom, clock, 59) == NONE
    for agency in (WATER, GAS):  # who hands it on does not keep it for ever
        with newsroom.session() as session:
            found = session.get_one(PublicQuestion, id)
            hand_over(session, found, agency, "کار آنهاست", person(session, Role.EDITOR))
        passed(newsroom, clock, 31)
    assert passed(newsroom, clock, 1) == ErasedQuestions(1, 1), "it is the 180th day"
    with newsroom.session() as session:
        found = session.get_one(PublicQuestion, id)
        assert found.state is QuestionState.EXPIRED and contact_of(session, found) is None
        assert {each.why for each in handovers(session, found)} == {""}


def test_it_stays_unanswered_in_the_figures(newsroom: Newsroom, clock: type[Clock]) -> None:
    begin = now()
    with newsroom.session() as session:
        sent(session)
        silent = answered_by_team(session).id  # answered in time, and approved by nobody
    passed(newsroom, clock, 80)
    for later in (now(), now() + 400 * DAY):
        with newsroom.reading() as session:
            owed = answer_times(session, later - 1 * DAY, later)
            assert [each.answered_at for each in owed] == [None], "it is still owed"
            assert len(answer_times(session, begin, later)) == 2
    with newsroom.reading() as session:
        found = session.get_one(PublicQuestion, silent)
        assert (found.state, found.wording, found.answer) == (QuestionState.EXPIRED, "", "")


def test_an_approved_question_loses_only_what_is_private(newsroom: Newsroom, clock: type[Clock]) -> None:
    with newsroom.session() as session:
        approved = answered_by_team(session)
        approve_question(session, approved, person(session, Role.CHIEF), [])
    passed(newsroom, clock, 80)
    with newsroom.session() as session:
        found = session.get_one(PublicQuestion, approved.id)
        assert (found.state, found.text, bool(found.answer)) == (QuestionState.APPROVED, "", True)
        assert contact_of(session, found) is None and found.closed_at is None


def test_a_run_that_was_long_away_tells_before_it_deletes(newsroom: Newsroom, clock: type[Clock]) -> None:
    with newsroom.session() as session:
        ask(session, TEXT, contact="09131234567")
    clock.at += 300 * DAY
    assert passed(newsroom, clock, 7) == NONE and told(newsroom) == 1
    assert passed(newsroom, clock, 1) == ErasedQuestions(1, 1)
