"""Mails to people who signed up for events: reminders and changes, worded, sent at most once, and what came of each."""

import logging
from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import formatdate
from typing import TYPE_CHECKING

from bumi.errors import NotAvailable, Refused, Rejected, UnknownOutcome
from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import (
    EventChange,
    EventMail,
    begin_notice,
    begin_reminder,
    due_event_reminders,
    due_notices,
    put_off_notice,
    put_off_reminder,
    settle_notice,
    settle_reminder,
)
from bumi.newsroom.tables import SendOutcome
from bumi.notifying.mail import MailServer, message_id
from bumi.notifying.wording import event_phrase
from bumi.persian.calendar import jalali, now
from bumi.province import site_name
from bumi.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_log = logging.getLogger(__name__)


def anything_to_mail(session: "Session", at: datetime) -> bool:
    """Return whether a mail to somebody who signed up is due."""
    return bool(due_notices(session, at, 1) or due_event_reminders(session, at, 1))


def mail_signed_up(newsroom: Newsroom, mail: MailServer, settings: Settings, stopped: Callable[[], bool]) -> int:
    """Tell people of changes of their event, then remind those whose event starts within a day, until `stopped`.

    Return how many mails were sent.
    """
    sent = 0
    for due in (due_notices, due_event_reminders):
        with newsroom.reading() as session:
            found = due(session, now())
        for each in found:
            if stopped():
                return sent
            sent += _send(newsroom, mail, settings, each)
    return sent


def event_mail(about: EventMail, settings: Settings, sender: str) -> bytes:
    """Return a mail about an event, as plain text with the address of the page of the sign-up."""
    kind = about.change.value if about.change else "reminder"
    own = settings.sign_up_url(f"{about.list_code}/{about.code}")
    where = event_phrase("at_place").format(where=about.where) if about.where else ""
    words = {
        "topic": " ".join(about.topic.split()),
        "when": jalali(about.starts_at),
        "where": where,
        "what": _moved(about),
    }
    name = f"{kind}_{_place(about)}".removesuffix("_") if about.change is EventChange.MOVED else kind
    page = event_phrase("page" if about.change is EventChange.CANCELLED else "cancel")
    mail = EmailMessage(POLICY)
    mail["From"] = Address(site_name(settings), addr_spec=sender)
    mail["To"] = about.address
    mail["Subject"] = event_phrase(f"{kind}_subject").format(**words)
    mail["Date"] = formatdate()
    mail["Message-ID"] = message_id(about.code, f"event {kind} {about.starts_at} {about.moved_at}", sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{event_phrase(name).format(**words)}\n\n{page}:\n{own}\n")
    return mail.as_bytes()


def _moved(about: EventMail) -> str:
    """Return what of the event somebody knows otherwise, in Persian: time, venue, or both."""
    _, starts_at, where, _ = about.knew
    changed = {"time": starts_at not in (None, about.starts_at), "venue": where not in (None, about.where)}
    return " و ".join(event_phrase(name) for name, otherwise in changed.items() if otherwise)


def _place(about: EventMail) -> str:
    """Return what a mail about another time says of the place: waited for, new, or "" for the one they know of."""
    knew_place, *_ = about.knew
    return "waiting" if about.waits else "" if knew_place else "placed"


def _send(newsroom: Newsroom, mail: MailServer, settings: Settings, about: EventMail) -> bool:
    """Send one mail and record what came of it; return whether it was sent. No log has an address or a name."""

    def begin() -> None:
        with newsroom.session() as session:
            if about.change:
                begin_notice(session, about, now())
            else:
                begin_reminder(session, about)

    outcome: SendOutcome | None
    try:
        mail.deliver(about.address, event_mail(about, settings, mail.sender), begin)
        outcome = SendOutcome.SENT
    except Refused:
        return False
    except UnknownOutcome:
        outcome = SendOutcome.UNKNOWN
    except Rejected as error:
        outcome = None if error.to_all else SendOutcome.FAILED
    except ValueError:  # no address that mail knows
        outcome = SendOutcome.FAILED
    except NotAvailable:
        outcome = None
    if outcome is not SendOutcome.SENT:
        _log.warning("The mail to sign-up %d was not sent: %s", about.id, outcome or "tried again later")
    with newsroom.session() as session:
        _record(session, about, outcome)
    return outcome is SendOutcome.SENT


def _record(session: "Session", about: EventMail, outcome: SendOutcome | None) -> None:
    """Record what came of a mail; None lets it be tried again."""
    if about.change and outcome:
        settle_notice(session, about, outcome)
    elif about.change:
        put_off_notice(session, about, now())
    elif outcome:
        settle_reminder(session, about.id, outcome)
    else:
        put_off_reminder(session, about.id, now())
