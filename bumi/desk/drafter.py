"""Drafting while the desk is open: the real flow in a process of its own, so that no page waits for the model."""

import logging
import multiprocessing
import threading
from multiprocessing.context import SpawnProcess

from bumi.errors import BumiError
from bumi.lifetime import end_with_parent
from bumi.settings import Settings
from flows.entrances import draft_here

__all__ = ["Drafter"]

_log = logging.getLogger(__name__)


class Drafter:
    """Runs the drafting flow once for everything that waits, and once more where something came in meanwhile."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wanted = threading.Event()
        self._closed = False
        self._beginning = threading.Lock()
        self._run: SpawnProcess | None = None
        self._thread = threading.Thread(target=self._work, name="drafter", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """Say that a brief has come in; returns at once."""
        self._wanted.set()

    def close(self) -> None:
        """Begin nothing more, and end the run that is at work; the next one takes up what it leaves."""
        with self._beginning:
            self._closed = True
            if self._run:
                self._run.kill()
        self._wanted.set()
        self._thread.join()

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            with self._beginning:
                if self._closed:
                    return
                # The model's memory goes back with the process. No daemon: that may have no children, which draw cards.
                self._run = multiprocessing.get_context("spawn").Process(target=_draft, args=(self._settings,))
                self._run.start()
            self._run.join()


def _draft(settings: Settings) -> None:
    end_with_parent()
    try:
        draft_here(settings=settings)
    except BumiError as error:  # another run is at work and sees to it, or the piece says what is missing
        _log.warning("%s", error)
