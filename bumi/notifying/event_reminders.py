"""Reminders of events by mail to people who signed up: worded, sent at most once, and what came of each."""

import logging
from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import formatdate

from bumi.errors import NotAvailable, Refused, Rejected, UnknownOutcome
from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import (
    EventReminder,
    begin_reminder,
    due_event_reminders,
    put_off_reminder,
    settle_reminder,
)
from bumi.newsroom.tables import SendOutcome
from bumi.notifying.mail import MailServer, message_id
from bumi.notifying.wording import event_phrase
from bumi.persian.calendar import jalali, now
from bumi.province import site_name
from bumi.settings import Settings

_log = logging.getLogger(__name__)


def remind_of_events(newsroom: Newsroom, mail: MailServer, settings: Settings, stopped: Callable[[], bool]) -> int:
    """Remind the people whose event starts within a day, until `stopped`; return how many mails were sent."""
    with newsroom.reading() as session:
        due = due_event_reminders(session, now())
    sent = 0
    for each in due:
        if stopped():
            break
        sent += _remind(newsroom, mail, settings, each)
    return sent


def event_mail(reminder: EventReminder, settings: Settings, sender: str) -> bytes:
    """Return the mail that reminds of an event, as plain text with the address of the page of the sign-up."""
    own = settings.sign_up_url(f"{reminder.list_code}/{reminder.code}")
    where = event_phrase("place").format(where=reminder.where) if reminder.where else ""
    topic = " ".join(reminder.topic.split())
    text = event_phrase("text").format(topic=topic, when=jalali(reminder.starts_at), where=where)
    mail = EmailMessage(POLICY)
    mail["From"] = Address(site_name(settings), addr_spec=sender)
    mail["To"] = reminder.address
    mail["Subject"] = event_phrase("subject").format(topic=topic)
    mail["Date"] = formatdate()
    mail["Message-ID"] = message_id(reminder.code, "event", sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{text}\n\n{event_phrase('cancel')}:\n{own}\n")
    return mail.as_bytes()


def _remind(newsroom: Newsroom, mail: MailServer, settings: Settings, reminder: EventReminder) -> bool:
    """Send one reminder and record what came of it; return whether it was sent. No log has an address or a name."""

    def begin() -> None:
        with newsroom.session() as session:
            begin_reminder(session, reminder.id)

    outcome: SendOutcome | None
    try:
        mail.deliver(reminder.address, event_mail(reminder, settings, mail.sender), begin)
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
        _log.warning("The reminder of sign-up %d was not sent: %s", reminder.id, outcome or "tried again later")
    with newsroom.session() as session:
        if outcome:
            settle_reminder(session, reminder.id, outcome)
        else:
            put_off_reminder(session, reminder.id, now())
    return outcome is SendOutcome.SENT
