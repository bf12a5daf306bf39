"""Expiry of questions that nobody closes: their private words are deleted after a time, which is told before.

An expired question stays in the figures as unanswered for ever.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import machine
from bumi.newsroom.notifications.outbox import note_question, question_key
from bumi.newsroom.questions.keeping import ErasedQuestions, erase_contacts, erase_handover_reasons
from bumi.newsroom.tables import (
    Notification,
    NotificationKind,
    PublicQuestion,
    QuestionLine,
    QuestionState,
)
from bumi.persian.calendar import to_utc


class OpenLimits(NamedTuple):
    """How long an open question is kept.

    `idle` after the last that anybody did with it and after its deadline, at most `whole` after it was asked; `warning`
    is how long before people are told.
    """

    idle: timedelta
    whole: timedelta
    warning: timedelta


class _Expiry(NamedTuple):
    """When an open question expires, and the notice of it."""

    id: int
    version: int
    moment: datetime

    @property
    def occasion(self) -> str:
        return to_utc(self.moment).isoformat()

    @property
    def key(self) -> str:
        return question_key(NotificationKind.QUESTION_EXPIRES, self.id, self.occasion)


def expire_open(session: Session, now: datetime, limits: OpenLimits) -> ErasedQuestions:
    """Let the questions expire whose time is over, and note what is told of those whose time soon is.

    None expires before it was told for the whole warning, however late that was. An approved question keeps its state,
    its public wording and its answer, and loses what is private. To do it again deletes nothing more.
    """
    contacts = texts = 0
    for each in _expiries(session, now, limits):
        told = session.scalar(select(Notification.at).where(Notification.key == each.key))
        if told is None:
            note_question(session, NotificationKind.QUESTION_EXPIRES, each.id, each.occasion)
        elif max(each.moment, told + limits.warning) <= now and (found := _still_so(session, each)):
            contacts += _erase(session, found, now)
            texts += 1
    session.flush()
    return ErasedQuestions(contacts, texts)


def _expiries(session: Session, now: datetime, limits: OpenLimits) -> Iterator[_Expiry]:
    """Yield the open questions that expire until the end of a warning from now."""
    row, soon = PublicQuestion, now + limits.warning
    last = select(func.max(QuestionLine.at)).where(QuestionLine.question_id == row.id).scalar_subquery()
    open_ones = row.closed_at.is_(None), row.erased_at.is_(None), row.received_at <= soon - limits.idle
    query = select(row.id, row.version, row.received_at, row.due_at, last).where(*open_ones).order_by(row.id)
    for id, version, received_at, due_at, done_at in session.execute(query).all():
        latest = max(moment for moment in (received_at, due_at, done_at) if moment)
        moment = min(latest + limits.idle, received_at + limits.whole)
        if moment <= soon:
            yield _Expiry(id, version, moment)


def _still_so(session: Session, expiry: _Expiry) -> PublicQuestion | None:
    """Return the question, its row locked; None where somebody did something with it meanwhile."""
    found = session.get(PublicQuestion, expiry.id, with_for_update=True, populate_existing=True)
    return found if found and found.version == expiry.version else None


def _erase(session: Session, question: PublicQuestion, now: datetime) -> int:
    """Delete what is private of a question, and close it unless it is approved; return how many contacts it had."""
    own = select(PublicQuestion.id).where(PublicQuestion.id == question.id)
    contacts = erase_contacts(session, own)
    erase_handover_reasons(session, own)
    question.text, question.erased_at = "", now
    if question.state is not QuestionState.APPROVED:
        question.wording = question.answer = ""
        question.state, question.closed_at = QuestionState.EXPIRED, now
    by, what = machine(session).name, "متن پرسش و نشانی پرسنده پاک شد، چون پرسش رها شده بود"
    session.add(QuestionLine(question_id=question.id, by=by, what=what, at=now))
    return contacts
