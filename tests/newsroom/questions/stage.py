"""What the tests of public questions play with: a question, people of two agencies, and a clock."""

from datetime import datetime, time
from functools import partial

from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.questions import answer_clock, answer_question, approve_question, ask, mark_published, send_to_agency
from bumi.newsroom.states import Role
from bumi.newsroom.tables import PublicQuestion, QuestionState, User
from bumi.persian.calendar import WEEKDAYS, now
from bumi.working_time import OfficeHours
from tests.newsroom.stage import person

TEXT = "چرا آب روستای ما هر روز سه ساعت قطع می‌شود؟"
WATER, GAS = "شرکت آب و فاضلاب استان کرمان", "شرکت گاز استان کرمان"
OFFICE = OfficeHours(frozenset(WEEKDAYS[:5]), time(7, 30), time(14, 30))
clock_at = partial(answer_clock, OFFICE, answer=5, remind=1, chief=10)


def water_team(session: Session) -> User:
    return add_user(session, "هادی", Role.CONTENT, "آبفا کرمان")  # an alias of the agency


def sent(session: Session, at: datetime | None = None) -> PublicQuestion:
    """Return a question that waits for the answer of the water company."""
    new = ask(session, TEXT, county="بردسیر", contact="09131234567")
    send_to_agency(session, new, WATER, person(session, Role.EDITOR), clock_at(at or now()))
    return new


def answered_by_team(session: Session) -> PublicQuestion:
    new = sent(session)
    answer_question(session, new, "لوله کهنه است و تا پایان آذر عوض می‌شود.", TEXT, water_team(session))
    return new


def published(session: Session) -> PublicQuestion:
    new = answered_by_team(session)
    approve_question(session, new, person(session, Role.EDITOR), [])
    mark_published(session, new, person(session, Role.MACHINE))
    assert new.state is QuestionState.PUBLISHED
    return new
