"""Preferences: of several sentences woven of one note, what may be printed and what may not (judged/FORMAT.md)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bumi.brief import Kind
from bumi.models.request import Request

__all__ = ["Preference", "read_preferences"]

_FOLDER = Path(__file__).parent / "judged"
_APART = "apart"


@dataclass(frozen=True)
class Preference:
    """A request with its sentences: those that may be printed, the most natural first, and those that may not."""

    request: Request
    good: tuple[str, ...]
    bad: tuple[str, ...]


def read_preferences(apart: bool = False) -> list[Preference]:
    """Return the preferences to learn from, or those kept `apart` to measure by."""
    files = sorted(path for path in _FOLDER.glob("*.jsonl") if (path.stem == _APART) is apart)
    return [_preference(json.loads(line)) for path in files for line in path.read_text("utf-8").splitlines()]


def _preference(item: dict[str, Any]) -> Preference:
    parts, verb = tuple(item["parts"].items()), item.get("verb", "")
    request = Request(Kind(item["kind"]), item["place"], item["topic"], parts, verb)
    return Preference(request, tuple(item["good"]), tuple(item["bad"]))
