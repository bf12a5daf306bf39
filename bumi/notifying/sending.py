"""Sending of notifications: claims messages, records the intent before each is sent, and then what came of it.

Any number of runs share the work. A message whose outcome is unknown is not sent again.
"""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Protocol

from bumi.errors import NotAvailable, Rejected, UnknownOutcome
from bumi.messengers import RateLimited
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.messages import (
    ClaimedMessage,
    MessageLost,
    begin,
    claim_messages,
    claimed_message,
    hold_back,
    put_off,
    settle,
)
from bumi.newsroom.tables import NotificationPlace, SendOutcome
from bumi.notifying.wording import MessageText, text_of
from bumi.persian.calendar import now

_NOWHERE = "دیگر جایی برای آن نیست؛ در صفحه «اعلان‌ها» نشانی نامه یا پیام‌رسان را ببینید"

_log = logging.getLogger(__name__)


class Carrier(Protocol):
    """A way to a person; see `MailServer.send` for the errors."""

    def send(self, message: ClaimedMessage, words: MessageText, begin: Callable[[], None]) -> None:
        """Send a message; `begin` is called just before the step whose outcome may remain unknown."""


Carriers = Mapping[NotificationPlace, Carrier]
"""The ways that this installation has."""


def send_waiting(newsroom: Newsroom, carriers: Carriers, desk_url: str, stopped: Callable[[], bool]) -> int:
    """Send all that waits, until `stopped`; return how many messages were sent."""
    by = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    sent = 0
    while not stopped():
        with newsroom.session() as session:
            claimed = claim_messages(session, by, now(), 1, carriers.keys())  # other runs take the others
        if not claimed:
            break
        sent += _send(newsroom, carriers, desk_url, by, *claimed[0])
    return sent


def _send(newsroom: Newsroom, carriers: Carriers, desk_url: str, by: str, user: str, key: str) -> bool:
    """Send one claimed message and record what came of it; return whether it was sent."""
    with newsroom.reading() as session:
        message = claimed_message(session, user, key)
    record = partial(_settle, newsroom, user, key, by)
    if not message.items:
        record(SendOutcome.DROPPED)
        return False
    moment = now()
    if (earliest := message.earliest(moment)) > moment:
        with newsroom.session() as session:
            hold_back(session, user, key, by, earliest)
        return False
    if not (message.address if message.place is NotificationPlace.MAIL else message.chat):
        record(SendOutcome.FAILED, _NOWHERE)
        return False
    try:
        carriers[message.place].send(message, text_of(message, desk_url), partial(_begin, newsroom, user, key, by))
    except MessageLost:
        return False
    except UnknownOutcome as error:
        record(SendOutcome.UNKNOWN, str(error))
    except Rejected as error:
        if not error.to_all:
            record(SendOutcome.FAILED, str(error))
        else:
            _log.warning("A way to people refuses us: %s", error)
            _put_off(newsroom, user, key, by, str(error))
    except RateLimited as error:
        _put_off(newsroom, user, key, by, str(error), timedelta(seconds=error.seconds))
    except NotAvailable as error:
        _put_off(newsroom, user, key, by, str(error))
    else:
        record(SendOutcome.SENT)
        return True
    return False


def _begin(newsroom: Newsroom, user: str, key: str, by: str) -> None:
    with newsroom.session() as session:
        begin(session, user, key, by, now())


def _settle(newsroom: Newsroom, user: str, key: str, by: str, outcome: SendOutcome, error: str = "") -> None:
    with newsroom.session() as session:
        settle(session, user, key, by, outcome, error)


def _put_off(newsroom: Newsroom, user: str, key: str, by: str, error: str, wait: timedelta | None = None) -> None:
    with newsroom.session() as session:
        put_off(session, user, key, by, error, now(), wait)
