"""Spelling: unknown words that are one letter away from a known one, and words confused with others.

To avoid false alarms, a word that is merely unknown (a name, a new word) is not reported. Nothing is fixed without
asking. Quotations, addresses, Latin, and the words of the brief and the province are skipped. The confused words are
listed in assets/words/spelling.yaml.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, Search, within
from bumi.finding import Severity
from bumi.persian.halfspace.evidence import bare
from bumi.persian.halfspace.places import halves
from bumi.persian.lexicon import listed_data, listed_lines
from bumi.persian.phrases import Phrases
from bumi.persian.spelling.stored import speller
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import COMPOUND_ENDING
from bumi.province import Province
from bumi.remembered import remembered

_CERTAIN, _ADVICE = ("tanvin", "sound", "madda"), ("plural", "attached")  # lists of the file
_TANVIN = "\u064b"
_NAMED = re.compile(rf"اباد(?=ی?(?![\w{ZWNJ}]))")  # «رحمت‌اباد», «عنبراباد»
_ALONE = ("بر", "وا", "فرو")  # first parts that are joined to the second


class Confused(NamedTuple):
    """A misspelt word: its span, the list it is on, and its correct spelling."""

    start: int
    end: int
    kind: str
    written: str


@remembered(many=64)
def confused(text: str) -> tuple[Confused, ...]:
    """Return the misspelt words of the lists, and confusions of گذار and گزار («سپاسگذار»)."""
    return tuple(_confused(text))


def _confused(text: str) -> Iterator[Confused]:
    for right, pattern in _compounds().items():
        for found in pattern.finditer(text):
            yield Confused(*found.span(), "compound", f"{found[1]}{right}{found[2]}")
    for found in _NAMED.finditer(text):
        yield Confused(*found.span(), "madda", "آباد")
    for kind, phrases in _phrases().items():
        for start, end, written in phrases.find(text):
            yield Confused(start, end, kind, written)


def with_madda(text: str) -> str:
    """Return `text` with «آ» where its madda is missing and no other word is possible: «۱۲ اذر در عنبراباد»."""
    mended = _NAMED.sub("آباد", text)
    for start, end, written in reversed([*_phrases()["madda"].find(mended)]):
        mended = f"{mended[:start]}{written}{mended[end:]}"
    return mended


@cache
def _compounds() -> dict[str, re.Pattern[str]]:
    """Return, for each right second part, the pattern of compounds that have the wrong one."""
    lists: dict[str, Any] = listed_data("spelling")
    patterns = {}
    for right, wrong in (("گذار", "گزار"), ("گزار", "گذار")):
        parts = [part if part in _ALONE else f"{part}[ {ZWNJ}]?" for part in lists[right].split()]
        patterns[right] = re.compile(rf"(?<![\w{ZWNJ}])({'|'.join(parts)}){wrong}({COMPOUND_ENDING})(?![\w{ZWNJ}])")
    return patterns


@cache
def _phrases() -> dict[str, Phrases]:
    lists: dict[str, Any] = listed_data("spelling")
    without = {word.replace(_TANVIN, ""): written for word, written in lists["tanvin"].items()}
    return {kind: Phrases((without if kind == "tanvin" else {}) | lists[kind]) for kind in (*_CERTAIN, *_ADVICE)}


# Spoken forms are skipped: `register` finds them.
_left_alone = within("quoted", "untouchable", "spoken")


def _of_list(kind: str) -> Search:
    """Return the search for the words of a list of assets/words/spelling.yaml."""

    def search(context: Context) -> Iterator[Match]:
        return (Match(it.start, it.end, (it.written,)) for it in confused(context.text) if it.kind == kind)

    return search


def _unknown(context: Context) -> Iterator[Match]:
    done = [(it.start, it.end) for it in confused(context.text) if not _left_alone(context, it.start, it.end)]
    for meant in speller().meant(context.text, _names(context)):
        if not any(start < meant.end and meant.start < end for start, end in done):
            yield Match(meant.start, meant.end, (meant.word,))


def _names(context: Context) -> frozenset[str]:
    """Return the words of the brief and the province, bare."""
    told = context.brief.facts() if context.brief else ""
    return _of_province(context.province) | {bare(half.text) for half in halves(told)}


@cache
def _of_province(province: Province) -> frozenset[str]:
    named = [*province.counties, *province.agencies, *province.axes]
    places = [place for county in province.counties for place in county.places]
    every = "\n".join(
        [*(name for each in named for name in (each.name, *each.aliases)), *places, *listed_lines("names")]
    )
    return frozenset(bare(half.text) for half in halves(every))


RULES = (
    *(Rule(f"spelling/{it}", Severity.WARNS, _of_list(it), unless=_left_alone) for it in ("compound", *_CERTAIN)),
    *(Rule(f"spelling/{it}", Severity.ADVISES, _of_list(it), unless=_left_alone) for it in _ADVICE),
    Rule("spelling/word", Severity.WARNS, _unknown, unless=_left_alone),
)
