"""Time phrases in running text: days with their weekday, hours and part of the day, and the dates that they mean.

A day without a year is that of the year nearest to today. Relative days («فردا») are found without a date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from bumi.persian.calendar import MONTHS, WEEKDAYS, from_jalali, jalali_date, weekday_in_words
from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.patterns import CLOCK_WITH_HALVES, DIGIT, END, PART_OF_DAY, START, WEEKDAY
from bumi.persian.text import ZWNJ, digits_to_latin
from bumi.persian.time_and_place import DAY

DAYS_FROM_TODAY = {"دیشب": -1, "دیروز": -1, "امروز": 0, "امشب": 0, "فردا": 1, "فرداشب": 1, "فردا شب": 1, "پس‌فردا": 2}
RELATIVE_DAY = re.compile(f"{START}(?:{'|'.join(sorted(DAYS_FROM_TODAY, key=len, reverse=True))}){END}")
WEEKDAY_ALONE = re.compile(f"{START}(?:{WEEKDAY}){END}")
_HABIT = re.compile(rf"(?:^|\s)(?:هر|همه|روزهای|امام|نماز|شب|صبح|آخر)\s+(?:روز\s+)?$|(?:{WEEKDAY})\s*(?:تا|و|،)\s*$")
_SPAN_OF_WEEK = re.compile(rf"{START}(?:{WEEKDAY})\s*(?:تا|الی)\s*(?:{WEEKDAY}){END}")
_MORE_DAYS = re.compile(rf"\s*(?:،|و|تا)\s*(?:{WEEKDAY})|\s*های?(?!\w)")

_pattern = ListedPatterns("persian/day_phrases")
_PART = _pattern.text("part")
_BEFORE = _pattern("before")
_AFTER = re.compile(
    rf"\s+(?:تا|لغایت|الی)\s+(?:(?:{PART_OF_DAY})\s+)?{DAY.pattern.replace('?P<', '?P<to_')}"
    rf"|(?:،|\s)*(?:از\s+)?ساعت\s+(?P<clock>{CLOCK_WITH_HALVES}){_PART}"
    rf"(?:\s+(?:تا|الی)\s+(?:ساعت\s+)?{CLOCK_WITH_HALVES})?{_PART}|\s+(?:{PART_OF_DAY})(?!\w)"
)
_PART_AFTER = re.compile(rf"\s+(?:{PART_OF_DAY})(?!\w)")
_UNTIL = _pattern("until")
_DEADLINE = _pattern("deadline")
_NAMED_AFTER_DAY = _pattern("named_after_day")
NEAR_DAY = _pattern("near_day")
"""A day named by its distance from today, with its hours: «ساعت ۱۰ فردا», «شنبه هفته آینده»."""
_FIRST_WORD = re.compile(r"^(?:از\s+(?!.*\sتا\s))?(?:روز\s+)?")
_RANGE = re.compile(rf"{DIGIT}\s+(?:تا|و)\s+$")
_CLOCK_AT_END = re.compile(r"ساعت\s+\S+$")
_MOST_DAYS = 40  # of one sentence
_LOOK = 60  # characters before a day that may belong to it
_LIKELY = timedelta(days=30, hours=8)  # after today: a day without a year is rather to come


@dataclass(frozen=True)
class DatedDay:
    """A day of a month that exists: its span, its date, and the weekday before it as spelled, "" for none."""

    start: int
    end: int
    day: date
    weekday: str


@dataclass(frozen=True)
class DayPhrase:
    """A day of a month with its hours, part of the day and weekday: «از ساعت ۱۰ صبح روز شنبه ۱۴ آذر».

    `clock` is its first hour, "" for none. `on` is the first day where the year or the weekday settles it, else None;
    `nearest` is the day of the year nearest to today.
    """

    words: str
    clock: str
    has_weekday: bool
    on: date | None
    nearest: date | None


def dated_days(text: str, today: date) -> list[DatedDay]:
    """Return the days in `text` that exist; one without a year is the likeliest for `today`."""
    found = []
    for match in DAY.finditer(text):
        if day := _likeliest(match, today):
            end = match.start("hour") if match["hour"] else match.end()
            found.append(DatedDay(match.start(), end, day, weekday_name(match["weekday"] or "")))
    return found


def day_phrases(text: str, today: date) -> Iterator[DayPhrase]:
    """Yield the days in `text` but deadlines («تا ۱۲ آذر») and names («میدان ۱۲ فروردین»)."""
    done = 0
    for match in islice(DAY.finditer(text), _MOST_DAYS):
        begun = max(done, match.start() - _LOOK)
        before = text[begun : match.start()]
        if match.start() < done or _NAMED_AFTER_DAY.search(before):
            continue
        led = _BEFORE.search(before)
        start = begun + led.start() if led else match.start()
        if _DEADLINE.search(text[begun:start].rstrip() + " "):
            continue
        after = None if match["hour"] else _AFTER.match(text, match.end())
        done = after.end() if after else match.end()
        if _CLOCK_AT_END.search(text[match.start() : done]):
            for more in (_PART_AFTER, _UNTIL):  # «شنبه ۱۴ تا سه‌شنبه ۱۷ آذر از ساعت ۱۰ شب تا ۵ بامداد»
                done = then.end() if (then := more.match(text, done)) else done
        clocks = (match["clock"], led and led["clock"], after and (after["clock"] or after["to_hour"]))
        ranged = led.group() if led and _RANGE.search(led.group()) else ""
        on = _settled(match, today) if not ranged or match["year"] or match["weekday"] else None
        if ranged and on:
            on = _first_of(ranged, on)
        yield DayPhrase(
            _FIRST_WORD.sub("", text[start:done].strip(" ،")),
            next(filter(None, clocks), ""),
            bool(match["weekday"]),
            on,
            on or _nearest(match, today),
        )


def weekday_name(written: str) -> str:
    """Return a weekday as it is spelled, "" for anything else."""
    joined = re.sub(f"[{ZWNJ} ]", "", written)
    return next((name for name in WEEKDAYS if name.replace(ZWNJ, "") == joined), "")


def is_habit(before: str) -> bool:
    """Say whether the words before a weekday make it a recurring day or part of a range: «هر», «شنبه تا»."""
    return _HABIT.search(before) is not None


def spans_weekdays(text: str) -> bool:
    """Say whether a text has hours of every week: «شنبه تا چهارشنبه ۸ تا ۱۴، پنجشنبه بسته»."""
    return _SPAN_OF_WEEK.search(text) is not None


def goes_on_with_days(text: str, end: int) -> bool:
    """Say whether another weekday or a plural ending follows a weekday that ends at `end`: «شنبه و یکشنبه»."""
    return _MORE_DAYS.match(text, end) is not None


def _dates(match: re.Match[str], today: date) -> list[date]:
    """Return the dates that a day may mean: in the written year, or in this, the next and the last."""
    this = jalali_date(today)[0]
    day, month = int(digits_to_latin(match["day"])), MONTHS.index(match["month"]) + 1
    found = []
    for year in [int(digits_to_latin(match["year"]))] if match["year"] else (this, this + 1, this - 1):
        try:
            found.append(from_jalali(year, month, day))
        except ValueError:
            continue
    return found


def _likeliest(match: re.Match[str], today: date) -> date | None:
    """Return the likeliest date of a day, whatever its weekday; the choice leans to the future."""
    return min(_dates(match, today), key=lambda each: abs(each - today - _LIKELY), default=None)


def _nearest(match: re.Match[str], today: date) -> date | None:
    """Return the date of a day that is nearest to today and agrees with the written weekday."""
    name = weekday_name(match["weekday"] or "")
    dates = [each for each in _dates(match, today) if not name or weekday_in_words(each) == name]
    return min(dates, key=lambda each: abs(each - today), default=None)


def _settled(match: re.Match[str], today: date) -> date | None:
    return _nearest(match, today) if match["year"] or match["weekday"] else None


def _first_of(led: str, last: date) -> date:
    """Return the first of «۲۴ و ۲۵ آذر», whose last day is known."""
    year, month, _ = jalali_date(last)
    try:
        return from_jalali(year, month, int(re.findall("[0-9]+", digits_to_latin(led))[-1]))
    except ValueError:
        return last
