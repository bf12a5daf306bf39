"""Notifications, one round at a time: notes what is due by the clock, makes messages and digests, and sends them."""

import logging
from collections.abc import Callable

from bumi.errors import BumiError
from bumi.messengers.bot_api import BotApi
from bumi.messengers.opening import open_messengers
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.messages import anything_to_send
from bumi.newsroom.notifications.spreading import anything_to_spread, make_digests, spread
from bumi.newsroom.plan.due import due_notifications, note_due
from bumi.newsroom.questions import due_question_notices, note_question_notices
from bumi.newsroom.tables import NotificationPlace
from bumi.notifying import (
    Carrier,
    Carriers,
    ChatBot,
    ChatCarrier,
    MailServer,
    anything_to_mail,
    mail_signed_up,
    open_mail,
    send_waiting,
)
from bumi.persian.calendar import now
from bumi.settings import Settings
from bumi.words import Channel

_log = logging.getLogger(__name__)


class CarrierOpener:
    """Opens the carriers that the settings name. One that is set wrong is tried again, and its messages wait for it.

    `places` are those of all carriers, open or not; `bots` are those that people can write to.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.bots: dict[Channel, ChatBot] = {}
        named = {NotificationPlace.MAIL: settings.smtp_url, NotificationPlace.CHAT: settings.channels}
        self.places = {place for place, setting in named.items() if setting}
        self._open: dict[NotificationPlace, Carrier] = {}
        self._problems: dict[NotificationPlace, str] = {}

    def open(self) -> Carriers:
        """Open what is not open yet, and return all that is; a problem is logged once, until it is another one."""
        for place in self.places - self._open.keys():
            try:
                carrier = self._opened(place)
            except BumiError as error:
                if self._problems.get(place) != str(error):
                    _log.error("Messages to people wait (%s): %s", place, error)
                self._problems[place] = str(error)
                continue
            if carrier:
                self._open[place] = carrier
            else:
                self.places.discard(place)
        return self._open

    def _opened(self, place: NotificationPlace) -> Carrier | None:
        """Return the carrier to a place; None where messengers are named, but none that people can write to."""
        if place is NotificationPlace.MAIL:
            return open_mail(self.settings)
        messengers = open_messengers(self.settings)
        self.bots.update({channel: bot for channel, bot in messengers.items() if isinstance(bot, BotApi)})
        return ChatCarrier(self.bots) if self.bots else None


def anything_to_tell(newsroom: Newsroom, opener: CarrierOpener) -> bool:
    """Return whether a round would have something to do; never where the settings name no way to anybody."""
    carriers, moment = opener.open(), now()
    if not opener.places:
        return False
    with newsroom.reading() as session:
        return (
            anything_to_send(session, moment, carriers.keys())
            or anything_to_spread(session, moment)
            or bool(due_notifications(session, moment))
            or bool(due_question_notices(session, moment))
            or (NotificationPlace.MAIL in carriers and anything_to_mail(session, moment))
        )


def tell_all(newsroom: Newsroom, opener: CarrierOpener, stopped: Callable[[], bool] = lambda: False) -> int:
    """Do all that waits, until `stopped`; return how many messages were sent. Other runs may do the same meanwhile.

    Where the settings name no way to anybody nothing is done, so that another run, which has one, finds all of it.
    """
    carriers, moment = opener.open(), now()
    if not opener.places:
        return 0
    with newsroom.reading() as session:
        due, asked = due_notifications(session, moment), due_question_notices(session, moment)
    if due or asked:
        with newsroom.session() as session:
            note_due(session, due)
            note_question_notices(session, asked)
    while not stopped():
        with newsroom.session() as session:
            if not spread(session, moment, opener.places):
                break
    with newsroom.session() as session:
        make_digests(session, moment, opener.places)
    sent = send_waiting(newsroom, carriers, opener.settings.desk_url, stopped)
    mail = carriers.get(NotificationPlace.MAIL)
    return sent + (mail_signed_up(newsroom, mail, opener.settings, stopped) if isinstance(mail, MailServer) else 0)
