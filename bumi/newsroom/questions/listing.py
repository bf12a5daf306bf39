"""Lists of public questions for the desk, with filters; and the history and public form of one of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.access import names_of, questions_visible
from bumi.newsroom.tables import AskerContact, Handover, PublicQuestion, QuestionLine, QuestionState, User
from bumi.persian.text import digits_to_persian


@dataclass(frozen=True)
class QuestionFilter:
    """Which questions a list has; empty fields select all.

    `overdue` selects those whose answer is missing after its deadline; without `states` closed ones are left out.
    """

    states: tuple[QuestionState, ...] = ()
    agency: str = ""
    county: str = ""
    overdue: bool = False


@dataclass(frozen=True)
class AnsweredQuestion:
    """An approved question with its answer, as readers may have it: nothing in it is private."""

    id: int
    wording: str
    answer: str
    agency: str
    county: str
    received_at: datetime
    answered_at: datetime
    answered_by: str
    approved_by: str


def questions(
    session: Session, user: User, chosen: QuestionFilter, now: datetime, most: int = 100, skip: int = 0
) -> list[PublicQuestion]:
    """Return up to `most` questions that `user` may see: the nearest deadline first; closed ones newest first."""
    query = select(PublicQuestion).where(questions_visible(user), *_chosen(chosen, now))
    nearest = (PublicQuestion.due_at.is_(None), PublicQuestion.due_at, PublicQuestion.received_at, PublicQuestion.id)
    order = (PublicQuestion.closed_at.desc(), *nearest)
    return list(session.scalars(query.order_by(*order).offset(skip).limit(most)))


def waiting_counts(session: Session, user: User, now: datetime) -> dict[str, int]:
    """Return how many open questions `user` may see in each state, by its value, and how many are `overdue`."""
    seen = questions_visible(user)
    query = select(PublicQuestion.state, func.count()).where(seen, PublicQuestion.closed_at.is_(None))
    counts = {state.value: number for state, number in session.execute(query.group_by(PublicQuestion.state))}
    late = select(func.count()).select_from(PublicQuestion).where(seen, *_chosen(QuestionFilter(overdue=True), now))
    return counts | {"overdue": session.scalar(late) or 0}


def history(session: Session, question: PublicQuestion) -> list[QuestionLine]:
    """Return the history of a question, oldest first."""
    query = select(QuestionLine).where(QuestionLine.question_id == question.id)
    return list(session.scalars(query.order_by(QuestionLine.id)))


def handovers(session: Session, question: PublicQuestion) -> list[Handover]:
    """Return which agencies a question went to, the first one first."""
    return list(session.scalars(select(Handover).where(Handover.question_id == question.id).order_by(Handover.id)))


def contact_of(session: Session, question: PublicQuestion) -> AskerContact | None:
    """Return how the asker is reached; None where they left nothing, or it was deleted."""
    return session.get(AskerContact, question.id)


def answered(session: Session, question: PublicQuestion) -> AnsweredQuestion:
    """Return what a page for readers is made of. Raise Refused unless question and answer are approved."""
    who, approved, at = question.answered_by, question.approved_by, question.answered_at
    if question.state not in (QuestionState.APPROVED, QuestionState.PUBLISHED) or not (who and approved and at):
        number = digits_to_persian(str(question.id))
        raise Refused(f"پرسش {number}: «{question.state.persian}» است؛ نخست دبیری پرسش و پاسخ را تأیید کند")
    return AnsweredQuestion(
        question.id,
        question.wording,
        question.answer,
        question.agency,
        question.county,
        question.received_at,
        at,
        who,
        approved,
    )


def _chosen(chosen: QuestionFilter, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if chosen.overdue:
        found += [PublicQuestion.state == QuestionState.WITH_AGENCY, PublicQuestion.due_at < now]
    elif chosen.states:
        found.append(PublicQuestion.state.in_(chosen.states))
    else:
        found.append(PublicQuestion.closed_at.is_(None))
    if chosen.agency:
        found.append(PublicQuestion.agency.in_(names_of(chosen.agency)))
    if chosen.county:
        found.append(PublicQuestion.county == chosen.county)
    return found
