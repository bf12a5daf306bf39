"""A process beside the desk that answers questions over a pipe, so that the desk itself loads no model."""

import logging
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from bumi.logs import configure_logs
from bumi.settings import Settings

__all__ = ["Work", "Worker", "heard"]

_log = logging.getLogger(__name__)

type Work = Callable[[Settings, Connection], None]
"""What the process runs: it says something when it is ready, then answers each question."""


class Worker:
    """Begins and ends the process; whoever inherits says when, and what is asked."""

    def __init__(self, settings: Settings, work: Work) -> None:
        self._settings, self._work = settings, work
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def _begin(self) -> Connection:
        """Begin the process and return the line to it."""
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        with theirs:
            self._process = context.Process(target=_run, args=(self._work, self._settings, theirs), daemon=True)
            self._process.start()
        return self._line

    def _end(self) -> None:
        """End the process, if there is one; its memory goes back."""
        if self._process:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._line:
            self._line.close()
            self._line = None


def _run(work: Work, settings: Settings, line: Connection) -> None:
    configure_logs()
    try:
        work(settings, line)
    except EOFError:  # the desk has closed the line
        return
    except Exception:
        _log.exception("A process of the desk failed.")


def heard(line: Connection, seconds: float) -> Any:
    """Return what the process says next; None where it died or is silent for so long."""
    try:
        if line.poll(seconds):
            return line.recv()
    except (OSError, EOFError):
        pass
    return None
