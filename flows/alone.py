"""One run of a kind at a time on this machine, by a lock that the system frees when its process dies.

Prefect's own concurrency limit keeps its slots in the server: after a run or the server was killed they stay
taken, and every later run is cancelled.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["alone"]


@contextmanager
def alone(kind: str) -> Iterator[bool]:
    """Say whether no other run of this kind is at work here; if so, none will be before the block ends."""
    path = Path(os.environ["PREFECT_HOME"]) / f"{kind}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
