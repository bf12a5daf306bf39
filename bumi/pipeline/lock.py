"""Run lock: one run of a kind at a time on this machine; the system frees the lock when its process dies.

Prefect's own concurrency limit keeps its slots in the server: after a run or the server was killed they stay
taken, and every later run is cancelled.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from filelock import FileLock, Timeout

from bumi.pipeline.home import prefect_home


@contextmanager
def alone(kind: str) -> Iterator[bool]:
    """Take the lock of this kind for the block; False where another run holds it."""
    lock = FileLock(prefect_home() / f"{kind}.lock", blocking=False, fallback_to_soft=False)
    with ExitStack() as held:
        try:
            held.enter_context(lock)
        except Timeout:
            yield False
        else:
            yield True
