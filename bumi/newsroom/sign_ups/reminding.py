"""Reminders of events to people who signed up by mail address: due a day before, begun once, and what came of each."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.sign_ups.mails import EventMail
from bumi.newsroom.tables import Campaign, SendOutcome, SignUp, SignUpList, SignUpState
from bumi.persian.contacts import is_mail_address

AHEAD = timedelta(days=1)
"""How long before the start of an event people are reminded."""

_AGAIN = timedelta(minutes=15)


def due_event_reminders(session: Session, now: datetime, limit: int = 500) -> list[EventMail]:
    """Return the reminders that are due now, of people with a place who know time and venue as they are."""
    query = (
        select(SignUp, SignUpList.code, Campaign)
        .join(SignUpList, SignUpList.campaign_id == SignUp.campaign_id)
        .join(Campaign, Campaign.id == SignUp.campaign_id)
        .where(Campaign.starts_at > now, Campaign.starts_at <= now + AHEAD, Campaign.cancelled_at.is_(None))
        .where(SignUp.state == SignUpState.CONFIRMED, SignUp.contact != "")
        .where(SignUp.reminder == SendOutcome.WAITING, or_(SignUp.remind_at.is_(None), SignUp.remind_at <= now))
        .where(func.coalesce(SignUp.knows_starts_at, Campaign.starts_at) == Campaign.starts_at)
        .where(func.coalesce(SignUp.knows_where, Campaign.where) == Campaign.where)
        .order_by(Campaign.starts_at, SignUp.id)
        .limit(limit)
    )
    return [EventMail.of(row, code, event) for row, code, event in session.execute(query)]


def reminder_of(contact: str, starts_at: datetime, now: datetime) -> SendOutcome:
    """Return whether somebody who signs up `now` is to be reminded: by mail, if the event is more than a day away."""
    return SendOutcome.WAITING if is_mail_address(contact) and now < starts_at - AHEAD else SendOutcome.DROPPED


def begin_reminder(session: Session, mail: EventMail) -> None:
    """Record that a reminder is about to be sent; commit before sending.

    Raise Refused where another run sends it, or the event was moved or cancelled since the mail was composed.

    A run that dies afterwards leaves it begun, and it is not sent again.
    """
    as_said = exists().where(
        Campaign.id == SignUp.campaign_id,
        Campaign.starts_at == mail.starts_at,
        Campaign.where == mail.where,
        Campaign.cancelled_at.is_(None),
    )
    waits = SignUp.id == mail.id, SignUp.reminder == SendOutcome.WAITING, SignUp.state == SignUpState.CONFIRMED
    begun = update(SignUp).where(*waits, as_said).values(reminder=SendOutcome.SENDING).returning(SignUp.id)
    if not session.execute(begun.execution_options(synchronize_session=False)).all():
        raise Refused("این یادآوری را اجرای دیگری به دست گرفته یا دیگر درست نیست")


def settle_reminder(session: Session, id: int, outcome: SendOutcome) -> None:
    """Record what came of a reminder: sent, unknown or failed."""
    session.execute(update(SignUp).where(SignUp.id == id).values(reminder=outcome))


def put_off_reminder(session: Session, id: int, now: datetime) -> None:
    """Let a reminder that was not sent be tried again in a while."""
    session.execute(update(SignUp).where(SignUp.id == id).values(reminder=SendOutcome.WAITING, remind_at=now + _AGAIN))
