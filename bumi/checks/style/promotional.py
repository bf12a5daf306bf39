"""Words that praise or shout instead of telling (assets/words/superlatives.yaml)."""

import re
from collections.abc import Iterator
from functools import cache

from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import number_words_in, sentences
from bumi.persian.phrases import Phrases, Replacement
from bumi.persian.spans import Spans
from bumi.persian.text import ZWNJ

__all__ = ["bait", "empty_praise", "shouts", "unsourced"]

_SHOUT = re.compile("(؟?)!+")
_DIGIT = re.compile(r"\d")
_LINKS = "(?:از|با|بر|به|را|که|میان|است|بود) "
_ONE = "یک"  # counts nothing: «یکی از بهترین»


def empty_praise(text: str) -> Iterator[Replacement]:
    """Yield words that praise and tell nothing, with a calmer one, "" where there is none."""
    return _phrases("empty").find(text)


def bait(text: str) -> Iterator[Replacement]:
    """Yield what is written for clicks, with a calmer word, "" where there is none."""
    return _phrases("bait").find(text)


def unsourced(text: str) -> Iterator[tuple[int, int]]:
    """Yield «بزرگ‌ترین … کشور» and the like, in sentences that have neither a number nor a source."""
    best, source = _best()
    for start, end in sentences(text):
        found = [match.span() for match in best.finditer(text, start, end)]
        if found and not source.search(text, start, end) and not _counts(text[start:end]):
            yield from found


def shouts(text: str, quoted: Spans) -> Iterator[Replacement]:
    """Yield the exclamation marks after the first, those of quotations apart, with a calmer mark."""
    marks = [mark for mark in _SHOUT.finditer(text) if not quoted.touch(*mark.span())]
    for mark in marks[1:]:
        yield *mark.span(), mark[1] or "."


def _counts(sentence: str) -> bool:
    numbers = (sentence[start:end] for start, end, _ in number_words_in(sentence))
    return _DIGIT.search(sentence) is not None or any(number != _ONE for number in numbers)


@cache
def _phrases(part: str) -> Phrases:
    return Phrases({phrase: plain or "" for phrase, plain in listed_data("superlatives")[part].items()})


@cache
def _best() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = listed_data("superlatives")
    places, sources = "|".join(listed["places"].split()), "|".join(listed["sources"])
    word = f"[\\w{ZWNJ}]+"
    best = rf"(?<![\w{ZWNJ}]){word}ترین(?: (?!{_LINKS}){word}){{0,3}}? (?:{places})(?![\w{ZWNJ}])"
    return re.compile(best), re.compile(rf"(?<!\w)(?:{sources})(?!\w)")
