"""One run of a kind at a time, also after a run that was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bumi.errors import Refused
from bumi.flows.drafting import drafting
from bumi.flows.local.entrances import draft_here
from bumi.newsroom.content.pieces import piece
from bumi.pipeline.lock import alone
from bumi.pipeline.run_context import RunContext
from bumi.settings import ROOT
from tests.flows.stage import TOPICS, hand_in

HOLDS = """
import signal, sys
from bumi.pipeline.lock import alone
with alone("drafting") as free:
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
        with alone("drafting") as free:
            assert not free
        holder.send_signal(signal.SIGKILL)
    with alone("drafting") as free:
        assert free


def test_a_flow_that_finds_another_at_work_leaves_all_to_it_and_people_are_told(
    prefect: None, bench: RunContext
) -> None:
    hand_in(bench.newsroom, TOPICS[0])
    with alone("drafting"):
        assert drafting(bench) == []
        with pytest.raises(Refused):
            draft_here()
    with bench.newsroom.session() as session:
        assert piece(session, 1).revision is None
