"""The drafter of the desk: what keeps it from drafting is told and tried again, and its process ends with the desk."""

import multiprocessing
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.desk import drafter as drafters
from bumi.desk.desk import Drafting
from bumi.desk.drafter import Drafter
from bumi.flows.local.entrances import draft_waiting
from bumi.newsroom.database import open_newsroom
from bumi.settings import ROOT, Settings
from tests.flows.stage import hand_in
from tests.processes import ended, family, until

_DESK = """
import signal
from bumi.desk.drafter import Drafter
from bumi.flows.local.entrances import draft_waiting
from bumi.settings import Settings
if __name__ == "__main__":
    Drafter(Settings(), draft_waiting).nudge()
    signal.pause()
"""


@pytest.fixture
def waiting(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A Prefect server that never answers, so that a run stays at work; a brief waits to be drafted."""
    newsroom = open_newsroom(Settings().database_url)
    hand_in(newsroom, "کارگاه پته‌دوزی")
    newsroom.close()
    with socket.create_server(("127.0.0.1", 0)) as mute:
        mute.settimeout(240)
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{mute.getsockname()[1]}/api")
        yield mute


def test_the_run_ends_when_the_desk_is_killed(waiting: socket.socket, home: Path) -> None:
    (home / "desk.py").write_text(_DESK, "utf-8")
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "desk.py"], env=env) as desk, waiting.accept()[0]:
        everybody = family(desk.pid)
        desk.kill()
        assert len(everybody) > 1 and ended(everybody)


def test_the_run_ends_when_the_desk_closes(waiting: socket.socket) -> None:
    others = {*multiprocessing.active_children()}
    drafter = Drafter(Settings(), draft_waiting)
    drafter.nudge()
    with waiting.accept()[0]:
        (run,) = {*multiprocessing.active_children()} - others
        assert run.pid and not run.daemon  # a daemon could begin no processes that draw cards
        drafter.close()
        assert ended({run.pid})
        drafter.nudge()
        assert {*multiprocessing.active_children()} <= others


def after_a_run(drafter: Drafter) -> Drafting:
    """Return how drafting goes once the run that was asked for is over."""
    until(lambda: not drafter.drafting().busy, "the end of the run")
    return drafter.drafting()


def test_what_keeps_a_run_from_drafting_is_told(home: Path) -> None:
    open_newsroom(f"sqlite:///{home}/bumi.db").close()
    (home / "torn.db").write_bytes(b"no database" * 1000)
    drafter = Drafter(Settings(database_url=f"sqlite:///{home}/torn.db"), draft_waiting)
    try:
        assert drafter.drafting() == Drafting()
        drafter.nudge()
        assert drafter.drafting().busy
        assert after_a_run(drafter).problem
    finally:
        drafter.close()


class Counted(Drafter):
    """A drafter whose runs are only counted; the third leaves nothing to do."""

    runs = 0

    def _run(self) -> tuple[bool, str]:
        self.runs += 1
        return self.runs < 3, ""


def test_what_is_left_after_a_run_is_tried_again_until_nothing_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafters, "_AGAIN_S", 0.01)
    drafter = Counted(Settings(), draft_waiting)
    drafter.nudge()
    until(lambda: drafter.runs == 3 and not drafter.drafting().busy)
    drafter._thread.join(0.1)  # it waits to be asked, and does not end
    assert drafter.runs == 3
    drafter.close()
