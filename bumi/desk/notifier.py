"""Notifications while the desk is open: a thread that sends what waits, and reads what people send to bots.

Workers of Prefect may do the same meanwhile: a message is sent by one of them.
"""

import logging
import threading

from bumi.current_province import serving
from bumi.desk.desk import OpenPlaces
from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.notifying import ChatInboxes, chat_questions
from bumi.pipeline.notifications import CarrierOpener, anything_to_tell, tell_all
from bumi.settings import Settings
from bumi.words import Channel

_EVERY_S = 10

_log = logging.getLogger(__name__)


class Notifier:
    """Looks every few seconds whether people are to be told something, and sends it."""

    def __init__(self, settings: Settings, newsroom: Newsroom) -> None:
        self._newsroom, self._province = newsroom, settings.province_folder
        self._opener = CarrierOpener(settings)
        self._inboxes = ChatInboxes(self._opener.bots, chat_questions(settings))
        self._names: dict[Channel, str] = {}
        self._open = frozenset(self._opener.open())
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="notifier", daemon=True)
        self._thread.start()

    def places(self) -> OpenPlaces:
        """Return where people can be told, and the names of the bots that have answered."""
        return OpenPlaces(self._open, dict(self._names))

    def close(self) -> None:
        """End the thread; a message on its way is sent to its end."""
        self._closed.set()
        self._thread.join()

    def _work(self) -> None:
        with serving(self._province):
            self._ask_names()
            while not self._closed.wait(_EVERY_S):
                try:
                    self._look()
                except NotAvailable as error:
                    _log.warning("Notifications wait: %s", error)
                except Exception:
                    _log.exception("Notifications were not sent.")

    def _look(self) -> None:
        if self._open != (found := frozenset(self._opener.open())):
            self._open = found
            self._ask_names()
        self._inboxes.read(self._newsroom)
        if anything_to_tell(self._newsroom, self._opener):
            tell_all(self._newsroom, self._opener, self._closed.is_set)

    def _ask_names(self) -> None:
        for channel, bot in self._opener.bots.items():
            try:
                self._names[channel] = bot.probe()
            except NotAvailable as error:
                _log.error("A bot does not answer: %s", error)
