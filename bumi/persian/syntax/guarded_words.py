"""The words of numbers, days and months that a text may have only from its source, and of vague or relative times."""

from collections.abc import Set
from functools import lru_cache

from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.number_words import HALF, SCALES, WORDS
from bumi.persian.text import ZWNJ, normal

VALUES = {word: str(value) for word, value in WORDS.items() if word not in SCALES}
"""The words that are a number by themselves, with its value in Latin digits."""

_SCALES = (*SCALES, HALF, "نصف", "ثلث", "ربع")
_ORDINALS = "اول نخست دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم"
_HIGHER = [f"{word}م" for word, value in VALUES.items() if int(value) > 10 and word != "سی"]  # «سیم» is a wire
_VAGUE = "ده‌ها دهها صدها هزاران هزارها میلیون‌ها میلیاردها یک‌سوم یک‌چهارم دوسوم دوبرابر"
UNDIVIDED = frozenset((*WEEKDAYS, *_VAGUE.split()))
"""Words whose parts look like numbers and are none."""

RELATIVE = frozenset(["امروز", "فردا", "دیروز", "امشب", "دیشب", "پریروز", "پس\u200cفردا", "امسال", "پارسال"])
"""Words that name a day or a year relative to today."""
_COUNTED = "روزه ساعته نفره ماهه ساله گانه هفته باره چندان برابر شنبه"
_FREE = {"یک"}  # the indefinite article too: the checks judge it


@lru_cache(maxsize=256)
def guarded(values: Set[str]) -> frozenset[str]:
    """Return every word that needs a source, without the spellings of the numbers `values` (in Latin digits)."""
    free = {word for word, value in VALUES.items() if value in values} | _FREE
    numbers = [word for word in (*VALUES, *_SCALES) if word not in free]
    counted = {f"{word}{gap}{unit}" for word in numbers for gap in ("", ZWNJ) for unit in _COUNTED.split()}
    months = {f"{month}{rest}" for month in MONTHS for rest in ("", "ماه", f"{ZWNJ}ماه")}
    ordinals = {f"{word}{rest}" for word in (*_ORDINALS.split(), *_HIGHER) for rest in ("", "ین")}
    days = {written for day in WEEKDAYS for written in (day, day.replace(ZWNJ, ""))}
    plain = {*numbers, *_SCALES, *_VAGUE.split(), *RELATIVE}
    return frozenset(normal(word) for word in plain | counted | months | ordinals | days)
