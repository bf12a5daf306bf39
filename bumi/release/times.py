"""When it happens: the day of the event, which is neither a deadline nor a day that somebody spoke on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from persiantools.jdatetime import JalaliDate

from bumi.persian.calendar import MONTHS, TEHRAN, WEEKDAYS, now, typed
from bumi.persian.text import ZWNJ, digits_to_latin, flat
from bumi.persian.time_and_place import DAY

__all__ = ["When", "time_of"]

_PART = "بامداد|صبح|پیش از ظهر|ظهر|بعدازظهر|بعد از ظهر|عصر|غروب|شامگاه|شب"
_CLOCK = r"[۰-۹0-9]{1,2}(?:[:٫.][۰-۹0-9]{2}| و (?:نیم|[۰-۹0-9]{1,2} دقیقه))?"
_BEFORE = re.compile(
    rf"(?:(?:از\s+)?ساعت\s+(?P<clock>{_CLOCK})(?:\s+(?:{_PART}))?(?:\s+(?:تا"
    rf"|الی)\s+(?:ساعت\s+)?{_CLOCK})?(?:\s+(?:{_PART}))?\s+(?:روز\s+)?"
    rf"|(?:از\s+)?(?:{_PART})\s+(?:روز\s+)?|(?:(?:از"
    rf"|روزهای)\s+)?(?:روز\s+)?(?:(?:{'|'.join(WEEKDAYS)})\s+(?:(?:تا"
    rf"|و)\s+(?:{'|'.join(WEEKDAYS)})\s+)?)?[۰-۹0-9]{{1,2}}\s+(?:تا|و)\s+|از\s+)+$"
)
_AFTER = re.compile(
    rf"\s+(?:تا|لغایت|الی)\s+(?:(?:{_PART})\s+)?{DAY.pattern.replace('?P<', '?P<to_')}|(?:،"
    rf"|\s)*(?:از\s+)?ساعت\s+(?P<clock>{_CLOCK})"
    rf"(?:\s+(?:{_PART}))?(?:\s+(?:تا|الی)\s+(?:ساعت\s+)?{_CLOCK})?(?:\s+(?:{_PART}))?|\s+(?:{_PART})(?!\w)"
)
_PART_OF_DAY = re.compile(rf"\s+(?:{_PART})(?!\w)")
_UNTIL = re.compile(rf"\s+(?:تا|الی)\s+(?:ساعت\s+)?{_CLOCK}(?:\s+(?:{_PART}))?(?!\s*(?:{'|'.join(MONTHS)}))(?!\w)")
_DEADLINE = re.compile(
    r"(?:(?:^|\s)(?:تا|پیش از|قبل از|لغایت|حداکثر|مهلت|تا پایان|تا روز|از ابتدای|پس از"
    r"|بعد از)\s+(?:روز\s+|پایان\s+|ساعت\s+\S+\s+)?)$"
)
_SINCE = re.compile(r"تا\s?‌?کنون|تا امروز|سال (?:گذشته|قبل|پیش)")
_HAPPENS = re.compile(
    r"برگزار|برپا|آغاز|افتتاح|گشایش|قطع|اجرا|رخ (?:داد|می)|انجام|سفر|پیش‌بینی|مسدود|اعزام|پخش|رونمایی|برنامه|ادامه داشت"
    r"|میزبان|روی صحنه|اکران|وقوع|حادثه|وزش|می‌رود|بهره‌برداری|آتش|خاموش"
)
_SIGNING = re.compile(r"مهلت|ثبت[ ‌]نام|نام[ ‌]نویسی|فرصت دارند|بفرستند|ارسال کنند")
_ENROLS = re.compile(r"ثبت[ ‌]نام|نام[ ‌]نویسی|فراخوان|مهلت")
_WEEKDAYS = "|".join(WEEKDAYS).replace(ZWNJ, f"[{ZWNJ} ]?")
_NEAR = re.compile(
    rf"(?<!\w)(?:(?:از\s+)?ساعت\s+{_CLOCK}(?:\s+(?:{_PART}))?(?:\s+(?:تا|الی)\s+{_CLOCK})?\s+)?"
    rf"(?:(?:از\s+)?(?:{_PART})\s+)?(?:امروز|فردا|دیروز|امشب|دیشب|پس‌فردا"
    rf"|روز (?:{_WEEKDAYS})|(?:{_WEEKDAYS}) هفته (?:آینده|جاری|بعد))(?:\s+(?:{_WEEKDAYS}))?(?:\s+(?:{_PART}))?(?!\w)"
)
_NAME = re.compile(
    r"(?<!\w)(?:بیمارستان|خیابان|میدان|مدرسه|سالن|شهدای|بلوار|پارک|بوستان|مجتمع|دانشگاه|ورزشگاه|استادیوم|درمانگاه"
    "|پل|بزرگراه|شهرک"
    r"|کوی|مسجد|محله|فرهنگسرای|قیام|حماسه|سینما|هتل|نیروگاه|سد|پادگان|لشکر)\s+$"
)
"""What is called after a day: «بیمارستان ۱۲ فروردین»."""

_MOST_DAYS = 40  # of one sentence
_LOOK = 60  # characters before a day that belong to it


_FIRST_WORD = re.compile(r"^(?:از\s+(?!.*\sتا\s))?(?:روز\s+)?")
_SPAN = re.compile(r"[۰-۹0-9]\s+(?:تا|و)\s+$")


@dataclass(frozen=True)
class When:
    """The time in the words of the release, and exact, as typed, where day and year are certain; empty where none is.

    `certain` is false where a person has to say which day is meant; `nearest` is the day, where the year is not written
    of the year nearest to today.
    """

    words: str = ""
    starts_at: str = ""
    certain: bool = True
    nearest: date | None = None


@dataclass(frozen=True)
class _Day:
    words: str
    worth: int
    on: date | None
    clock: str
    nearest: date | None


def time_of(title: str, lede: str, rest: Sequence[str]) -> When:
    """Return the day on which what the release tells happens, the lede's first; several of equal worth are asked.

    Of a call to enrol, what happens after it on another day is not what it tells.
    """
    rest = () if _ENROLS.search(f"{title} {lede}") else rest
    days = [day for text, worth in ((lede, 3), (title, 2), *((each, 0) for each in rest)) for day in _days(text, worth)]
    best = max((day.worth for day in days), default=0)
    first = [day for day in days if day.worth == best and best >= 2]
    if first:
        day = first[0]
        others = {other.on for other in first if other.on} - {day.on}
        return When(day.words, _exact(day), not others, day.nearest)
    for text in (lede, title):
        if near := _NEAR.search(text):
            return When(near.group(), "", False)
    return When()


def _days(text: str, worth: int) -> list[_Day]:
    found = []
    happens, signing, since = (bool(each.search(text)) for each in (_HAPPENS, _SIGNING, _SINCE))
    done = 0
    for match in islice(DAY.finditer(text), _MOST_DAYS):
        if match.start() < done:
            continue
        begun = max(done, match.start() - _LOOK)
        before = text[begun : match.start()]
        if _NAME.search(before):
            continue
        led = _BEFORE.search(before)
        start = begun + led.start() if led else match.start()
        if _DEADLINE.search(text[begun:start].rstrip() + " ") or (since and not worth):
            continue
        after = None if match["hour"] else _AFTER.match(text, match.end())
        end = after.end() if after else match.end()
        if re.search(r"ساعت\s+\S+$", text[match.start() : end]):
            for more in (_PART_OF_DAY, _UNTIL):  # «شنبه ۱۴ تا سه‌شنبه ۱۷ آذر از ساعت ۱۰ شب تا ۵ بامداد»
                end = then.end() if (then := more.match(text, end)) else end
        done = end
        clock = (
            match["clock"]
            or (led["clock"] if led else "")
            or (after["clock"] or after["to_hour"] if after else "")
            or ""
        )
        span = bool(led and _SPAN.search(led.group()))
        score = worth + 2 * happens + bool(clock) + bool(match["weekday"]) - 3 * (signing and not worth)
        on = _date(match) if not span or match["year"] or match["weekday"] else None
        if span and led and on:
            on = _first_of(led.group(), on)
        words = _FIRST_WORD.sub("", text[start:end].strip(" ،"))
        found.append(_Day(words, score, on, clock, on or _date(match, sure=False)))
    return found


def _exact(day: _Day) -> str:
    if day.on is None:
        return ""
    numbers = [int(part) for part in re.findall(r"[0-9]+", digits_to_latin(day.clock))]
    hour, minute = (*numbers, 0, 0)[:2]
    minute = 30 if "نیم" in day.clock else minute
    if hour > 23 or minute > 59:
        hour = minute = 0
    return typed(datetime(day.on.year, day.on.month, day.on.day, hour, minute, tzinfo=TEHRAN))


def _first_of(led: str, last: date) -> date:
    """Return the first of «۲۴ و ۲۵ آذر», whose last day is known."""
    number = re.findall(r"[0-9]+", digits_to_latin(led))
    end = JalaliDate(last)
    try:
        return JalaliDate(end.year, end.month, int(number[-1])).to_gregorian() if number else last
    except ValueError:
        return last


def _date(match: re.Match[str], sure: bool = True) -> date | None:
    """Return the day: of the year that is written, or of the one nearest to today whose weekday agrees.

    One with neither is none where it must be `sure`.
    """
    day, month = int(digits_to_latin(match["day"])), MONTHS.index(match["month"]) + 1
    this = JalaliDate(now().date()).year
    years = [int(digits_to_latin(match["year"]))] if match["year"] else [this, this + 1, this - 1]
    days = []
    for year in years:
        try:
            days.append(JalaliDate(year, month, day))
        except ValueError:
            continue
    if match["weekday"]:
        wanted = flat(match["weekday"]).replace(" ", "")
        days = [it for it in days if flat(WEEKDAYS[it.weekday()]).replace(" ", "") == wanted]
    elif sure and not match["year"]:
        return None
    found = [it.to_gregorian() for it in days]
    return min(found, key=lambda it: abs(it - now().date()), default=None) if found else None
