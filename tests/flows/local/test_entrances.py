"""`bumi up`: one for a database and a folder; neither it nor `bumi work` leaves anything behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bumi.errors import Refused
from bumi.flows.local.entrances import serve_all
from bumi.newsroom.database import Newsroom
from bumi.pipeline.lock import alone
from bumi.settings import ROOT
from tests.flows.stage import TOPICS, hand_in
from tests.processes import alive, ended, family
from tests.publishing.stage import far

_DRAFTING = 500 << 20  # bytes; no process of ours has as many before it has loaded the model
_TIMES = 5


def test_a_second_on_one_database_is_told_so(newsroom: Newsroom) -> None:
    with newsroom.only("up"), pytest.raises(Refused, match=r"bumi\.db.*BUMI_DATABASE_URL"):
        serve_all(lambda address, key: pytest.fail("served"))


def test_a_second_in_one_folder_is_told_so_whatever_its_database(home: Path) -> None:
    with alone("up"), pytest.raises(Refused, match=os.environ["PREFECT_HOME"]):
        serve_all(lambda address, key: pytest.fail("served"))


@pytest.mark.soak
@pytest.mark.parametrize("command", ["up", "work"])
def test_a_killed_command_leaves_nothing_behind(command: str, home: Path, newsroom: Newsroom) -> None:
    """It is killed in the middle of drafting; the next one is free to begin other work at once.

    What the dead had in hand is free when its lease ends.
    """
    _only_under_soak()
    for _ in range(_TIMES):
        hand_in(newsroom, *TOPICS)
        with _drafting(command) as process:
            everybody = family(process.pid)
            assert len(everybody) >= (4 if command == "up" else 1) and alive(everybody) == everybody
            process.kill()
            assert ended(everybody), command


@pytest.mark.soak
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_one_ends_all_in_order(sent: signal.Signals, home: Path, newsroom: Newsroom) -> None:
    _only_under_soak()
    hand_in(newsroom, *TOPICS)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has what it runs in the background ignore it
    with _drafting("up") as process:
        everybody = family(process.pid)
        os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
        assert process.wait(120) == 0 and ended(everybody)
        assert not (home / ".bumi" / "prefect" / "key").exists()


def _only_under_soak() -> None:
    if not far(0, 1):
        pytest.skip("takes minutes; `make soak` runs it, and test_server.py kills a smaller one")


@contextmanager
def _drafting(command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Give the process of `bumi up` or `bumi work`, in a session of its own, once a model is at work in it."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "PREFECT_HOME": ".bumi/prefect"}
    env.pop("PREFECT_API_URL", None)
    words = [sys.executable, "-m", "bumi.cli", command]
    with subprocess.Popen(words, env=env, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            while not any(_memory(pid) > _DRAFTING for pid in family(process.pid)):
                assert process.poll() is None, "it ended before it began to draft"
                time.sleep(0.05)
            yield process
        finally:
            process.kill()


def _memory(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0  # it ended meanwhile
