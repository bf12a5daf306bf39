"""Times of answers to the public: what agencies answered in a period, and what they owe at its end."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.tables import PublicQuestion, QuestionState


class AnswerTime(NamedTuple):
    """The times of one question at the agency that has it; `answered_at` is None where it was owed at the end."""

    agency: str
    sent_at: datetime
    due_at: datetime
    answered_at: datetime | None


def answer_times(session: Session, begin: datetime, end: datetime) -> list[AnswerTime]:
    """Return the questions that were answered from `begin` to before `end`, and those that were owed at `end`.

    A question counts for the agency that has it now. What was closed without an answer counts for none, except what
    expired, which is owed for ever.
    """
    row = PublicQuestion
    answered = and_(row.answered_at >= begin, row.answered_at < end)
    unanswered = or_(row.answered_at.is_(None), row.answered_at >= end)
    expired = row.state == QuestionState.EXPIRED
    owed = and_(row.sent_at < end, unanswered, or_(row.closed_at.is_(None), row.closed_at >= end, expired))
    query = select(row.agency, row.sent_at, row.due_at, row.answered_at).where(row.due_at.is_not(None))
    found = session.execute(query.where(or_(answered, owed)).order_by(row.id))
    return [
        AnswerTime(agency, sent_at, due_at, at if at and at < end else None)
        for agency, sent_at, due_at, at in found
        if sent_at and due_at
    ]
