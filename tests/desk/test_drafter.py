"""Drafting beside the desk: its process ends with the desk's, whether that closes or is killed."""

import multiprocessing
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.desk.drafter import Drafter
from bumi.newsroom.database import open_newsroom
from bumi.settings import ROOT, Settings
from tests.flows.stage import hand_in
from tests.processes import ended, family

_DESK = """
import signal
from bumi.desk.drafter import Drafter
from bumi.settings import Settings
if __name__ == "__main__":
    Drafter(Settings()).nudge()
    signal.pause()
"""


@pytest.fixture
def waiting(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A Prefect server that never answers, so that a run stays at work; a brief waits to be drafted."""
    newsroom = open_newsroom(Settings().database_url)
    hand_in(newsroom, "کارگاه پته‌دوزی")
    newsroom.close()
    with socket.create_server(("127.0.0.1", 0)) as mute:
        mute.settimeout(60)
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{mute.getsockname()[1]}/api")
        yield mute


def test_the_run_ends_when_the_desk_is_killed(waiting: socket.socket, home: Path) -> None:
    (home / "desk.py").write_text(_DESK, "utf-8")
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "desk.py"], env=env) as desk, waiting.accept()[0]:
        everybody = family(desk.pid)
        desk.kill()
        assert len(everybody) > 1 and ended(everybody, within=2)


def test_the_run_ends_when_the_desk_closes(waiting: socket.socket) -> None:
    others = {*multiprocessing.active_children()}
    drafter = Drafter(Settings())
    drafter.nudge()
    with waiting.accept()[0]:
        (run,) = {*multiprocessing.active_children()} - others
        assert run.pid and not run.daemon  # a daemon could begin no processes that draw cards
        drafter.close()
        assert ended({run.pid}, within=2)
        drafter.nudge()
        assert {*multiprocessing.active_children()} <= others
