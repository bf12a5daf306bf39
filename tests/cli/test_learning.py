"""Lessons and adapters on the command line; what trains is tested with its flow."""

import json
from pathlib import Path

import pytest

from bumi.models.weights.adapters import ADAPTER, version
from bumi.pipeline import learning
from bumi.pipeline.learning import Lesson
from tests.cli.conftest import Bumi
from tests.flows.test_retrain import proposal

NOTE = {"kind": "event", "topic": "جشنواره انار", "note": "ورود آزاد", "sentence": "ورود آزاد خواهد بود."}


def test_lessons_are_listed_written_and_forbidden(waiting: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "هنوز مطلب منتشرشده‌ای نیست" in waiting("lesson", "list").out
    monkeypatch.setattr(learning, "gathered", lambda newsroom: [Lesson(1, NOTE)])
    said = waiting("lesson", "list", "--out", "notes")
    assert NOTE["sentence"] in said.out and "۱ آموخته" in said.out
    assert json.loads((home / "notes" / "editors.jsonl").read_text("utf-8")) == NOTE
    assert waiting("lesson", "forbid", "1", "--as", "ali").status == 0
    assert waiting("lesson", "allow", "1", "--as", "ali").status == 1
    assert waiting("lesson", "allow", "1", "--as", "sara").status == 0


def test_an_adapter_is_proposed_listed_and_not_promoted_by_anybody(
    staffed: Bumi, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = version(ADAPTER)
    assert own in staffed("adapter", "list").out
    assert staffed("adapter", "propose").status == 1, "there is nothing to learn from"
    monkeypatch.setattr(learning, "propose", lambda *given: proposal(1.6))
    said = staffed("adapter", "propose")
    assert said.status == 1 and "باید بهتر می‌شد" in said.out and "۳۰ آموخته" in said.out
    monkeypatch.setattr(learning, "propose", lambda *given: proposal(1.4))
    assert "bumi adapter promote abc" in staffed("adapter", "propose").out
    assert staffed("adapter", "promote", "abc", "--as", "mina").status == 2, "nothing was kept"
    assert staffed("adapter", "rollback", "--as", "mina").status == 1
    assert staffed("adapter", "list", "--json").data == {
        "in_force": own,
        "own": own,
        "proposals": [],
        "decisions": [],
    }


def test_a_promoted_adapter_is_made_ready_and_taken_back(staffed: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    from bumi.settings import Settings
    from tests.models.weights.test_adapters import proposed

    ready: list[str] = []
    monkeypatch.setattr("bumi.models.weights.writers_model", lambda settings, tell: ready.append("merged"))
    made = proposed(Settings(), "a")
    assert staffed("adapter", "promote", made, "--as", "sara").status == 1
    assert made in staffed("adapter", "promote", made, "--why", "بهتر است", "--as", "mina").out
    listed = staffed("adapter", "list").out
    assert f"در کار: {made}" in listed and "mina" in listed and "به کار گرفت" in listed
    assert staffed("adapter", "rollback", "--as", "mina", "--json").data["in_force"] == version(ADAPTER)
    assert ready == ["merged", "merged"]
