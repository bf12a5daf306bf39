"""Numbers as people hide or spread them: parts in digits or words, with gaps between, that together are one number."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bumi.persian.number_words import ANY_NUMBER, UNITS
from bumi.persian.numbers import number_words_in
from bumi.persian.text import digits_to_latin

_MOST = 10_000  # nobody says more digits at once
_DIGITS = re.compile("[0-9]+")
_WORDED = re.compile(rf"(?<!\w){ANY_NUMBER}")
_NINE = re.compile(rf"(?<!\w){UNITS[9]}(?!\w)")
"""Mostly «no», so that nobody takes it for a number by itself; between others it is one."""


class NumberPart(NamedTuple):
    """A run of digits, or a number in words, with its digits in Latin ones."""

    start: int
    end: int
    digits: str


def number_parts(text: str) -> list[NumberPart]:
    """Return the runs of digits and the numbers in words below ten thousand, in order; «نه» counts as nine."""
    latin = digits_to_latin(text)
    found = dict[int, NumberPart]()
    if _WORDED.search(latin):
        for start, end, value in number_words_in(latin):
            if value == int(value) < _MOST:
                found[start] = NumberPart(start, end, str(int(value)))
        found |= {nine.start(): NumberPart(*nine.span(), "9") for nine in _NINE.finditer(latin)}
    taken = {at for part in found.values() for at in range(part.start, part.end)}
    for run in _DIGITS.finditer(latin):
        if run.start() not in taken:
            found[run.start()] = NumberPart(*run.span(), run.group())
    return [found[start] for start in sorted(found)]


def runs_of_parts(
    text: str, parts: Sequence[NumberPart], gap: re.Pattern[str], lengths: frozenset[int]
) -> Iterator[tuple[NumberPart, ...]]:
    """Yield the runs of `parts` that have one of these numbers of digits, and nothing but `gap` between their parts."""
    longest = max(lengths)
    for first in range(len(parts)):
        count = 0
        for last in range(first, len(parts)):
            part = parts[last]
            count += len(part.digits)
            if count > longest or (last > first and not gap.fullmatch(text, parts[last - 1].end, part.start)):
                break
            if count in lengths:
                yield tuple(parts[first : last + 1])
