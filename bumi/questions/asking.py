"""All questions about a brief as typed, valid or not, by note and by field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from bumi.persian.calendar import clock, day_in_words, now, parse_moment, tehran_day
from bumi.persian.day_phrases import dated_days
from bumi.persian.first_person import OFFICE, in_third_person, our_words
from bumi.persian.patterns import AFTERNOON, CLOCK, MONTH
from bumi.persian.text import ZWNJ, digits_to_latin, digits_to_persian, flat, normal, shown
from bumi.province import province
from bumi.questions.amounts import about_amounts
from bumi.questions.days import about_days
from bumi.questions.question import CONTRADICTS, Answer, Question, question
from bumi.words import ADVICE, AHEAD, Kind

_LONGEST = 400  # letters of a note that is read
_MOST = 30
_HOURS = re.compile(rf"ساعت\s+(?:از\s+)?(?P<a>{CLOCK})(?:\s+(?:تا|الی)\s+(?:ساعت\s+)?(?P<b>{CLOCK}))?")
_BEGINS = re.compile(r"(?<!\w)(?:شروع|آغاز|افتتاح(?:یه)?|زمان|حرکت)(?!\w)")
_DEADLINE = re.compile(r"(?<!\w)مهلت(?!\w)")
_PM = re.compile(rf"\s*(?:{AFTERNOON})")
_ALIKE = 0.65
_WITHOUT_TENSE = (Kind.STATEMENT, Kind.FEATURE)
_DONE = (
    "نصب|توزیع|تعویض|ترمیم|تخریب|مرمت|بازسازی|آسفالت|لایروبی|احداث|تجهیز|بهسازی"
    f"|پاک{ZWNJ}سازی|جمع{ZWNJ}آوری|سم{ZWNJ}پاشی|راه{ZWNJ}اندازی"
)
_THING_DONE = re.compile(rf"(?P<what>{_DONE}) (?P<of>[۰-۹0-9][^،؛:.()]*[^\s،؛:.()])")
_SAYS_WHEN_DONE = re.compile(rf"(?<!\w)(?:{MONTH}|پارسال|امسال|آینده|گذشته|بعدی?|در دست|برنامه|تا)(?!\w)")


@dataclass(frozen=True)
class Asked:
    """The questions about a brief: for each note, in order, and for fields by name."""

    notes: tuple[tuple[Question, ...], ...] = ()
    fields: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)

    def count(self) -> int:
        """Return how many questions there are."""
        return sum(map(len, (*self.notes, *self.fields.values())))


def asked(brief: Mapping[str, Any], moment: datetime | None = None) -> Asked:
    """Return the questions about `brief` (keys and values as typed, not validated) at `moment`.

    Only the first 30 notes are read, and of each the first 400 characters.
    """
    typed = _Typed(brief, moment or now())
    notes = typed.notes
    found = [
        [
            *about_days(note, typed.kind, typed.today, typed.own),
            *about_amounts(note),
            *about_tense(note, typed.kind),
            *about_voice(note, typed.kind, typed.agency),
        ]
        for note in notes
    ]
    for at, each in _contradictions(typed):
        found[at].append(each)
    fields = {name: tuple(each) for name, each in _fields(typed) if each}
    return Asked(tuple(map(tuple, found)), fields)


class _Typed:
    """The parts of a brief that the rules read, parsed where possible."""

    def __init__(self, brief: Mapping[str, Any], moment: datetime) -> None:
        self.moment, self.today = moment, tehran_day(moment)
        self.kind = next((kind for kind in Kind if brief.get("kind") in (kind, kind.value, kind.persian)), None)
        listed = brief.get("notes")
        notes = listed if isinstance(listed, list | tuple) else ()
        self.notes = [_tidy(note) for note in notes[:_MOST] if isinstance(note, str)]
        self.when, self.agency, self.lede, self.call = (
            _tidy(brief.get(name)) for name in ("when", "agency", "lede", "call_to_action")
        )
        self.starts, self.ends = _moment(brief.get("starts_at")), _moment(brief.get("ends_at"))
        quotes = brief.get("quotes")
        self.quotes: Sequence[Any] = quotes if isinstance(quotes, list | tuple) else ()
        whens = [each.day for each in dated_days(self.when, self.today)]
        moments = [tehran_day(each) for each in (self.starts, self.ends) if each]
        self.own: tuple[date, ...] = (*whens, *moments)


def _fields(typed: _Typed) -> Iterator[tuple[str, list[Question]]]:
    yield "agency", [*_agency(typed.agency)]
    yield "lede", [*about_days(typed.lede, typed.kind, typed.today, typed.own), *about_amounts(typed.lede)]
    when = [each for each in about_days(typed.when, typed.kind, typed.today, typed.own) if each.kind != "weekday-alone"]
    yield "when", [*when, *_when_and_exact(typed)]
    yield "starts_at", [*_begun(typed)]
    yield "call_to_action", [*about_days(typed.call, typed.kind, typed.today, typed.own), *about_amounts(typed.call)]
    yield "quotes", [*_quotes(typed.quotes)]


def _agency(name: str) -> Iterator[Question]:
    """Ask whether an agency's name is right, unless it is listed or an office of a known place."""
    if len(name) < 2 or province().agency(name):
        return
    words = f" {flat(name)} "
    local = any(f" {flat(place)} " in words for place in province().places)
    known = province().meant_by(name)
    fuller = [each for each in known if set(flat(name).split()) <= set(each.split())]
    near = dict.fromkeys(known[each] for each in (*fuller, *get_close_matches(flat(name), known, 3, _ALIKE)))
    if local and (OFFICE.match(name) or not near):
        return
    answers = tuple(Answer(each, each) for each in [*near][:3])
    yield Question("agency", name, "این دستگاه در فهرست استان نیست؛ نامش همین است؟", answers)


def _begun(typed: _Typed) -> Iterator[Question]:
    if typed.kind in AHEAD and typed.starts and (typed.ends or typed.starts) < typed.moment:
        yield Question("over", "", "این زمان گذشته است؛ روز، ماه و سالش درست است؟")
    if typed.kind is Kind.RECAP and typed.starts and typed.starts > typed.moment:
        yield Question("ahead", "", "گزارش از چیزی است که شده، و این زمان هنوز نرسیده است؛ گونه یا زمان درست است؟")


def _when_and_exact(typed: _Typed) -> Iterator[Question]:
    """Ask where the time in words contradicts the exact one."""
    if not typed.starts:
        return
    first, last = tehran_day(typed.starts), tehran_day(typed.ends or typed.starts)
    days = dated_days(typed.when, typed.today)
    if days and not any(first <= each.day <= last for each in days):
        begins = day_in_words(first, year=False)
        asks = f"اینجا «{day_in_words(days[0].day, weekday=False, year=False)}» است و «آغاز» {begins}؛ کدام درست است؟"
        yield question(CONTRADICTS, typed.when, (days[0].start, days[0].end), asks, begins)
    yield from _another_hour(typed.when, typed.starts)


def _another_hour(text: str, starts: datetime) -> Iterator[Question]:
    """Ask where the first hour in a text contradicts the exact beginning."""
    hour, exact = _HOURS.search(text), clock(starts)
    if hour and exact != "۰۰:۰۰" and exact not in _hours(text, hour.span("a")):
        asks = f"اینجا ساعت «{hour['a']}» است و «آغاز» {exact}؛ کدام درست است؟"
        yield question(CONTRADICTS, text, hour.span("a"), asks, exact)


def _contradictions(typed: _Typed) -> Iterator[tuple[int, Question]]:
    """Yield (note, question) for contradicting times: within a note, between notes, and with the exact times."""
    deadlines: list[tuple[int, date, str]] = []
    for at, note in enumerate(typed.notes):
        for match in _HOURS.finditer(note):
            if match["b"] and _turned(note, match):
                asks = f"«{match.group()}»: پایان پیش از آغاز است؛ کدام درست است؟"
                yield at, question(CONTRADICTS, note, match.span(), asks)
        if typed.starts and _BEGINS.search(note):
            yield from ((at, each) for each in _another_hour(note, typed.starts))
        if _DEADLINE.search(note):
            dated = dated_days(note, typed.today)[-1:]
            deadlines += [(at, each.day, day_in_words(each.day, weekday=False, year=False)) for each in dated]
    for (_, first, said), (at, day, again) in pairwise(deadlines):
        if first != day:
            yield at, Question(CONTRADICTS, again, f"مهلت در نکته‌ای دیگر «{said}» است؛ کدام درست است؟")


def _quotes(quotes: Sequence[Any]) -> Iterator[Question]:
    for quote in quotes[:_MOST]:
        speaker = _tidy(quote.get("speaker")) if isinstance(quote, Mapping) else ""
        if speaker and not _tidy(quote.get("role")):
            yield Question("role", speaker, f"«{speaker}» کیست؟ سمتش را بنویسید")


def _turned(text: str, match: re.Match[str]) -> bool:
    begins, ends = (_minutes(match[part]) for part in ("a", "b"))
    if _PM.match(text, match.end()) and ends < 12 * 60:
        ends += 12 * 60
    over_night = begins >= 17 * 60 and ends <= 8 * 60
    return ends <= begins and not over_night and not (begins <= 12 * 60 and ends <= 7 * 60)


def _hours(text: str, span: tuple[int, int]) -> set[str]:
    """Return the clock times that an hour may mean: as written, and twelve hours later where it is small."""
    minutes = _minutes(text[slice(*span)])
    meant = {minutes, minutes + 12 * 60} if minutes < 13 * 60 else {minutes}
    return {digits_to_persian(f"{each // 60:02}:{each % 60:02}") for each in meant}


def _minutes(text: str) -> int:
    hours, _, minutes = digits_to_latin(text).replace("٫", ":").partition(":")
    return int(hours) * 60 + int(minutes or 0)


def _tidy(value: object) -> str:
    return " ".join(normal(shown(value[:_LONGEST])).split()) if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        return parse_moment(value) if isinstance(value, str) and value.strip() else None
    except ValueError:
        return None


def about_tense(text: str, kind: Kind | None) -> Iterator[Question]:
    """Ask whether work such as «نصب ۴ دوربین» has been done or will be."""
    match = _THING_DONE.fullmatch(text.strip(" ."))
    if kind not in _WITHOUT_TENSE or not match or _SAYS_WHEN_DONE.search(match["of"]):
        return
    what, of = match["what"], digits_to_persian(match["of"])
    answers = tuple(Answer(verb, f"{of} {what} {verb}") for verb in ("شده است", "خواهد شد"))
    yield Question("tense", what, f"«{what}» انجام شده است یا خواهد شد؟", answers)


def about_voice(text: str, kind: Kind | None, agency: str) -> Iterator[Question]:
    """Ask who speaks in a first-person note («خودمان پخش زنده داریم») that the draft cannot put in the third person."""
    if kind in ADVICE or in_third_person(text, agency or "دستگاه") is not None:
        return
    for word in our_words(text)[:1]:
        yield Question("voice", word, f"«{word}» از زبان کیست؟ در خبر «ما» نمی‌نویسیم؛ نام یا سِمَتش را بنویسید.")
