"""The judge beside the desk: quick, remembered, and nothing that breaks stops the other checks."""

import os
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from bumi.brief import Brief
from bumi.checks import Judgement
from bumi.desk import judging
from bumi.desk.judging import Judging
from bumi.settings import Settings

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
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Judging]:
    monkeypatch.setattr(judging, "_LONGEST_S", 10.0)
    made = Judging(Settings(cache=tmp_path), works)
    yield made
    made.close()


def asked(folder: Path) -> list[str]:
    return (folder / "asked").read_text("utf-8").splitlines()


def test_each_sentence_is_judged_in_its_place(judge: Judging) -> None:
    assert [it.follows for it in judge.judge(BRIEF, [TRUE, FALSE, TRUE])] == [True, False, True]


def test_what_was_judged_is_remembered_for_its_brief(judge: Judging, tmp_path: Path) -> None:
    judge.judge(BRIEF, [FALSE])
    judge.judge(BRIEF, [TRUE, FALSE])
    assert asked(tmp_path) == [FALSE, TRUE]
    judge.judge(BRIEF.model_copy(update={"notes": ("۱۳ غرفه",)}), [FALSE])
    assert asked(tmp_path) == [FALSE, TRUE, FALSE]


def test_a_judge_that_dies_tells_nothing_and_is_begun_again_later(
    judge: Judging, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(judging, "_REST_S", 0.2)
    assert [it.follows for it in judge.judge(BRIEF, ["بمیر", FALSE])] == [True, True]
    assert "does not answer" in caplog.text
    assert judge.judge(BRIEF, [FALSE])[0].follows  # it rests
    time.sleep(0.5)
    assert not judge.judge(BRIEF, [FALSE])[0].follows


def test_a_judge_that_hangs_is_ended(judge: Judging, monkeypatch: pytest.MonkeyPatch) -> None:
    judge.judge(BRIEF, [TRUE])
    process = judge._process
    assert process
    monkeypatch.setattr(judging, "_LONGEST_S", 0.3)
    assert judge.judge(BRIEF, ["بخواب"])[0].follows
    assert not process.is_alive()


def test_the_process_goes_when_nobody_edits(judge: Judging, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_IDLE_S", 0.2)
    judge.judge(BRIEF, [TRUE])
    process = judge._process
    assert process
    process.join(10)
    assert not process.is_alive()


def test_a_closed_judge_tells_nothing(judge: Judging) -> None:
    judge.close()
    assert judge.judge(BRIEF, [FALSE])[0].follows
