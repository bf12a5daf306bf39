"""The time of the event in a press release, as opposed to deadlines and the days on which somebody spoke."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bumi.persian.calendar import TEHRAN, now, typed
from bumi.persian.day_phrases import NEAR_DAY, DayPhrase, day_phrases
from bumi.persian.text import digits_to_latin

_SINCE = re.compile(r"تا\s?‌?کنون|تا امروز|سال (?:گذشته|قبل|پیش)")
_HAPPENS = re.compile(
    r"برگزار|برپا|آغاز|افتتاح|گشایش|قطع|اجرا|رخ (?:داد|می)|انجام|سفر|پیش‌بینی|مسدود|اعزام|پخش|رونمایی|برنامه|ادامه داشت"
    r"|میزبان|روی صحنه|اکران|وقوع|حادثه|وزش|می‌رود|بهره‌برداری|آتش|خاموش"
)
_SIGNING = re.compile(r"مهلت|ثبت[ ‌]نام|نام[ ‌]نویسی|فرصت دارند|بفرستند|ارسال کنند")
_ENROLS = re.compile(r"ثبت[ ‌]نام|نام[ ‌]نویسی|فراخوان|مهلت")


@dataclass(frozen=True)
class When:
    """The time as written, and exact, as typed, where day and year are certain; empty where there is none.

    `certain` is false where a person must say which day is meant; `nearest` is the day, in the year nearest to today
    where none is written.
    """

    words: str = ""
    starts_at: str = ""
    certain: bool = True
    nearest: date | None = None


def time_of(title: str, lede: str, rest: Sequence[str]) -> When:
    """Return the time of the event, the lede's first; uncertain where several days are equally likely.

    In a call to enrol, days outside headline and lede do not count.
    """
    rest = () if _ENROLS.search(f"{title} {lede}") else rest
    days = [day for text, worth in ((lede, 3), (title, 2), *((each, 0) for each in rest)) for day in _days(text, worth)]
    best = max((worth for worth, _ in days), default=0)
    first = [day for worth, day in days if worth == best >= 2]
    if first:
        day = first[0]
        others = {other.on for other in first if other.on} - {day.on}
        return When(day.words, _exact(day), not others, day.nearest)
    for text in (lede, title):
        if near := NEAR_DAY.search(text):
            return When(near.group(), "", False)
    return When()


def _days(text: str, worth: int) -> list[tuple[int, DayPhrase]]:
    """Return the days of a sentence, each with a score for being the event's; `worth` is the score of its place."""
    happens, signing, since = (bool(each.search(text)) for each in (_HAPPENS, _SIGNING, _SINCE))
    if since and not worth:
        return []
    worth += 2 * happens - 3 * (signing and not worth)
    return [(worth + bool(day.clock) + day.has_weekday, day) for day in day_phrases(text, now().date())]


def _exact(day: DayPhrase) -> str:
    if day.on is None:
        return ""
    numbers = [int(part) for part in re.findall(r"[0-9]+", digits_to_latin(day.clock))]
    hour, minute = (*numbers, 0, 0)[:2]
    minute = 30 if "نیم" in day.clock else minute
    if hour > 23 or minute > 59:
        hour = minute = 0
    return typed(datetime(day.on.year, day.on.month, day.on.day, hour, minute, tzinfo=TEHRAN))
