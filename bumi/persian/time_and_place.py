"""Times and places in notes that are lists: «دوشنبه ۳۰ آذر، ساعت ۱۹، کتابخانه عمومی راور، ورود آزاد».

Each item of such a list is a time, a place, or something else, and keeps its words.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from bumi.persian.patterns import CLOCK, DIGIT, MONTH, PART_OF_DAY_IN_NOTES, WEEKDAY
from bumi.persian.text import ZWNJ

DAY = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY})\s+)?(?P<day>{DIGIT}{{1,2}})(?:م|{ZWNJ}?ام)?\s+(?P<month>{MONTH})"
    r"(?:\s*ماه)?(?:\s+(?P<year>1[34]\d\d|۱[۳۴][۰-۹]{2}))?"
    rf"(?P<hour>(?:،|\s)*(?:از\s+)?ساعت\s+(?P<clock>{CLOCK})(?:\s+تا\s+{CLOCK})?)?"
)
"""A day of a month, with its weekday, year and hour where they are written."""

KINDS_OF_PLACE = "سالن|تالار|پارک|میدان|فرهنگسرا|کتابخانه|مجتمع|دانشگاه|مسجد|ورزشگاه|نمایشگاه|مرکز|بوستان|موزه|خانه"
"""How the name of a place begins."""

_ADDRESSES = "خیابان|بلوار|کوچه|میدان|چهارراه|روستای|محله|طبقه|جنب|نبش|روبه‌روی|ابتدای|انتهای"
_OTHERS = "محوطه|باغ|حسینیه|مصلی|مدرسه|دبستان|دبیرستان|بیمارستان|گلزار|هتل|سینما|نگارخانه|دانشکده|قلعه|ارگ|اداره"
_PART_OF_DAY = rf"(?:\s+(?:{PART_OF_DAY_IN_NOTES}))?"
_DAYS = rf"(?:از\s+)?(?:(?:{WEEKDAY})\s+)?(?:{DIGIT}{{1,2}}\s+(?:تا|و)\s+)?{DAY.pattern}{_PART_OF_DAY}"
_TIME = re.compile(rf"(?:زمان:\s*|روز\s+)?(?P<words>{_DAYS})")
_HOUR = re.compile(rf"(?:از\s+)?ساعت\s+{CLOCK}(?:\s+تا\s+{CLOCK})?{_PART_OF_DAY}")
_BEFORE_PLACE = re.compile(r"^(?:(?:مکان|محل):\s*|در\s+(?:محل\s+)?)")
_NAMED = rf"(?:{KINDS_OF_PLACE}|{_ADDRESSES}|{_OTHERS})\s.+"
_PLACE = re.compile(rf"{_BEFORE_PLACE.pattern}{_NAMED}|(?!نمایشگاه){_NAMED}")  # an exhibition may be what happens
_ADDRESS = re.compile(rf"(?:{_ADDRESSES})\s.+")
_SENTENCE = re.compile(rf"(?:\s(?:است|بود|شد|شود|دارد|کنید|کرد)|\sمی[{ZWNJ} ]?\w+)$")
_ITEM = re.compile(r"[^\s،؛,–-](?:(?!\s[–-]\s)[^،؛,])*")


class TimeAndPlace(NamedTuple):
    """The time, the place and the rest of a note, each in its own words; empty for none."""

    when: str
    where: str
    rest: str


def time_and_place_in(note: str) -> TimeAndPlace:
    """Return the time and place at the beginning of a note that is a list; any other note is all `rest`.

    A note with a second day is left whole: a person must say which day is meant.
    """
    items = list(_ITEM.finditer(note))
    words = [item.group().rstrip(" .") for item in items]
    first = _TIME.fullmatch(words[0]) if words else None
    if not first:
        return TimeAndPlace("", "", note)
    timed = 2 if not first["clock"] and words[1:] and _HOUR.fullmatch(words[1]) else 1
    placed = timed + _length_of_place(words[timed:])
    rest = note[items[placed].start() :].strip() if placed < len(items) else ""
    if DAY.search(rest):
        return TimeAndPlace("", "", note)
    when, where = "، ".join([first["words"], *words[1:timed]]), "، ".join(words[timed:placed])
    return TimeAndPlace(when, _BEFORE_PLACE.sub("", where), rest)


def _length_of_place(items: Sequence[str]) -> int:
    """Return how many of the first items are a place: its name, and the address that follows."""
    if not items or not _PLACE.fullmatch(items[0]) or _SENTENCE.search(items[0]):
        return 0
    return 1 + sum(1 for _ in takewhile(_ADDRESS.fullmatch, items[1:]))
