"""Questions about days: those that depend on when a piece is read, those that are over, and those left open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bumi.persian.calendar import MONTHS, WEEKDAYS, from_jalali, jalali_date
from bumi.persian.text import ZWNJ, digits_to_latin, digits_to_persian
from bumi.persian.time_and_place import DAY
from bumi.questions.question import Question, question
from bumi.words import Kind

__all__ = ["Dated", "about_days", "dates_in", "day_in_words", "in_words"]

_AHEAD = (Kind.EVENT, Kind.NOTICE)
_PLACED_IN_TIME = (*_AHEAD, Kind.RECAP)
_RELATIVE = {"دیشب": -1, "دیروز": -1, "امروز": 0, "امشب": 0, "فردا": 1, "فرداشب": 1, "فردا شب": 1, "پس‌فردا": 2}
_RELATIVES = re.compile(rf"(?<![\w{ZWNJ}])(?:{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})(?![\w{ZWNJ}])")
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True)).replace(ZWNJ, f"[{ZWNJ} ]?")
_ALONE = re.compile(rf"(?<![\w{ZWNJ}])(?:{_WEEKDAY})(?![\w{ZWNJ}])")
_HABIT = re.compile(rf"(?:^|\s)(?:هر|همه|روزهای|امام|نماز|شب|صبح|آخر)\s+(?:روز\s+)?$|(?:{_WEEKDAY})\s*(?:تا|و|،)\s*$")
_MORE_DAYS = re.compile(rf"\s*(?:،|و|تا)\s*(?:{_WEEKDAY})|\s*های?(?!\w)")
_EARLIER = re.compile(r"(?<!\w)(?:پارسال|گذشته|پیش|قبل|پیشین|قبلی|سال)(?!\w)")
_FROM = re.compile(r"(?:^|\s)از\s+(?:روز\s+)?$")
_DEADLINE = re.compile(r"(?<!\w)(?:مهلت|آخرین فرصت|فرصت (?:ثبت[\u200c ]?نام|شرکت|ارسال))(?!\w)")
_OPEN_END = re.compile(r"(?<!\w)تا (?:پایان|آخر) (?P<what>هفته|ماه|سال|این هفته|این ماه|هفته جاری|ماه جاری)(?!\w)")
_SAYS_WHEN = re.compile(r"[۰-۹0-9]+\s*(?:روز|هفته|ماه|ساعت)|تا پایان|تا آخر|1[34]\d\d/|۱[۳۴][۰-۹]{2}/")
_FAR = timedelta(days=182)


@dataclass(frozen=True)
class Dated:
    """A day of a month in a text: where it stands, which day that is, and the weekday that is written with it."""

    start: int
    end: int
    day: date
    weekday: str


def dates_in(text: str, today: date) -> list[Dated]:
    """Return the days in `text` that the calendar has; without a year, each is that nearest to `today`."""
    found = []
    for match in DAY.finditer(text):
        month = MONTHS.index(match["month"]) + 1
        day = _nearest(int(digits_to_latin(match["year"] or "0")), month, int(digits_to_latin(match["day"])), today)
        if day:
            end = match.start("hour") if match["hour"] else match.end()
            found.append(Dated(match.start(), end, day, _plain(match["weekday"] or "")))
    return found


def day_in_words(day: date) -> str:
    """Return the day with its weekday, as in «چهارشنبه ۴ آذر»."""
    return f"{in_words(day)[0]} {in_words(day)[1]}"


def in_words(day: date) -> tuple[str, str]:
    """Return the weekday of a day, and the day with its month."""
    _, month, number = jalali_date(day)
    return WEEKDAYS[(day.weekday() + 2) % 7], digits_to_persian(f"{number} {MONTHS[month - 1]}")


def about_days(text: str, kind: Kind | None, today: date, own: tuple[date, ...] = ()) -> Iterator[Question]:
    """Yield what a reader would ask about the days of a note or field; `own` are those that the brief has apart."""
    dated = dates_in(text, today)
    yield from _relative(text, dated, today)
    yield from _mismatched(text, dated)
    if kind in _PLACED_IN_TIME:
        yield from _without_date(text, dated, today, own)
    if kind in _AHEAD:
        yield from _over(text, dated, today)
    yield from _deadlines(text, dated, today)


def _relative(text: str, dated: list[Dated], today: date) -> Iterator[Question]:
    for match in _RELATIVES.finditer(text):
        word, span = match.group(), match.span()
        if dated:
            asks = f"«{word}» برای خواننده روز خواندن است؛ تاریخ که هست، «{word}» برداشته شود؟"
            yield question("relative-day", text, span, asks, "")
            continue
        day = day_in_words(today + timedelta(days=_RELATIVE[word]))
        part = " شب" if "شب" in word and word != "دیشب" else ""
        asks = f"خواننده شاید روز دیگری بخواند؛ «{word}» کدام روز است؟"
        yield question("relative-day", text, span, asks, f"{day}{part}")


def _mismatched(text: str, dated: list[Dated]) -> Iterator[Question]:
    for each in dated:
        right, day = in_words(each.day)
        if each.weekday and each.weekday != right:
            others = [each.day + timedelta(days=by) for by in (-3, -2, -1, 1, 2, 3)]
            same = next((in_words(other)[1] for other in others if in_words(other)[0] == each.weekday), "")
            asks = f"{day} «{right}» است، نه «{each.weekday}»؛ کدام درست است؟"
            instead = (f"{right} {day}", *([f"{each.weekday} {same}"] if same else []))
            yield question("weekday", text, (each.start, each.end), asks, *instead)


def _without_date(text: str, dated: list[Dated], today: date, own: tuple[date, ...]) -> Iterator[Question]:
    """Ask which day a weekday is, where neither the note nor the brief's own days say it."""
    known = {in_words(day)[0] for day in own}
    if dated:
        return
    for match in _ALONE.finditer(text):
        word = _plain(match.group())
        if word in known or _HABIT.search(text[: match.start()]) or _MORE_DAYS.match(text, match.end()):
            continue
        days = [day for by in range(15) if in_words(day := today + timedelta(days=by))[0] == word]
        yield question("weekday-alone", text, match.span(), f"کدام «{word}»؟", *map(day_in_words, days))


def _over(text: str, dated: list[Dated], today: date) -> Iterator[Question]:
    if not dated or _EARLIER.search(text):
        return
    last = max(dated, key=lambda each: each.day)
    if last.day < today and not _FROM.search(text[: last.start]):
        passed = digits_to_persian(str((today - last.day).days))
        asks = f"«{text[last.start : last.end]}» {passed} روز است که گذشته؛ روز و ماهش درست است؟"
        yield question("over", text, (last.start, last.end), asks)


def _deadlines(text: str, dated: list[Dated], today: date) -> Iterator[Question]:
    if dated:
        return
    if match := _OPEN_END.search(text):
        end = _end_of(match["what"].split(), today)
        asks = f"«{match.group()}» یعنی تا چه روزی؟"
        yield question("deadline", text, match.span(), asks, f"تا {day_in_words(end)}")
    elif (match := _DEADLINE.search(text)) and not any(each.search(text) for each in (_SAYS_WHEN, _ALONE, _RELATIVES)):
        yield question("deadline", text, match.span(), "مهلت تا چه روزی است؟")


def _end_of(what: list[str], today: date) -> date:
    year, month, _ = jalali_date(today)
    if "هفته" in what:
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if "ماه" in what:
        return _first(year + month // 12, month % 12 + 1) - timedelta(days=1)
    return _first(year + 1, 1) - timedelta(days=1)


def _first(year: int, month: int) -> date:
    return from_jalali(year, month, 1)


def _nearest(year: int, month: int, day: int, today: date) -> date | None:
    this = jalali_date(today)[0]
    candidates = []
    for each in (year,) if year else (this - 1, this, this + 1):
        try:
            candidates.append(from_jalali(each, month, day))
        except ValueError:
            continue
    # What is neither near before nor near after is rather to come.
    return min(candidates, key=lambda each: abs(each - today - _FAR / 6), default=None)


def _plain(weekday: str) -> str:
    joined = re.sub(f"[{ZWNJ} ]", "", weekday)
    return next((name for name in WEEKDAYS if name.replace(ZWNJ, "") == joined), "")
