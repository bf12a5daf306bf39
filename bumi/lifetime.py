"""Ending child processes with their parent, even if that was killed, by watching a pipe that the parent holds open."""

import fcntl
import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import wait
from threading import Thread


def end_with_parent() -> None:
    """End this process, if `multiprocessing` started it, as soon as its parent ends."""
    if parent := multiprocessing.parent_process():
        _end_with(parent.sentinel)


def end_with_input() -> None:
    """End this process as soon as its standard input does: a pipe that its parent holds open."""
    _end_with(sys.stdin.fileno())


def _end_with(pipe: int) -> None:
    if sys.platform == "linux":
        # The kernel kills us at once; the thread may have to wait for a call in C that keeps the interpreter busy.
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    # The thread also notices an end that was closed before.
    Thread(target=_watch, args=(pipe,), name="lifetime", daemon=True).start()


def _watch(pipe: int) -> None:
    wait([pipe])
    os.kill(os.getpid(), signal.SIGKILL)  # a thread alone cannot end the others
