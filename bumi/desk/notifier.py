"""Notifications while the desk is open: a thread that sends what waits, and reads the codes sent to bots.

Workers of Prefect may do the same meanwhile: a message is sent by one of them.
"""

import logging
import threading
from collections.abc import Mapping

from bumi.current_province import serving
from bumi.desk.desk import OpenPlaces
from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.notifying import ChatBot, ChatInboxes
from bumi.pipeline.notifications import anything_to_tell, open_carriers, tell_all
from bumi.settings import Settings
from bumi.words import Channel

_EVERY_S = 10

_log = logging.getLogger(__name__)


class Notifier:
    """Looks every few seconds whether people are to be told something, and sends it."""

    def __init__(self, settings: Settings, newsroom: Newsroom, bots: Mapping[Channel, ChatBot]) -> None:
        self._settings, self._newsroom, self._bots = settings, newsroom, bots
        self._carriers = open_carriers(settings, bots)
        self._inboxes = ChatInboxes(bots)
        self._names: dict[Channel, str] = {}
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="notifier", daemon=True)
        self._thread.start()

    def places(self) -> OpenPlaces:
        """Return where people can be told, and the names of the bots that have answered."""
        return OpenPlaces(frozenset(self._carriers), dict(self._names))

    def close(self) -> None:
        """End the thread; a message on its way is sent to its end."""
        self._closed.set()
        self._thread.join()

    def _work(self) -> None:
        with serving(self._settings.province_folder):
            self._ask_names()
            while not self._closed.wait(_EVERY_S):
                try:
                    self._inboxes.read(self._newsroom)
                    if anything_to_tell(self._newsroom, self._carriers):
                        tell_all(self._newsroom, self._settings, self._carriers, self._closed.is_set)
                except NotAvailable as error:
                    _log.warning("Notifications wait: %s", error)
                except Exception:
                    _log.exception("Notifications were not sent.")

    def _ask_names(self) -> None:
        for channel, bot in self._bots.items():
            try:
                self._names[channel] = bot.probe()
            except NotAvailable as error:
                _log.error("A bot does not answer: %s", error)
