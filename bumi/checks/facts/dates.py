"""Dates: each day and weekday must stand in the brief, and a past verb must not tell of a day that is to come.

What stands in « » is not judged here.
"""

import re
from collections.abc import Iterator

from persiantools.jdatetime import JalaliDate

from bumi.brief import Brief, Kind
from bumi.checks.context import Context
from bumi.checks.facts.known_days import known_days
from bumi.checks.rule import Match, Rule, in_sentences
from bumi.finding import Severity
from bumi.persian.calendar import now, tehran_day
from bumi.persian.dates import DAY_GONE, DAY_TO_COME, Day, days, weekdays
from bumi.persian.morphology import words
from bumi.persian.text import ZWNJ
from bumi.persian.time_and_place import KINDS_OF_PLACE
from bumi.persian.verbs import HAPPENED, finite
from bumi.timed_notes import TIMELY

__all__ = ["RULES"]

_GAP = f"[ {ZWNJ}]"
_END = f"(?!{ZWNJ}?\\w)"
_SOON = 120  # days; what has no year and is farther ahead may be of the past
_LINKS = "که|تا|برای|پس از|پیش از|شود|خواهد|خواهند|کرد|داد|رسید|گرفت|یافت"
_OTHER = re.compile(rf"[.؛:؟!«»]|(?<!\w)(?:{_LINKS}){_END}")
_REACH = 120  # characters from a day to its verb, and to what else its clause says before it
_ENROLMENT = f"ثبت{_GAP}?نام|نام{_GAP}?نویسی|پذیرش|(?:پیش{_GAP}?)?فروش|بلیت|فراخوان|مهلت"
_PREPARATION = re.compile(
    rf"(?<!\w)(?:{_ENROLMENT}|تمرین|مقدمات|هماهنگی|تدارک|آماده{_GAP}?سازی|برنامه{_GAP}?ریزی|نشست خبری)(?!\w)"
)
_TOWARDS = re.compile(
    r"(?<!\w)(?:(?:برای|جهت|به منظور|در آستانه|بابت) [^،.؛:؟!«»]*|(?:تا|الی) (?:(?:روز|پایان|آخر) )?)$"
)
_PLACES = f"{KINDS_OF_PLACE}|مدرسه|دبستان|دبیرستان|هنرستان|بیمارستان|درمانگاه|خیابان|بلوار|کوچه|چهارراه|محله|شهرک|سد"
_NAMED_BY = re.compile(rf"(?<!\w)(?:{_PLACES}) $")  # «مدرسه ۲۲ بهمن»


def _past_of_days_to_come(said: str, context: Context) -> Iterator[Match]:
    """Yield a past verb, with the day to come that stands before it in the same clause.

    A date is to come where it is after the day on which the brief would have the piece published, or after today; and
    so is the own day of a brief's coming event that names no such day.
    """
    brief = context.brief
    coming = [match.span() for match in DAY_TO_COME.finditer(said)]
    coming += [(it.start, it.end) for it in _dated(said) if _is_to_come(it, brief) and _is_its_own(said, it.start)]
    for first, last in sorted(coming):
        verb = HAPPENED.search(said, last, last + _REACH)
        if verb and _is_one_clause(said[last : verb.start()]):
            yield Match(*verb.span(), values={"day": said[first:last]})


def _unknown_days(context: Context) -> Iterator[Match]:
    if context.brief:
        known = known_days(context.brief).keys
        yield from (Match(day.start, day.end) for day in days(context.text) if not day.written_keys <= known)


def _unknown_weekdays(context: Context) -> Iterator[Match]:
    if context.brief:
        known = known_days(context.brief).weekdays
        yield from (Match(start, end) for start, end, number in weekdays(context.text) if number not in known)


def _dated(said: str) -> list[Day]:
    """Return the days of a text without those that places are named by."""
    return [day for day in days(said) if not _NAMED_BY.search(said, max(0, day.start - _REACH), day.start)]


def _is_one_clause(between: str) -> bool:
    """Say whether what stands between a day and a verb leaves the verb to the day."""
    if _dated(between) or any(finite(word) for _, _, word in words(between)):
        return False
    return not any(it.search(between) for it in (_OTHER, DAY_GONE, _PREPARATION))


def _is_its_own(said: str, at: int) -> bool:
    """Say whether the day at this place is that of the verb: not of a year gone, nor of what others prepare for."""
    begun = max(0, at - _REACH, *(said.rfind(mark, max(0, at - _REACH), at) + 1 for mark in ".؛:؟!"))
    return not any(it.search(said, begun, at) for it in (DAY_GONE, _PREPARATION, _TOWARDS))


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


def _quoted(context: Context, start: int, _: int) -> bool:
    return start in context.quoted


RULES = (
    Rule("dates/tense", Severity.WARNS, in_sentences(_past_of_days_to_come), unless=_quoted),
    Rule("dates/not-in-brief", Severity.BLOCKS, _unknown_days, unless=_quoted),
    Rule("dates/weekday-not-in-brief", Severity.BLOCKS, _unknown_weekdays, unless=_quoted),
)
