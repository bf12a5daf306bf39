"""Waiting for what other processes do, and the processes of this machine, by /proc: who began whom, who is there."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path


def until(holds: Callable[[], bool], what: str = "what was waited for", within: float = 240) -> None:
    """Wait until `holds()` is true; AssertionError that names `what` if it takes more than `within` seconds."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"{what}: not within {within:.0f} s"
        time.sleep(0.02)


def family(pid: int) -> set[int]:
    """Return `pid` and all that it began, and what these began in turn."""
    parents = {child: parent for child, parent, _ in _processes()}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def alive(pids: Iterable[int]) -> set[int]:
    """Return those that run; one that has ended and that nobody has asked for yet does not."""
    return {pid for pid, _, state in _processes() if state not in "ZX"} & {*pids}


def ended(pids: Iterable[int], within: float = 60) -> bool:
    """Say whether all of them end within so many seconds."""
    deadline = time.monotonic() + within
    while alive(pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _processes() -> Iterator[tuple[int, int, str]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it ended meanwhile
        yield int(path.parent.name), int(parent), state
