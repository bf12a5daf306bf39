"""A verb that says something has happened, and a day that is still to come."""

import re
from collections.abc import Iterator

from persiantools.jdatetime import JalaliDate

from bumi.brief import Brief, Kind
from bumi.checks.facts.known_days import known_days
from bumi.persian.calendar import now, tehran_day
from bumi.persian.dates import Day, days
from bumi.persian.morphology import sentences, words
from bumi.persian.text import ZWNJ
from bumi.persian.time_and_place import KINDS_OF_PLACE
from bumi.persian.verbs import finite
from bumi.timed_notes import TIMELY

__all__ = ["past_of_days_to_come"]

_GAP = f"[ {ZWNJ}]"
_END = f"(?!{ZWNJ}?\\w)"
_AHEAD = "|".join(f"{span}{_GAP}آینده" for span in ("روز", "هفته", "ماه", "سال", "روزهای", f"هفته{_GAP}?های"))
_TO_COME = re.compile(rf"(?<![\w{ZWNJ}])(?:(?:پس{_GAP}?)?فردا|{_AHEAD}){_END}")
_DONE = "برگزار|برپا|افتتاح|رونمایی|آغاز|شروع|اجرا|بازگشایی|انجام|اکران|تمام"
_GOT = "(?:صورت|انجام) گرفت|(?:پایان|گشایش|خاتمه) یافت|(?:رخ|روی) داد|اتفاق افتاد|به وقوع پیوست|به پایان رسید"
_HAPPENED = re.compile(
    rf"(?<!\w)(?:(?:{_DONE}) (?:شد|شدند|گردید|شده (?:است|بود)|کرد|کردند)"
    rf"|(?:آغاز|شروع) به کار کرد|(?:{_GOT})(?:ند|ه است|ه بود)?){_END}"
)
_SOON = 120  # days; what has no year and is farther ahead may be of the past
_LINKS = "که|تا|برای|پس از|پیش از|شود|خواهد|خواهند|کرد|داد|رسید|گرفت|یافت"
_OTHER = re.compile(rf"[.؛:؟!«»]|(?<!\w)(?:{_LINKS}){_END}")
_REACH = 120  # characters from a day to its verb, and to what else its clause says before it
_EARLIER = "گذشته|پیشین|پیش از این|(?:روز|هفته|ماه|سال|دوره|چندی) (?:پیش|قبل)|سال [۰-۹0-9]{4}"
_GONE = re.compile(rf"(?<!\w)(?:امروز|امشب|دیروز|دیشب|پری{ZWNJ}?(?:روز|شب)|پارسال|{_EARLIER}){_END}")
_ENROLMENT = f"ثبت{_GAP}?نام|نام{_GAP}?نویسی|پذیرش|(?:پیش{_GAP}?)?فروش|بلیت|فراخوان|مهلت"
_PREPARATION = re.compile(
    rf"(?<!\w)(?:{_ENROLMENT}|تمرین|مقدمات|هماهنگی|تدارک|آماده{_GAP}?سازی|برنامه{_GAP}?ریزی|نشست خبری)(?!\w)"
)
_TOWARDS = re.compile(
    r"(?<!\w)(?:(?:برای|جهت|به منظور|در آستانه|بابت) [^،.؛:؟!«»]*|(?:تا|الی) (?:(?:روز|پایان|آخر) )?)$"
)
_PLACES = f"{KINDS_OF_PLACE}|مدرسه|دبستان|دبیرستان|هنرستان|بیمارستان|درمانگاه|خیابان|بلوار|کوچه|چهارراه|محله|شهرک|سد"
_NAMED_BY = re.compile(rf"(?<!\w)(?:{_PLACES}) $")  # «مدرسه ۲۲ بهمن»


def past_of_days_to_come(text: str, brief: Brief | None) -> Iterator[tuple[int, int, str]]:
    """Yield the span of a past verb, with the day to come that stands before it in the same clause.

    A date is to come where it is after the day on which the brief would have the piece published, or after today; and
    so is the own day of a brief's coming event that names no such day.
    """
    for start, end in sentences(text):
        said = text[start:end]
        coming = [match.span() for match in _TO_COME.finditer(said)]
        coming += [
            (day.start, day.end) for day in _dated(said) if _is_to_come(day, brief) and _is_its_own(said, day.start)
        ]
        for first, last in sorted(coming):
            verb = _HAPPENED.search(said, last, last + _REACH)
            if verb and _is_one_clause(said[last : verb.start()]):
                yield start + verb.start(), start + verb.end(), said[first:last]


def _dated(said: str) -> list[Day]:
    """Return the days of a text without those that places are named by."""
    return [day for day in days(said) if not _NAMED_BY.search(said, max(0, day.start - _REACH), day.start)]


def _is_one_clause(between: str) -> bool:
    """Say whether what stands between a day and a verb leaves the verb to the day."""
    if _dated(between) or any(finite(word) for _, _, word in words(between)):
        return False
    return not any(it.search(between) for it in (_OTHER, _GONE, _PREPARATION))


def _is_its_own(said: str, at: int) -> bool:
    """Say whether the day at this place is that of the verb: not of a year gone, nor of what others prepare for."""
    begun = max(0, at - _REACH, *(said.rfind(mark, max(0, at - _REACH), at) + 1 for mark in ".؛:؟!"))
    return not any(it.search(said, begun, at) for it in (_GONE, _PREPARATION, _TOWARDS))


def _is_to_come(day: Day, brief: Brief | None) -> bool:
    """Say whether a day is to come; of one whose year is unknown, only in pieces that say when something happens."""
    known, number = known_days(brief), min(day.days)
    written = known.year(day.month, number)
    today = JalaliDate(tehran_day((brief and brief.publish_at) or now()))
    year = day.year or written
    years = (year,) if year else (today.year, today.year + 1)
    named = [JalaliDate(each, day.month, number) for each in years if JalaliDate.check_date(each, day.month, number)]
    coming = any(it > today and (year or (it - today).days <= _SOON) for it in named)
    if brief is None or brief.kind not in TIMELY:
        return coming and year is not None
    if brief.publish_at or (day.month, number) not in known.own_keys:
        return coming
    if brief.kind is Kind.EVENT and day.year in (None, written):
        return True
    return coming and (brief.kind is not Kind.RECAP or year is not None)
