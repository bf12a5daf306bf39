"""The drafter of the desk: what keeps it from drafting is known, and tried again later."""

import time
from pathlib import Path

import pytest

from bumi.desk import drafter as drafters
from bumi.desk.desk import Drafting
from bumi.desk.drafter import Drafter
from bumi.newsroom.database import open_newsroom
from bumi.settings import Settings
from flows.alone import alone


def after_a_run(drafter: Drafter) -> Drafting:
    """Return how drafting goes once the run that was asked for is over."""
    until = time.monotonic() + 120
    while (told := drafter.drafting()).busy:
        assert time.monotonic() < until
        drafter._thread.join(0.05)
    return told


def test_what_keeps_a_run_from_drafting_is_told(home: Path) -> None:
    open_newsroom(f"sqlite:///{home}/bumi.db").close()
    (home / "torn.db").write_bytes(b"no database" * 1000)
    drafter = Drafter(Settings(database_url=f"sqlite:///{home}/torn.db"))
    try:
        assert drafter.drafting() == Drafting()
        drafter.nudge()
        assert drafter.drafting().busy
        assert after_a_run(drafter).problem
        with alone("drafting") as free:
            assert free and drafter.drafting().busy, "another run at work on this machine is seen"
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
    drafter = Counted(Settings())
    drafter.nudge()
    drafter._thread.join(1)
    assert drafter.runs == 3
    drafter.close()
