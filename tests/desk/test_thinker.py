"""Thinking of notes beside the desk: nobody waits, the latest come first, and a process at fault is given up."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

import pytest

from bumi.brief import Kind
from bumi.desk import thinker as thinkers
from bumi.desk.thinker import Thinker
from bumi.models.planner.suggestions import About
from bumi.settings import ROOT, Settings

ABOUT = About(Kind.EVENT, "کارگاه")


def echo(settings: Settings, line: Connection) -> None:
    """Say each note as a sentence; die of one."""
    line.send(())
    while True:
        _, note = line.recv()
        if note == "مرگ":
            return
        line.send((f"{note} است.",))


@pytest.fixture
def thinker(home: object) -> Iterator[Thinker]:
    opened = Thinker(Settings(), echo)
    yield opened
    opened.close()


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_asked_is_known_later_and_at_once_the_next_time(thinker: Thinker) -> None:
    assert thinker.thoughts("نرگس", ABOUT, ["ورود آزاد", "ظرفیت کم"]) == {"ورود آزاد": None, "ظرفیت کم": None}
    until(lambda: thinker.thoughts("نرگس", ABOUT, ["ورود آزاد", "ظرفیت کم"])["ظرفیت کم"] is not None)
    assert thinker.thoughts("هادی", ABOUT, ["ورود آزاد"]) == {"ورود آزاد": ("ورود آزاد است.",)}
    assert thinker.thoughts("هادی", About(Kind.RECAP, "کارگاه"), ["ورود آزاد"]) == {"ورود آزاد": None}


def test_the_latest_notes_of_a_page_take_the_place_of_those_before(thinker: Thinker) -> None:
    thinker.thoughts("نرگس", ABOUT, [f"نکته {number}" for number in range(1000)])
    thinker.thoughts("نرگس", ABOUT, ["ورود آزاد"])
    until(lambda: thinker.thoughts("نرگس", ABOUT, ["ورود آزاد"])["ورود آزاد"] is not None)
    assert thinker.thoughts("هادی", ABOUT, ["نکته ۹۹۹", "نکته 999"])["نکته 999"] is None


def test_a_process_that_dies_costs_its_note_and_no_more(thinker: Thinker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinkers, "_REST_S", 0.05)
    thinker.thoughts("نرگس", ABOUT, ["مرگ"])
    until(lambda: thinker.thoughts("نرگس", ABOUT, ["مرگ"])["مرگ"] == ())
    until(lambda: thinker.thoughts("نرگس", ABOUT, ["ورود آزاد"])["ورود آزاد"] == ("ورود آزاد است.",))


def test_the_memory_goes_back_when_nobody_types(thinker: Thinker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinkers, "_IDLE_S", 0.05)
    thinker.thoughts("نرگس", ABOUT, ["ورود آزاد"])
    until(lambda: thinker.thoughts("", ABOUT, []) == {} and thinker._process is not None)
    until(lambda: thinker._process is None)


def test_without_a_model_the_rules_go_on(home: object) -> None:
    opened = Thinker(Settings())  # an installation where set-up has made no model
    try:
        opened.thoughts("نرگس", ABOUT, ["ورود آزاد"])
        until(lambda: opened.thoughts("نرگس", ABOUT, ["ورود آزاد"])["ورود آزاد"] == ())
    finally:
        opened.close()


def test_the_desk_itself_loads_no_model() -> None:
    loaded = "import sys, bumi.desk.serve; sys.exit({'torch', 'transformers'} & {*sys.modules} != set())"
    assert subprocess.run([sys.executable, "-c", loaded], cwd=ROOT).returncode == 0
