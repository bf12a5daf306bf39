"""Drafting while the desk is open, in a process of its own, so that no page waits for the model."""

import logging
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from bumi.desk.desk import Drafting
from bumi.errors import BumiError
from bumi.lifetime import end_with_parent
from bumi.logs import configure_logs
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import anything_waits
from bumi.settings import Settings

type DraftWaiting = Callable[[Settings], object]
"""Drafts all that waits once. A function at the top of a module: another process imports it by its name."""

_log = logging.getLogger(__name__)

_AGAIN_S, _LONGEST_S = 60, 3600  # between two tries, twice as long after each, of what did not come about
_DIED = "نویسنده از کار افتاد"


class Drafter:
    """Drafts once for everything that waits, once more where something came in meanwhile.

    What is left after a run is tried again later, by itself.
    """

    def __init__(self, settings: Settings, draft: DraftWaiting) -> None:
        self._settings, self._draft = settings, draft
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
        """Return whether a run of ours is at work or asked for, and what kept the last one from drafting."""
        return Drafting(self._running or self._wanted.is_set(), self._problem)

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
        """Draft in a new process and return whether something is left to do, and what kept it from running."""
        heard, told = multiprocessing.Pipe(duplex=False)
        with heard:
            with self._beginning, told:
                if self._closed:
                    return False, ""
                # The model's memory goes back with the process. No daemon: that may have no children, which draw cards.
                args = (self._draft, self._settings, told)
                run = multiprocessing.get_context("spawn").Process(target=_run, args=args)
                run.start()
                self._process = run
            run.join()
            try:
                left, problem = heard.recv()
            except EOFError:  # the process died before it could tell
                return True, _DIED
        return bool(left), str(problem)


def _run(draft: DraftWaiting, settings: Settings, told: Connection) -> None:
    end_with_parent()
    configure_logs()
    try:
        draft(settings)
        with RunContext.open(settings=settings) as bench:
            told.send((anything_waits(bench), ""))  # what other runs hold too: they may die
    except BumiError as error:
        _log.exception("Drafting did not come about.")
        told.send((True, "؛ ".join(error.problems)))
    except Exception:
        _log.exception("Drafting failed.")
        told.send((True, _DIED))
