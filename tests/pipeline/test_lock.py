"""One run of a kind at a time, also after a run that was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from bumi.flows.publishing import publishing
from bumi.pipeline.lock import alone
from bumi.settings import ROOT

HOLDS = """
import signal, sys
from bumi.pipeline.lock import alone
with alone("publishing") as free:
    print(free, flush=True)
    signal.pause()
"""


def test_a_second_run_is_told_and_another_kind_is_not() -> None:
    with alone("one") as first, alone("one") as second, alone("two") as other:
        assert (first, second, other) == (True, False, True)
    with alone("one") as again:
        assert again


def test_what_a_killed_run_held_is_free(home: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", HOLDS], env=env, stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"True\n"
        with alone("publishing") as free:
            assert not free
        holder.send_signal(signal.SIGKILL)
    with alone("publishing") as free:
        assert free


def test_a_flow_that_finds_another_at_work_leaves_all_to_it(prefect: None, home: Path) -> None:
    with alone("publishing"):
        assert publishing() == 0
    assert not (home / "output").exists()
