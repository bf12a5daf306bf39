"""The clock of a public question: when its agency is reminded, when the answer is due, when the chief is told.

It is set when the question is first sent to an agency; a handover never moves it.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bumi.newsroom.notifications.outbox import note_question, question_key
from bumi.newsroom.tables import Notification, NotificationKind, PublicQuestion, QuestionState
from bumi.persian.calendar import to_utc
from bumi.working_time import OfficeHours


class AnswerClock(NamedTuple):
    """When the agency is reminded, when the answer is due, and when the chief is told that it is still missing."""

    remind_at: datetime
    due_at: datetime
    late_at: datetime


def answer_clock(office: OfficeHours, sent_at: datetime, answer: int, remind: int, chief: int) -> AnswerClock:
    """Return the clock of a question sent at `sent_at`: due in `answer` working days, reminded `remind` days before.

    The chief is told after `chief` working days. Each moment is the closing hour of a working day.
    """
    return AnswerClock(
        office.closing(sent_at, answer - remind), office.closing(sent_at, answer), office.closing(sent_at, chief)
    )


class QuestionNotice(NamedTuple):
    """Something that people are told of a question by its clock."""

    kind: NotificationKind
    question_id: int
    moment: datetime

    @property
    def occasion(self) -> str:
        """What lets it be told once."""
        return to_utc(self.moment).isoformat()


def due_question_notices(session: Session, now: datetime) -> list[QuestionNotice]:
    """Return what the clocks of unanswered questions tell at `now` and was not noted before."""
    row = PublicQuestion
    query = select(row.id, row.remind_at, row.due_at, row.late_at).where(*_pressing(now))
    rows = session.execute(query)
    clocks = {id: AnswerClock(remind, due, late) for id, remind, due, late in rows if remind and due and late}
    found = [notice for id, clock in clocks.items() for notice in _notices(id, clock, now)]
    keys = {question_key(each.kind, each.question_id, each.occasion): each for each in found}
    for noted in session.scalars(select(Notification.key).where(Notification.key.in_(keys))):
        del keys[noted]
    return list(keys.values())


def pressing_questions(session: Session, now: datetime) -> list[PublicQuestion]:
    """Return the unanswered questions whose agency is or was to be reminded by `now`, the most overdue first."""
    return list(session.scalars(select(PublicQuestion).where(*_pressing(now)).order_by(PublicQuestion.due_at)))


def note_question_notices(session: Session, found: list[QuestionNotice]) -> None:
    """Write down what is due, each once, whoever else has found it."""
    for each in found:
        note_question(session, each.kind, each.question_id, each.occasion)


def _pressing(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return PublicQuestion.state == QuestionState.WITH_AGENCY, PublicQuestion.remind_at <= now


def _notices(id: int, clock: AnswerClock, now: datetime) -> list[QuestionNotice]:
    """Return a reminder before the deadline; afterwards that it is overdue, and very overdue."""
    if now < clock.due_at:
        return [QuestionNotice(NotificationKind.QUESTION_DUE, id, clock.remind_at)]
    overdue = QuestionNotice(NotificationKind.QUESTION_OVERDUE, id, clock.due_at)
    late = QuestionNotice(NotificationKind.QUESTION_LATE, id, clock.late_at)
    return [overdue, late] if clock.late_at <= now else [overdue]
