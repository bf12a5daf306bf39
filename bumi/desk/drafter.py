"""Drafting while the desk is open: the real flow in a process of its own, so that no page waits for the model."""

import logging
import multiprocessing
import threading
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from bumi.desk.desk import Drafting
from bumi.errors import BumiError, Refused
from bumi.flows.local.entrances import draft_here
from bumi.lifetime import end_with_parent
from bumi.pipeline.lock import alone
from bumi.pipeline.run_context import Bench
from bumi.pipeline.steps import anything_waits
from bumi.settings import Settings

__all__ = ["Drafter"]

_log = logging.getLogger(__name__)

_AGAIN_S, _LONGEST_S = 60, 3600  # between two tries, twice as long after each, of what did not come about
_DIED = "نویسنده از کار افتاد"


class Drafter:
    """Runs the drafting flow once for everything that waits, once more where something came in meanwhile.

    What is left after a run is tried again later, by itself.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wanted = threading.Event()
        self._closed = False
        self._beginning = threading.Lock()
        self._process: SpawnProcess | None = None
        self._running = False
        self._problem = ""
        self._thread = threading.Thread(target=self._work, name="drafter", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """Say that a brief has come in; returns at once."""
        self._wanted.set()

    def drafting(self) -> Drafting:
        """Return whether anybody on this machine is drafting, and what kept the last run of ours from it."""
        with alone("drafting") as free:
            return Drafting(self._running or self._wanted.is_set() or not free, self._problem)

    def close(self) -> None:
        """Begin nothing more, and end the run that is at work; the next one takes up what it leaves."""
        with self._beginning:
            self._closed = True
            if self._process:
                self._process.kill()
        self._wanted.set()
        self._thread.join()

    def _work(self) -> None:
        pause: float | None = None
        while True:
            nudged = self._wanted.wait(pause)
            self._running = True
            self._wanted.clear()
            if self._closed:
                return
            something_left, self._problem = self._run()
            self._running = False
            pause = (_AGAIN_S if nudged or not pause else min(2 * pause, _LONGEST_S)) if something_left else None

    def _run(self) -> tuple[bool, str]:
        """Run the flow and return whether something is left to do, and what kept it from running."""
        heard, told = multiprocessing.Pipe(duplex=False)
        with heard:
            with self._beginning, told:
                if self._closed:
                    return False, ""
                # The model's memory goes back with the process. No daemon: that may have no children, which draw cards.
                run = multiprocessing.get_context("spawn").Process(target=_draft, args=(self._settings, told))
                run.start()
                self._process = run
            run.join()
            try:
                left, problem = heard.recv()
            except EOFError:  # the process died before it could tell
                return True, _DIED
        return bool(left), str(problem)


def _draft(settings: Settings, told: Connection) -> None:
    end_with_parent()
    try:
        draft_here(settings=settings)
        with Bench.open(settings=settings) as bench:
            told.send((anything_waits(bench), ""))
    except Refused as error:  # another run is at work, and may have begun before this brief came in
        _log.warning("%s", error)
        told.send((True, ""))
    except BumiError as error:
        _log.warning("%s", error)
        told.send((True, "؛ ".join(error.problems)))
