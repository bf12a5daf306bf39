"""Notifications, one round at a time: notes what is due by the clock, makes messages and digests, and sends them."""

import logging
from collections.abc import Callable, Mapping

from bumi.errors import BumiError
from bumi.messengers.bot_api import BotApi
from bumi.messengers.opening import open_messengers
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.messages import anything_to_send
from bumi.newsroom.notifications.spreading import anything_to_spread, make_digests, spread
from bumi.newsroom.plan.due import due_notifications, note_due
from bumi.newsroom.tables import NotificationPlace
from bumi.notifying import Carrier, Carriers, ChatBot, ChatCarrier, open_mail, send_waiting
from bumi.persian.calendar import now
from bumi.settings import Settings
from bumi.words import Channel

_log = logging.getLogger(__name__)


def open_bots(settings: Settings) -> dict[Channel, ChatBot]:
    """Return the bots that people can write to; none where the file of channels is wrong, which is logged."""
    try:
        messengers = open_messengers(settings)
    except BumiError as error:
        _log.error("No bot writes to people: %s", error)
        return {}
    return {channel: bot for channel, bot in messengers.items() if isinstance(bot, BotApi)}


def open_carriers(settings: Settings, bots: Mapping[Channel, ChatBot]) -> Carriers:
    """Return the ways to people that the settings name; one that is set wrong is logged, and left out."""
    found: dict[NotificationPlace, Carrier] = {}
    try:
        if mail := open_mail(settings):
            found[NotificationPlace.MAIL] = mail
    except BumiError as error:
        _log.error("No mail is sent: %s", error)
    if bots:
        found[NotificationPlace.CHAT] = ChatCarrier(bots)
    return found


def anything_to_tell(newsroom: Newsroom, carriers: Carriers) -> bool:
    """Return whether a round would have something to do; never where there is no way to anybody."""
    if not carriers:
        return False
    moment = now()
    with newsroom.reading() as session:
        return (
            anything_to_send(session, moment, carriers.keys())
            or anything_to_spread(session, moment)
            or bool(due_notifications(session, moment))
        )


def tell_all(
    newsroom: Newsroom, settings: Settings, carriers: Carriers, stopped: Callable[[], bool] = lambda: False
) -> int:
    """Do all that waits, until `stopped`; return how many messages were sent. Other runs may do the same meanwhile.

    Without a way to anybody nothing is done, so that another run, which has one, finds all of it.
    """
    if not carriers:
        return 0
    moment = now()
    with newsroom.reading() as session:
        due = due_notifications(session, moment)
    if due:
        with newsroom.session() as session:
            note_due(session, due)
    while not stopped():
        with newsroom.session() as session:
            if not spread(session, moment, carriers.keys()):
                break
    with newsroom.session() as session:
        make_digests(session, moment, carriers.keys())
    return send_waiting(newsroom, carriers, settings.desk_url, stopped)
