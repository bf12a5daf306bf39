"""No process outlives whoever began it, also where that one was killed: it watches a pipe that the other holds open."""

import fcntl
import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import wait
from threading import Thread

__all__ = ["end_with_input", "end_with_parent"]


def end_with_parent() -> None:
    """Have this process, where `multiprocessing` began it, end as soon as its parent has, whatever it is doing."""
    if parent := multiprocessing.parent_process():
        _end_with(parent.sentinel)


def end_with_input() -> None:
    """Have this process end as soon as its standard input does: a pipe that whoever began it holds open."""
    _end_with(sys.stdin.fileno())


def _end_with(pipe: int) -> None:
    if sys.platform == "linux":
        # The kernel kills us at once; the thread may have to wait for a call in C that keeps the interpreter busy.
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    # And the thread knows too where the other end was closed before.
    Thread(target=_watch, args=(pipe,), name="lifetime", daemon=True).start()


def _watch(pipe: int) -> None:
    wait([pipe])
    os.kill(os.getpid(), signal.SIGKILL)  # there is nobody left to tell, and a thread alone cannot end the others
