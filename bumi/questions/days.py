"""Questions about days: relative, past, missing and contradicting dates, and open deadlines."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bumi.persian.calendar import day_in_words, from_jalali, jalali_date, weekday_in_words
from bumi.persian.day_phrases import (
    DAYS_FROM_TODAY,
    RELATIVE_DAY,
    WEEKDAY_ALONE,
    DatedDay,
    dated_days,
    goes_on_with_days,
    is_habit,
    spans_weekdays,
    weekday_name,
)
from bumi.persian.text import digits_to_persian
from bumi.questions.question import Question, question
from bumi.words import AHEAD, TIMELY, Kind

_EARLIER = re.compile(r"(?<!\w)(?:پارسال|گذشته|پیش|قبل|پیشین|قبلی|سال)(?!\w)")
_FROM = re.compile(r"(?:^|\s)از\s+(?:روز\s+)?$")
_DEADLINE = re.compile(r"(?<!\w)(?:مهلت|آخرین فرصت|فرصت (?:ثبت[\u200c ]?نام|شرکت|ارسال))(?!\w)")
_CLOSED = re.compile(r"\s+(?:بسته|تعطیل)(?!\w)")  # every week, but in a notice
_NO_DEADLINE = re.compile(r"(?:بعد|پس)(?: از)?(?: این)? مهلت|(?:این|به) مهلت|مهلت[^،؛.]* تمدید")
_OPEN_END = re.compile(r"(?<!\w)تا (?:پایان|آخر) (?P<what>هفته|ماه|سال|این هفته|این ماه|هفته جاری|ماه جاری)(?!\w)")
_SAYS_WHEN = re.compile(r"[۰-۹0-9]+\s*(?:روز|هفته|ماه|ساعت)|تا پایان|تا آخر|1[34]\d\d/|۱[۳۴][۰-۹]{2}/")


def about_days(text: str, kind: Kind | None, today: date, own: tuple[date, ...] = ()) -> Iterator[Question]:
    """Yield the questions about the days of a note or field; `own` are the brief's own days."""
    dated = dated_days(text, today)
    yield from _relative(text, dated, today)
    yield from _mismatched(text, dated)
    if kind in TIMELY:
        yield from _without_date(text, dated, today, own, kind)
    if kind in AHEAD:
        yield from _over(text, dated, today)
    yield from _deadlines(text, dated, today)


def _relative(text: str, dated: list[DatedDay], today: date) -> Iterator[Question]:
    for match in RELATIVE_DAY.finditer(text):
        word, span = match.group(), match.span()
        meant = today + timedelta(days=DAYS_FROM_TODAY[word])
        if any(each.day == meant for each in dated):
            asks = f"«{word}» برای خواننده روز خواندن است؛ تاریخ که هست، «{word}» برداشته شود؟"
            yield question("relative-day", text, span, asks, "")
            continue
        day = day_in_words(meant, year=False)
        part = " شب" if "شب" in word and word != "دیشب" else ""
        asks = f"خواننده شاید روز دیگری بخواند؛ «{word}» کدام روز است؟"
        yield question("relative-day", text, span, asks, f"{day}{part}")


def _mismatched(text: str, dated: list[DatedDay]) -> Iterator[Question]:
    for each in dated:
        right, day = weekday_in_words(each.day), _without_weekday(each.day)
        if each.weekday and each.weekday != right:
            others = [each.day + timedelta(days=by) for by in (-3, -2, -1, 1, 2, 3)]
            same = next((_without_weekday(other) for other in others if weekday_in_words(other) == each.weekday), "")
            asks = f"{day} «{right}» است، نه «{each.weekday}»؛ کدام درست است؟"
            instead = (f"{right} {day}", *([f"{each.weekday} {same}"] if same else []))
            yield question("weekday", text, (each.start, each.end), asks, *instead)


def _without_date(
    text: str, dated: list[DatedDay], today: date, own: tuple[date, ...], kind: Kind | None
) -> Iterator[Question]:
    """Ask for the date of a weekday that neither the note nor the brief's own days give, unless it is of every week."""
    known = {weekday_in_words(day) for day in own}
    if dated or spans_weekdays(text):
        return
    for match in WEEKDAY_ALONE.finditer(text):
        word = weekday_name(match.group())
        if word in known or is_habit(text[: match.start()]) or goes_on_with_days(text, match.end()):
            continue
        if kind is not Kind.NOTICE and _CLOSED.match(text, match.end()):
            continue
        days = [day for by in range(15) if weekday_in_words(day := today + timedelta(days=by)) == word]
        answers = (day_in_words(day, year=False) for day in days)
        yield question("weekday-alone", text, match.span(), f"کدام «{word}»؟", *answers)


def _over(text: str, dated: list[DatedDay], today: date) -> Iterator[Question]:
    if not dated or _EARLIER.search(text):
        return
    last = max(dated, key=lambda each: each.day)
    if last.day < today and not _FROM.search(text[: last.start]):
        passed = digits_to_persian(str((today - last.day).days))
        asks = f"«{text[last.start : last.end]}» {passed} روز است که گذشته؛ روز و ماهش درست است؟"
        yield question("over", text, (last.start, last.end), asks)


def _deadlines(text: str, dated: list[DatedDay], today: date) -> Iterator[Question]:
    if dated:
        return
    if match := _OPEN_END.search(text):
        end = _end_of(match["what"].split(), today)
        asks = f"«{match.group()}» یعنی تا چه روزی؟"
        yield question("deadline", text, match.span(), asks, f"تا {day_in_words(end, year=False)}")
    elif (match := _DEADLINE.search(text)) and not any(
        each.search(text) for each in (_SAYS_WHEN, WEEKDAY_ALONE, RELATIVE_DAY, _NO_DEADLINE)
    ):
        yield question("deadline", text, match.span(), "مهلت تا چه روزی است؟")


def _end_of(what: list[str], today: date) -> date:
    year, month, _ = jalali_date(today)
    if "هفته" in what:
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if "ماه" in what:
        return from_jalali(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return from_jalali(year + 1, 1, 1) - timedelta(days=1)


def _without_weekday(day: date) -> str:
    return day_in_words(day, weekday=False, year=False)
