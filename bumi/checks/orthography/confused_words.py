"""Words written wrong in a way that makes another word, or an older one (assets/words/spelling.yaml)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from bumi.persian.lexicon import listed_data
from bumi.persian.phrases import Phrases
from bumi.persian.text import ZWNJ

__all__ = ["Confused", "confused", "with_madda"]

_LISTS = ("tanvin", "plural", "attached", "sound", "madda")
_TANVIN = "\u064b"
_REST = f"(?:ان)?ی?(?:{ZWNJ}?(?:ها|های|هایی|هایش|اش|ام|اند|تر|ترین|مان|شان)|ش|م|ند)?"  # of the word
_NAMED = re.compile(rf"اباد(?=ی?(?![\w{ZWNJ}]))")  # «رحمت‌اباد», «عنبراباد»
_ALONE = ("بر", "وا", "فرو")  # parts that are written together with the second


class Confused(NamedTuple):
    """What is wrong: its span, the list it is on, and what is written for it."""

    start: int
    end: int
    kind: str
    written: str


def confused(text: str) -> Iterator[Confused]:
    """Yield what the lists have, and گذار and گزار taken for each other («سپاسگذار»)."""
    for right, pattern in _compounds().items():
        for found in pattern.finditer(text):
            yield Confused(*found.span(), "compound", f"{found[1]}{right}{found[2]}")
    for found in _NAMED.finditer(text):
        yield Confused(*found.span(), "madda", "آباد")
    for kind, phrases in _phrases().items():
        for start, end, written in phrases.find(text):
            yield Confused(start, end, kind, written)


def with_madda(text: str) -> str:
    """Return `text` with «آ» where a phone left its madda out and nothing else can be meant: «۱۲ اذر در عنبراباد»."""
    mended = _NAMED.sub("آباد", text)
    for start, end, written in reversed([*_phrases()["madda"].find(mended)]):
        mended = f"{mended[:start]}{written}{mended[end:]}"
    return mended


@cache
def _compounds() -> dict[str, re.Pattern[str]]:
    """Return by the second part that is right the pattern of compounds that have the other."""
    lists: dict[str, Any] = listed_data("spelling")
    patterns = {}
    for right, wrong in (("گذار", "گزار"), ("گزار", "گذار")):
        parts = [part if part in _ALONE else f"{part}[ {ZWNJ}]?" for part in lists[right].split()]
        patterns[right] = re.compile(rf"(?<![\w{ZWNJ}])({'|'.join(parts)}){wrong}({_REST})(?![\w{ZWNJ}])")
    return patterns


@cache
def _phrases() -> dict[str, Phrases]:
    lists: dict[str, Any] = listed_data("spelling")
    without = {word.replace(_TANVIN, ""): written for word, written in lists["tanvin"].items()}
    return {kind: Phrases((without if kind == "tanvin" else {}) | lists[kind]) for kind in _LISTS}
