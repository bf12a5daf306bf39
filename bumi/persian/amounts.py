"""Numbers in text, in digits or words, as values that can be compared."""

import re
from decimal import Decimal

from bumi.persian.abbreviations import MONEY
from bumi.persian.morphology import number_words_in
from bumi.persian.number_words import SCALES
from bumi.persian.patterns import AFTERNOON, SCALE
from bumi.persian.text import numbers
from bumi.remembered import remembered

COUNTING = frozenset(
    ("نفر", "تا", "دستگاه", "مورد", "رأس", "عدد", "واحد", "تن", "بار", "تومان", "میلیون", "هزار", "ریال")
)
"""Words that count many a thing, and so tell little of which number is meant."""

Amount = tuple[int, int, frozenset[Decimal | str]]

_GROUPED = re.compile(r"[0-9]{1,3}(?:[,٬][0-9]{3})+")
_DECIMAL = re.compile(r"([0-9]+)(?:[.٫/]([0-9]+))?")
_SCALES = {word: SCALES[word] for word in SCALE.split("|")}
_SCALES |= {short: _SCALES[full.split()[0]] for short, full in MONEY.items()}
_UNIT = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _SCALES))})(?!\w)")
_OWN = re.compile(f"[ \u200c]*({'|'.join(map(re.escape, _SCALES))})(?!\\w)")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_AFTERNOON = re.compile(rf"[ \u200c]+(?:{AFTERNOON})(?!\w)")


@remembered()
def amounts(text: str) -> tuple[Amount, ...]:
    """Return (start, end, values) for each number of `text`, in order; two numbers agree if they share a value.

    ۱۲٬۵۰۰ and «دوازده هزار و پانصد» agree, and so do ۱۷ and «۵ عصر», ۱۰:۳۰ and «ده و نیم».
    """
    worded = [(start, end, frozenset({value})) for start, end, value in number_words_in(text)]
    taken = {at for start, end, _ in worded for at in range(start, end)}
    plain = [(start, end, frozenset({_value(value)})) for start, end, value in numbers(text) if start not in taken]
    return tuple(sorted((start, end, _hours(text, end, values)) for start, end, values in [*worded, *plain]))


def components(text: str) -> set[Decimal | str]:
    """Return every number that `text` (one note of a brief) may mean: all values of `readings`."""
    return set[Decimal | str]().union(*(values for _, _, values in readings(text)))


def readings(text: str) -> list[Amount]:
    """Return the numbers of `text` (one note of a brief) with all values that each may mean.

    The parts of dates and times count (۱۰:۳۰ also gives 10 and 30), and a unit written once holds for the
    whole note: «۳۵ تا ۶۰ هزار» also gives 35,000, «تیم اول ۸۰ م.ت» 80,000,000.
    """
    scales = {_SCALES[unit] for unit in _UNIT.findall(text)}
    return [(start, end, values | _meant(text, start, end, scales)) for start, end, values in amounts(text)]


def _meant(text: str, start: int, end: int, scales: set[int]) -> set[Decimal | str]:
    found: set[Decimal | str] = set()
    for first, last, number in numbers(text[start:end]):
        value = _value(number)
        if isinstance(value, Decimal) and last - first == end - start:  # without a unit in words
            own = _OWN.match(text, end)
            found |= {value * scale for scale in ({_SCALES[own[1]]} if own else scales)}
        if not _GROUPED.fullmatch(number):
            found |= {Decimal(part) for part in re.findall("[0-9]+", number)}
    return found


def _value(number: str) -> Decimal | str:
    if time := _TIME.fullmatch(number):
        return Decimal(time[1]) + Decimal(time[2]) / 60
    if _GROUPED.fullmatch(number):
        return Decimal(re.sub("[,٬]", "", number))
    if (plain := _DECIMAL.fullmatch(number)) and not (number.startswith("0") and len(number) > 3):
        return Decimal(f"{plain[1]}.{plain[2] or 0}")
    return number


def _hours(text: str, end: int, values: frozenset[Decimal | str]) -> frozenset[Decimal | str]:
    """Add the 24-hour value to an hour of the afternoon."""
    if not _AFTERNOON.match(text, end):
        return values
    return values | {value + 12 for value in values if isinstance(value, Decimal) and 0 < value < 12}


UNITS = (
    "تومان|ریال|درصد|نفر|نفره|کیلومتر|کیلومتری|متر|متری|سانتی‌متر|کیلو|کیلوگرم|گرم|تن|لیتر|هکتار|مگاوات|درجه"
    "|هزار|میلیون|میلیارد|ساعت|ساعته|دقیقه|دقیقه‌ای|ثانیه|روز|روزه|هفته|ماه|ماهه|سال|ساله"
    "|دستگاه|واحد|مورد|غرفه|جلد|نسخه|خانوار|رأس|اصله|قطعه|مترمربع"
)
"""The pattern of a word that a number counts or measures by, or that multiplies it."""
