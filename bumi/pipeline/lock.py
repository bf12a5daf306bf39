"""One run of a kind at a time on this machine, by a lock that the system frees when its process dies.

Prefect's own concurrency limit keeps its slots in the server: after a run or the server was killed they stay
taken, and every later run is cancelled.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from bumi.pipeline.home import prefect_home

__all__ = ["alone"]


@contextmanager
def alone(kind: str) -> Iterator[bool]:
    """Say whether no other run of this kind is at work here; if so, none will be before the block ends."""
    with (prefect_home() / f"{kind}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
