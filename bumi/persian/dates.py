"""Jalali dates and weekdays in text, written in words or digits."""

import re
from dataclasses import dataclass

from persiantools.jdatetime import JalaliDate

from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.number_words import ORDINALS
from bumi.persian.patterns import GAP, MONTH, TODAY, TOMORROW, WEEKDAY, YESTERDAY
from bumi.persian.text import ZWNJ, digits_to_latin
from bumi.remembered import remembered

_WORDED = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace(" ", f"{GAP}*")
_DAY = rf"(?:[0-9]{{1,2}}(?:{ZWNJ}?ا?م)?(?!\w)|(?:{_WORDED})(?!\w))"
_JOINT = rf"(?:{GAP}*[-–]{GAP}*|{GAP}+(?:و|تا|الی){GAP}+)"
_WEEKDAY = rf"(?<!\w)(?<!امام[ {ZWNJ}])(?<!نماز[ {ZWNJ}])(?<!ائمه[ {ZWNJ}])(?:{WEEKDAY})(?!\w|{ZWNJ}?سوری)"
_WEEKDAYS = re.compile(_WEEKDAY)
_DATED = rf"(?:{_WEEKDAY}،?{GAP}+(?:(?:روز|مورخه?){GAP}+)?)?(?<![\w/:.٫])(?<!ساعت ){_DAY}"
_DATES = re.compile(
    rf"(?P<days>{_DATED}(?:{_JOINT}{_DATED}){{0,9}}){GAP}+(?:ماه{GAP}+)?(?P<month>{MONTH})"
    rf"(?:{GAP}?ماه)?(?!\w)(?:{GAP}+(?:سال{GAP}+)?(?P<year>1[34][0-9]{{2}})(?![\w/]))?"
    r"|(?<![\w/])(?P<y>1[34][0-9]{2})[/-](?P<m>[0-9]{1,2})[/-](?P<d>[0-9]{1,2})(?![\w/])"
)
_LISTED = re.compile(rf"(?:{_WEEKDAY}(?:{GAP}*،{GAP}*|{GAP}+(?:و|تا){GAP}+))+$")
_LIST = 200  # characters before a date that may list its weekdays
_PARTS = re.compile(rf"(?P<weekday>{_WEEKDAY})|(?P<day>{_DAY})|(?P<range>تا|الی|[-–])")


@dataclass(frozen=True)
class Day:
    """One date in a text, or several of one month: «۱۸ تا ۲۰ مهر».

    `days` are all that are meant, with those inside a range; `written` are those in the text, each with the span of
    the weekday before it.
    """

    start: int
    end: int
    days: tuple[int, ...]
    written: tuple[tuple[int, tuple[int, int] | None], ...]
    month: int
    year: int | None = None

    @property
    def keys(self) -> set[tuple[int, int]]:
        """The (month, day) pairs that are meant."""
        return {(self.month, day) for day in self.days}

    @property
    def written_keys(self) -> set[tuple[int, int]]:
        """The (month, day) pairs that are written."""
        return {(self.month, day) for day, _ in self.written}


Weekday = tuple[int, int, int]  # start, end, number from Saturday = 0


@remembered()
def days(text: str) -> tuple[Day, ...]:
    """Return the dates in `text`: «۱۸ مهر», «بیست و پنجم آبان‌ماه», «۱۸ تا ۲۰ مهر ۱۴۰۵», ۱۴۰۵/۷/۱۸."""
    return tuple(_day(match) for match in _DATES.finditer(digits_to_latin(text)))


@remembered()
def weekdays(text: str) -> tuple[Weekday, ...]:
    """Return (start, end, number) of the weekdays in `text`; «امام جمعه» and «نماز جمعه» do not count."""
    return tuple((m.start(), m.end(), _weekday(m.group())) for m in _WEEKDAYS.finditer(text))


def weekday_of(year: int, month: int, day: int) -> int:
    """Return the weekday of a Jalali date, from Saturday = 0; ValueError for a day that does not exist."""
    number: int = JalaliDate(year, month, day).weekday()
    return number


def _day(match: re.Match[str]) -> Day:
    if match["y"]:
        day = int(match["d"])
        return Day(match.start(), match.end(), (day,), ((day, None),), int(match["m"]), int(match["y"]))
    meant: list[int] = []
    written: list[tuple[int, tuple[int, int] | None]] = []
    weekday, ranging = None, False
    for part in _PARTS.finditer(match.string, *match.span("days")):
        if part["day"]:
            number = _number(part["day"])
            meant += [*(range(meant[-1] + 1, number) if ranging and meant else ()), number]
            written.append((number, weekday))
            weekday, ranging = None, False
        elif part["weekday"]:
            weekday = part.span()
        else:
            ranging = True
    written = _paired(match, written)
    year = int(match["year"]) if match["year"] else None
    return Day(match.start(), match.end(), tuple(meant), tuple(written), MONTHS.index(match["month"]) + 1, year)


def _paired(
    match: re.Match[str], written: list[tuple[int, tuple[int, int] | None]]
) -> list[tuple[int, tuple[int, int] | None]]:
    """Return the days with the weekdays listed before them, in turn («پنجشنبه و جمعه ۱۹ و ۲۰ آذر»), or with none."""
    start = match.start()
    if not written[0][1] or not (listed := _LISTED.search(match.string, max(0, start - _LIST), start)):
        return written
    spans: list[tuple[int, int] | None] = [m.span() for m in _WEEKDAYS.finditer(match.string, *listed.span())]
    spans.append(written[0][1])
    if len(spans) != len(written) or any(span for _, span in written[1:]):
        return [(number, None) for number, _ in written]
    return [(number, span) for (number, _), span in zip(written, spans, strict=True)]


def _number(part: str) -> int:
    if part[0].isdigit():
        return int(part[:2]) if part[:2].isdigit() else int(part[0])
    return next(number for word, number in ORDINALS.items() if re.sub(GAP, "", part) == word.replace(" ", ""))


def _weekday(word: str) -> int:
    return [name.replace(ZWNJ, "") for name in WEEKDAYS].index(re.sub(GAP, "", word))


_ANY_GAP = f"[ {ZWNJ}]"
_AHEAD = "|".join(f"{span}{_ANY_GAP}آینده" for span in ("روز", "هفته", "ماه", "سال", "روزهای", f"هفته{_ANY_GAP}?های"))
DAY_TO_COME = re.compile(rf"(?<![\w{ZWNJ}])(?:(?:پس{_ANY_GAP}?)?فردا|{_AHEAD})(?!{ZWNJ}?\w)")
"""A day after today, by its distance: «فردا», «هفته آینده»."""

_EARLIER = "گذشته|پیشین|پیش از این|(?:روز|هفته|ماه|سال|دوره|چندی) (?:پیش|قبل)|سال [۰-۹0-9]{4}"
DAY_GONE = re.compile(rf"(?<!\w)(?:{TODAY}|{YESTERDAY}|پری{ZWNJ}?(?:روز|شب)|پارسال|{_EARLIER})(?!{ZWNJ}?\w)")
"""Today or a day before it, by its distance: «دیروز», «ماه پیش»."""

SAYS_WHEN = re.compile(
    rf"[0-9]{{1,2}}:[0-9]{{2}}|ساعت|(?<!\w)(?:{TODAY}|{YESTERDAY}|{TOMORROW}|هم‌?اکنون|اکنون|بامداد|صبح|ظهر|عصر|شب|شامگاه)"
    "|اطلاع بعدی|اطلاع ثانوی|هفته|از این لحظه|روز آینده|آخر هفته"
)
"""A time without a date, in a text with Latin digits: «۱۷:۳۰», «امشب», «تا اطلاع ثانوی»."""
