"""Drafting while the desk is open: the real flow in a process of its own, so that no page waits for the model."""

import logging
import multiprocessing
import threading

from bumi.errors import BumiError
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
        self._thread = threading.Thread(target=self._work, name="drafter", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """Say that a brief has come in; returns at once."""
        self._wanted.set()

    def close(self) -> None:
        """Begin nothing more; a run that is at work ends with this process."""
        self._closed = True
        self._wanted.set()

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._closed:
                return
            # The model's memory goes back with the process; a daemon, so that nothing outlives the desk.
            run = multiprocessing.get_context("spawn").Process(target=_draft, args=(self._settings,), daemon=True)
            run.start()
            run.join()


def _draft(settings: Settings) -> None:
    try:
        draft_here(settings=settings)
    except BumiError as error:  # another run is at work and sees to it, or the piece says what is missing
        _log.warning("%s", error)
