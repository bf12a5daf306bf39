"""Model processes: answers are remembered, no page waits long, and a failing process is ended and restarted later."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from bumi.brief import Brief, Kind
from bumi.checks import Judgement
from bumi.desk.model_processes import JudgeProcess, SuggestionProcess
from bumi.models.planner.suggestions import About
from bumi.settings import ROOT, Settings
from tests.processes import until

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
def suggester(home: object) -> Iterator[SuggestionProcess]:
    opened = SuggestionProcess(Settings(), echo)
    yield opened
    opened.close()


def test_what_is_asked_is_known_later_and_at_once_the_next_time(suggester: SuggestionProcess) -> None:
    assert suggester.suggestions("نرگس", ABOUT, ["ورود آزاد", "ظرفیت کم"]) == {"ورود آزاد": None, "ظرفیت کم": None}
    until(lambda: suggester.suggestions("نرگس", ABOUT, ["ورود آزاد", "ظرفیت کم"])["ظرفیت کم"] is not None)
    assert suggester.suggestions("هادی", ABOUT, ["ورود آزاد"]) == {"ورود آزاد": ("ورود آزاد است.",)}
    assert suggester.suggestions("هادی", About(Kind.RECAP, "کارگاه"), ["ورود آزاد"]) == {"ورود آزاد": None}


def test_the_latest_notes_of_a_page_take_the_place_of_those_before(suggester: SuggestionProcess) -> None:
    suggester.suggestions("نرگس", ABOUT, [f"نکته {number}" for number in range(1000)])
    suggester.suggestions("نرگس", ABOUT, ["ورود آزاد"])
    until(lambda: suggester.suggestions("نرگس", ABOUT, ["ورود آزاد"])["ورود آزاد"] is not None)
    assert suggester.suggestions("هادی", ABOUT, ["نکته ۹۹۹", "نکته 999"])["نکته 999"] is None


def test_a_process_that_dies_costs_its_note_and_no_more(
    suggester: SuggestionProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SuggestionProcess, "rest_s", 0.05)
    suggester.suggestions("نرگس", ABOUT, ["مرگ"])
    until(lambda: suggester.suggestions("نرگس", ABOUT, ["مرگ"])["مرگ"] == ())
    until(lambda: suggester.suggestions("نرگس", ABOUT, ["ورود آزاد"])["ورود آزاد"] == ("ورود آزاد است.",))


def test_the_memory_goes_back_when_nobody_types(suggester: SuggestionProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SuggestionProcess, "idle_s", 0.05)
    suggester.suggestions("نرگس", ABOUT, ["ورود آزاد"])
    until(lambda: suggester.suggestions("", ABOUT, []) == {} and suggester._process is not None)
    until(lambda: suggester._process is None)


def test_without_a_model_the_rules_go_on(home: object) -> None:
    opened = SuggestionProcess(Settings())  # an installation where set-up has made no model
    try:
        opened.suggestions("نرگس", ABOUT, ["ورود آزاد"])
        until(lambda: opened.suggestions("نرگس", ABOUT, ["ورود آزاد"])["ورود آزاد"] == ())
    finally:
        opened.close()


def test_the_desk_itself_loads_no_model() -> None:
    loaded = "import sys, bumi.desk.serve; sys.exit({'torch', 'transformers'} & {*sys.modules} != set())"
    assert subprocess.run([sys.executable, "-c", loaded], cwd=ROOT).returncode == 0


BRIEF = Brief.model_validate(
    {
        "kind": "خبر رویداد",
        "topic": "جشن انار",
        "agency": "شهرداری راور",
        "county": "راور",
        "axis": "فرهنگ",
        "notes": ["۱۲ غرفه"],
    }
)
FALSE, TRUE = "۱۳ غرفه باز است.", "۱۲ غرفه باز است."


def works(settings: Settings, line: Connection) -> None:
    """Judge by the number; «بمیر» ends the process, «بخواب» never answers. Each question leaves a line in a file."""
    line.send([])
    while True:
        _, sentences = line.recv()
        with (settings.cache / "asked").open("a", encoding="utf-8") as file:
            file.write("\n".join([*sentences, ""]))
        if "بمیر" in sentences:
            os._exit(1)
        if "بخواب" in sentences:
            time.sleep(600)
        line.send([Judgement(0.0, "۱۲" in sentence, "n1") for sentence in sentences])


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[JudgeProcess]:
    monkeypatch.setattr(JudgeProcess, "longest_s", 120.0)
    made = JudgeProcess(Settings(cache=tmp_path), works)
    yield made
    made.close()


def asked(folder: Path) -> list[str]:
    return (folder / "asked").read_text("utf-8").splitlines()


def test_each_sentence_is_judged_in_its_place(judge: JudgeProcess) -> None:
    assert [it.follows for it in judge.judge(BRIEF, [TRUE, FALSE, TRUE])] == [True, False, True]


def test_what_was_judged_is_remembered_for_its_brief(judge: JudgeProcess, tmp_path: Path) -> None:
    judge.judge(BRIEF, [FALSE])
    judge.judge(BRIEF, [TRUE, FALSE])
    assert asked(tmp_path) == [FALSE, TRUE]
    judge.judge(BRIEF.model_copy(update={"notes": ("۱۳ غرفه",)}), [FALSE])
    assert asked(tmp_path) == [FALSE, TRUE, FALSE]


def test_a_judge_that_dies_tells_nothing_and_is_begun_again_later(
    judge: JudgeProcess, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert [it.follows for it in judge.judge(BRIEF, ["بمیر", FALSE])] == [True, True]
    assert "does not answer" in caplog.text
    assert judge.judge(BRIEF, [FALSE])[0].follows  # it rests
    monkeypatch.setattr(judge, "_rests_until", time.monotonic())
    assert not judge.judge(BRIEF, [FALSE])[0].follows


def test_a_judge_that_hangs_is_ended(judge: JudgeProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    judge.judge(BRIEF, [TRUE])
    process = judge._process
    assert process
    monkeypatch.setattr(JudgeProcess, "longest_s", 0.3)
    assert judge.judge(BRIEF, ["بخواب"])[0].follows
    assert not process.is_alive()


def test_the_process_goes_when_nobody_edits(judge: JudgeProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    judge.judge(BRIEF, [TRUE])
    process = judge._process
    assert process
    monkeypatch.setattr(JudgeProcess, "idle_s", 0.2)
    judge.judge(BRIEF, [FALSE])
    until(lambda: not process.is_alive(), "the end of the process")


def test_a_closed_judge_tells_nothing(judge: JudgeProcess) -> None:
    judge.close()
    assert judge.judge(BRIEF, [FALSE])[0].follows
