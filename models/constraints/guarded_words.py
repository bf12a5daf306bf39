"""The words that need a source: numbers in words, days, months, and what is vague or relative to today."""

from collections.abc import Set
from functools import lru_cache

from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.text import ZWNJ, normal

__all__ = ["RELATIVE", "UNDIVIDED", "VALUES", "guarded"]

_UNITS = "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست"
_TENS = "سی چهل پنجاه شصت هفتاد هشتاد نود صد"
_HUNDREDS = "دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"
VALUES = (
    {word: str(value) for value, word in enumerate(_UNITS.split(), 1)}
    | {word: str(10 * value) for value, word in enumerate(_TENS.split(), 3)}
    | {word: str(100 * value) for value, word in enumerate(_HUNDREDS.split(), 2)}
    | {"صفر": "0", "هیجده": "18", "یکصد": "100"}
)
"""The words that are a number by themselves, with its value in Latin digits."""

_SCALES = "هزار میلیون میلیارد تریلیون نیم نصف ثلث ربع"
_ORDINALS = "اول نخست دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم"
_HIGHER = [f"{word}م" for word, value in VALUES.items() if int(value) > 10 and word != "سی"]  # «سیم» is a wire
_VAGUE = "ده‌ها دهها صدها هزاران هزارها میلیون‌ها میلیاردها یک‌سوم یک‌چهارم دوسوم دوبرابر"
UNDIVIDED = frozenset((*WEEKDAYS, *_VAGUE.split()))
"""The words of which no part is a number, though it looks like one."""

RELATIVE = frozenset(["امروز", "فردا", "دیروز", "امشب", "دیشب", "پریروز", "پس\u200cفردا", "امسال", "پارسال"])
"""The words that name a day or a year from today."""
_COUNTED = "روزه ساعته نفره ماهه ساله گانه هفته باره چندان برابر شنبه"
_FREE = {"یک"}  # also the article of Persian; judged by the checks, not here


@lru_cache(maxsize=256)
def guarded(values: Set[str]) -> frozenset[str]:
    """Return every word that needs the source, less the spellings of the numbers `values` that the source has."""
    free = {word for word, value in VALUES.items() if value in values} | _FREE
    numbers = [word for word in (*VALUES, *_SCALES.split()) if word not in free]
    counted = {f"{word}{gap}{unit}" for word in numbers for gap in ("", ZWNJ) for unit in _COUNTED.split()}
    months = {f"{month}{rest}" for month in MONTHS for rest in ("", "ماه", f"{ZWNJ}ماه")}
    ordinals = {f"{word}{rest}" for word in (*_ORDINALS.split(), *_HIGHER) for rest in ("", "ین")}
    days = {written for day in WEEKDAYS for written in (day, day.replace(ZWNJ, ""))}
    plain = {*numbers, *_SCALES.split(), *_VAGUE.split(), *RELATIVE}
    return frozenset(normal(word) for word in plain | counted | months | ordinals | days)
