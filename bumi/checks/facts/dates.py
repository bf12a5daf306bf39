"""Dates: each day and weekday must be in the brief, and a past verb must not report a future day.

Text in « » is not checked here.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from persiantools.jdatetime import JalaliDate

from bumi.brief import Brief, Kind
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, in_sentences, starting_in, with_brief
from bumi.finding import Severity
from bumi.persian.abbreviations import spelled_out
from bumi.persian.calendar import now, tehran_day, to_tehran
from bumi.persian.dates import DAY_GONE, DAY_TO_COME, Day, days, weekday_of, weekdays
from bumi.persian.morphology import words
from bumi.persian.text import ZWNJ
from bumi.persian.time_and_place import KINDS_OF_PLACE
from bumi.persian.verbs import HAPPENED, finite
from bumi.words import TIMELY

_GAP = f"[ {ZWNJ}]"
_END = f"(?!{ZWNJ}?\\w)"
_SOON = 120  # days; a date without a year that is farther ahead may be past
_LINKS = "که|تا|برای|پس از|پیش از|شود|خواهد|خواهند|کرد|داد|رسید|گرفت|یافت"
_OTHER = re.compile(rf"[.؛:؟!«»]|(?<!\w)(?:{_LINKS}){_END}")
_REACH = 120  # characters from a day to its verb, and to the rest of its clause before it
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
    """Yield past verbs with a future day before them in the same clause.

    A date is in the future if it is after the publication day that the brief sets, or after today. The day of the
    event of a brief without a publication day is in the future too.
    """
    brief = context.brief
    coming = [match.span() for match in DAY_TO_COME.finditer(said)]
    coming += [(it.start, it.end) for it in _dated(said) if _is_to_come(it, brief) and _is_its_own(said, it.start)]
    for first, last in sorted(coming):
        verb = HAPPENED.search(said, last, last + _REACH)
        if verb and _is_one_clause(said[last : verb.start()]):
            yield Match(*verb.span(), values={"day": said[first:last]})


@with_brief
def _unknown_days(context: Context, brief: Brief) -> Iterator[Match]:
    known = known_days(brief).keys
    return (Match(day.start, day.end) for day in days(context.text) if not day.written_keys <= known)


@with_brief
def _unknown_weekdays(context: Context, brief: Brief) -> Iterator[Match]:
    known = known_days(brief).weekdays
    return (Match(start, end) for start, end, number in weekdays(context.text) if number not in known)


def _dated(said: str) -> list[Day]:
    """Return the days of a text, except those in the name of a place."""
    return [day for day in days(said) if not _NAMED_BY.search(said, max(0, day.start - _REACH), day.start)]


def _is_one_clause(between: str) -> bool:
    """Return whether a day and a verb with this text between them belong to one clause."""
    if _dated(between) or any(finite(word) for _, _, word in words(between)):
        return False
    return not any(it.search(between) for it in (_OTHER, DAY_GONE, _PREPARATION))


def _is_its_own(said: str, at: int) -> bool:
    """Return whether the day here belongs to the verb, not to an earlier year or to a preparation."""
    begun = max(0, at - _REACH, *(said.rfind(mark, max(0, at - _REACH), at) + 1 for mark in ".؛:؟!"))
    return not any(it.search(said, begun, at) for it in (DAY_GONE, _PREPARATION, _TOWARDS))


def _is_to_come(day: Day, brief: Brief | None) -> bool:
    """Return whether a day is in the future; without a year, only in pieces that say when something happens."""
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


@lru_cache(maxsize=64)
def known_days(brief: Brief | None) -> "KnownDays":
    """Return the days of a brief."""
    return KnownDays(brief)


class KnownDays:
    """The days of a brief: by month and day, by weekday, and by year."""

    def __init__(self, brief: Brief | None) -> None:
        self._text = spelled_out(brief.facts()) if brief else ""
        self._written = days(self._text)
        self._exact = [JalaliDate(day.date()) for day in _between(brief)] if brief else []
        self._own = days(brief.when) if brief else ()

    @cached_property
    def keys(self) -> set[tuple[int, int]]:
        """Every (month, day) of the brief."""
        written = {key for day in self._written for key in day.keys}
        return written | {(day.month, day.day) for day in self._exact}

    @cached_property
    def own_keys(self) -> set[tuple[int, int]]:
        """The (month, day) pairs of the event itself: those of `when` and of the exact times of the brief."""
        own = {key for day in self._own for key in day.keys}
        return own | {(day.month, day.day) for day in self._exact}

    @cached_property
    def weekdays(self) -> set[int]:
        """Every weekday of the brief, written or computed from an exact date."""
        dated = (weekday_of(day.year, *key) for day in self._written if day.year for key in _real(day))
        return {number for _, _, number in weekdays(self._text)} | {*dated} | {day.weekday() for day in self._exact}

    def weekday(self, month: int, day: int) -> int | None:
        """Return the weekday that the brief writes with a day, None where it writes none or several."""
        found = self._beside.get((month, day), set())
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _beside(self) -> dict[tuple[int, int], set[int]]:
        named = {start: number for start, _, number in weekdays(self._text)}
        found: dict[tuple[int, int], set[int]] = {}
        for known in self._written:
            for number, span in known.written:
                if span and span[0] in named:
                    found.setdefault((known.month, number), set()).add(named[span[0]])
        return found

    def year(self, month: int, day: int) -> int | None:
        """Return the year of a day from the exact times of the brief or from a written year, None without either."""
        exact = (known.year for known in self._exact if (known.month, known.day) == (month, day))
        written = (known.year for known in self._written if known.year and (month, day) in known.keys)
        return next(exact, None) or next(written, None)


def _real(day: Day) -> Iterator[tuple[int, int]]:
    for month, number in day.keys:
        if day.year and JalaliDate.check_date(day.year, month, number):
            yield month, number


def _between(brief: Brief) -> Iterator[datetime]:
    """Yield the brief's exact days, and those between its start and end if they are no more than two months."""
    first, last = brief.starts_at, brief.ends_at
    if first and last and (last - first).days <= 62:
        for number in range((to_tehran(last).date() - to_tehran(first).date()).days + 1):
            yield to_tehran(first) + timedelta(days=number)
    else:
        yield from (to_tehran(moment) for moment in (first, last) if moment)


RULES = (
    Rule("dates/tense", Severity.WARNS, in_sentences(_past_of_days_to_come), unless=starting_in("quoted")),
    Rule("dates/not-in-brief", Severity.BLOCKS, _unknown_days, unless=starting_in("quoted")),
    Rule("dates/weekday-not-in-brief", Severity.BLOCKS, _unknown_weekdays, unless=starting_in("quoted")),
)
