"""Sections of a county's page and monthly sheet: crises, questions, what is coming, read and uncovered, courses.

A room that has something to say of a county adds a function to `SECTIONS`; the desk's page and the printed sheet show
its section without further change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bumi.newsroom.queries.counties import (
    CountyNotice,
    by_axis,
    county_commissions,
    county_notices,
    county_pieces,
    occasions_covered,
    planned_pieces,
    published_days,
    waiting_questions,
)
from bumi.persian.calendar import clock, day_in_words, jalali_day, start_of, tehran_day
from bumi.persian.months import Month
from bumi.persian.text import digits_to_persian, grouped
from bumi.planning.literacy import literacy_report
from bumi.planning.occasions import Occasion, occasions_between
from bumi.province import County, province
from bumi.words import Named

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST = 6  # lines of a section: a page is read in two minutes
_AHEAD = timedelta(days=30)
_SOON_AFTER = timedelta(days=14)
_SILENCE = 7  # days without a piece that are worth a line


class SectionTone(Named):
    """How a line is to be taken."""

    PLAIN = "plain", ""
    ALARM = "alarm", "فوری"
    LACKING = "lacking", "کم"


@dataclass(frozen=True)
class SectionLine:
    """One line: its words, and beside them who and when.

    `piece` is the id of the piece that it is about; `slug` that of its public page, where readers have seen it.
    """

    words: str
    aside: str = ""
    piece: int | None = None
    slug: str = ""
    tone: SectionTone = SectionTone.PLAIN


@dataclass(frozen=True)
class CountySection:
    """A titled list; `none` is said where it has no lines, and without it such a section is left out."""

    key: str
    title: str
    lines: tuple[SectionLine, ...]
    none: str = ""


@dataclass(frozen=True)
class CountyMonth:
    """A county and a Jalali month, as they are at the moment `now`."""

    county: County
    month: Month
    now: datetime

    @property
    def begin(self) -> datetime:
        """When the month begins."""
        return start_of(self.month.first)

    @property
    def end(self) -> datetime:
        """When the next month begins."""
        return start_of(self.month.moved(1).first)

    @property
    def lately(self) -> bool:
        """Whether what waits now belongs to it: until it is over, and when its sheet is printed soon after."""
        return self.now < self.end + _SOON_AFTER

    @property
    def elapsed(self) -> tuple[date, date]:
        """The first day of the month, and its last one up to today."""
        return self.month.first, min(self.month.last, tehran_day(self.now))

    @property
    def coming(self) -> tuple[datetime, datetime]:
        """The 30 days from now on, or from the end of a month that is over."""
        begin = min(max(self.now, self.begin), self.end)
        return begin, begin + _AHEAD


def crises(session: "Session", at: CountyMonth) -> CountySection:
    """Return the crisis notices of the county in the month."""
    found = county_notices(session, at.county.name, at.begin, at.end, at.now, _MOST)
    lines = tuple(
        SectionLine(
            each.topic,
            f"{each.agency}، {each.state.persian}؛ {_time_of(each)}",
            each.id,
            each.slug if each.published else "",
            SectionTone.ALARM if each.promised else SectionTone.PLAIN,
        )
        for each in found
    )
    return CountySection("crises", "اطلاعیه‌های بحران", lines)


def coming(session: "Session", at: CountyMonth) -> CountySection:
    """Return planned pieces of all agencies, without a word of their drafts, and the county's own occasions."""
    begin, end = at.coming
    pieces = [
        (each.at, SectionLine(each.topic, f"{_moment(each.at)}، {each.agency}، {each.state.persian}", each.id))
        for each in planned_pieces(session, at.county.name, begin, end, at.now, _MOST)
    ]
    days = [
        (start_of(each.first), SectionLine(each.kept.name, f"{each.when}، مناسبت"))
        for each in _occasions(at.county, tehran_day(begin), tehran_day(end))
    ]
    lines = sorted([*pieces, *days], key=lambda each: each[0])
    return CountySection(
        "coming", "در راه", tuple(line for _, line in lines[:_MOST]), "چیزی برای ۳۰ روز آینده زمان ندارد."
    )


def most_read(session: "Session", at: CountyMonth) -> CountySection:
    """Return the pieces of the month that were read most; where no reading is known, the latest."""
    found = county_pieces(session, at.county.name, at.begin, at.end, _MOST)
    known = any(each.views for each in found)
    lines = tuple(
        SectionLine(
            each.headline,
            f"{grouped(each.views)} بازدید، {each.agency}" if known else f"{each.agency}، {_day(each.at)}",
            each.id,
            each.slug,
        )
        for each in found
    )
    title = "پرخواننده‌ترین‌ها" if known else "تازه‌ترین‌ها"
    return CountySection("read", title, lines, "در این ماه چیزی از این شهرستان منتشر نشد.")


def uncovered(session: "Session", at: CountyMonth) -> CountySection:
    """Return what nobody covered: silent days, occasions of the county, axes without a piece."""
    first, last = at.elapsed
    if last < first:
        return CountySection("uncovered", "جاهای خالی", ())
    told = by_axis(session, at.county.name, at.begin, at.end)
    silent = [axis.name for axis in province().axes if not told.get(axis.name)]
    taken = occasions_covered(session, at.county.name)
    missed = [
        each
        for each in _occasions(at.county, first, last)
        if each.last <= last and not any(each.is_that_of(slug, day) for slug, day in taken)
    ]
    lines = [SectionLine(f"مناسبت «{each.kept.name}»", each.when, tone=SectionTone.LACKING) for each in missed]
    days = published_days(session, at.county.name, at.begin, at.end)
    if gap := _longest_silence(days, first, last):
        since, until = (day_in_words(day, weekday=False, year=False) for day in gap)
        count = digits_to_persian(str((gap[1] - gap[0]).days + 1))
        lines.append(SectionLine(f"{count} روز پیاپی بی هیچ خبر", f"{since} تا {until}", tone=SectionTone.LACKING))
    if silent:
        count = digits_to_persian(str(len(silent)))
        lines.append(SectionLine(f"{count} محور بی هیچ مطلب", "، ".join(silent), tone=SectionTone.LACKING))
    return CountySection("uncovered", "جاهای خالی", tuple(lines[:_MOST]), "از هر محور دست‌کم یک مطلب گفته شد.")


def questions(session: "Session", at: CountyMonth) -> CountySection:
    """Return the questions of the county's people that wait for an answer now, by number: their words are private."""
    found = waiting_questions(session, at.county.name, _MOST) if at.lately else []
    lines = tuple(
        SectionLine(
            digits_to_persian(f"پرسش {each.id}"),
            f"{each.agency}؛ مهلت {_moment(each.due_at)}" if each.due_at else "هنوز دستگاهی ندارد",
            tone=SectionTone.ALARM if each.due_at and each.due_at < at.now else SectionTone.PLAIN,
        )
        for each in found
    )
    return CountySection("questions", "پرسش‌های بی‌پاسخ مردم", lines)


def commissions(session: "Session", at: CountyMonth) -> CountySection:
    """Return what contributors are to write of the county, without who does."""
    found = county_commissions(session, at.county.name, _MOST) if at.lately else []
    lines = tuple(SectionLine(each.topic, f"{each.state.persian}؛ مهلت {_moment(each.deadline)}") for each in found)
    return CountySection("commissions", "فراخوان‌ها", lines)


def courses(session: "Session", at: CountyMonth) -> CountySection:
    """Return how many people of the county's agencies learn in courses by the end of the month."""
    found = literacy_report(session, min(at.now, at.end)).counties
    lines = tuple(
        SectionLine(
            digits_to_persian(f"{each.learners} از {each.people} نفر دوره‌ای را آغاز کرده است"),
            digits_to_persian(f"{each.completed} دوره تمام شده است"),
            tone=SectionTone.PLAIN if each.learners else SectionTone.LACKING,
        )
        for each in found
        if each.name == at.county.name
    )
    return CountySection("courses", "دوره‌های سواد رسانه", lines)


SECTIONS: tuple[Callable[["Session", CountyMonth], CountySection], ...] = (
    crises,
    questions,
    coming,
    most_read,
    uncovered,
    commissions,
    courses,
)
"""The sections in the order in which they are shown."""


def sections_of(session: "Session", at: CountyMonth) -> tuple[CountySection, ...]:
    """Return the sections that have something to say."""
    made = (section(session, at) for section in SECTIONS)
    return tuple(each for each in made if each.lines or each.none)


def _occasions(county: County, first: date, last: date) -> list[Occasion]:
    return [each for each in occasions_between(first, last) if each.kept.county == county.name]


def _longest_silence(days: set[date], first: date, last: date) -> tuple[date, date] | None:
    """Return the first and the last day of the longest time without a piece, or None where it is short."""
    day = timedelta(days=1)
    told = [first - day, *sorted(days), last + day]
    longest = max(pairwise(told), key=lambda pair: pair[1] - pair[0])
    begin, end = longest[0] + day, longest[1] - day
    return (begin, end) if (end - begin).days + 1 >= _SILENCE else None


def _time_of(notice: CountyNotice) -> str:
    return f"به‌روزرسانی {_moment(notice.promised)}" if notice.promised else _moment(notice.at)


def _day(moment: datetime) -> str:
    return jalali_day(moment, weekday=False, year=False)


def _moment(moment: datetime) -> str:
    return f"{_day(moment)} {clock(moment)}"
