"""Privacy: ids, bank cards, telephone lines, emails, accounts, number plates and addresses of persons in a text.

Lines and addresses of the brief, and the lines that agencies publish, are allowed; in an answer to a question from the
public only the latter are, and the others block, since the question and the answer may be about one person. Most land
lines belong to offices, so they are judged only with a brief, and never block. A message shows only the first and last
characters of what was found.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from bumi.brief import Kind
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, Search
from bumi.checks.safety.personal_numbers import (
    Numbers,
    PersonalNumber,
    cards,
    ibans,
    mobiles,
    national_ids,
    postal_codes,
)
from bumi.checks.safety.personal_places import DOOR, accounts, emails, homes
from bumi.finding import Severity
from bumi.persian.number_parts import number_parts
from bumi.persian.text import digits_to_latin, digits_to_persian, flat
from bumi.remembered import remembered

Span = tuple[int, int]
"""Start and end in a text."""

_SPACED = "[ \u00a0\u200c.–-]?"
_JOINT = "[ \u00a0\u200c/|–-]{0,3}"
_LAND_LINE = re.compile(  # an area code and eight digits, or the eight alone
    rf"(?<![0-9/.,٬-])(?P<area>(?:(?:\+|00)98{_SPACED}|\(?0)[1-8][0-9]\)?{_SPACED})?"
    rf"[2-9](?:{_SPACED}[0-9]){{7}}(?![0-9/,٬])"
)
_CALLED = re.compile("(?:تلفن|تماس)[^\n0-9]{0,15}$")
_ACCOUNT = re.compile("(?:حساب|پرونده|شناسه|کارت|کد)[^\n0-9]{0,12}$")
_LETTER = "(?:الف|[ابپتثجدزژسشصطعفقکگلمنوهیDS])"
_CAR = f"(?:[0-9]{{2}}{_JOINT}{_LETTER}{_JOINT}[0-9]{{3}}|[0-9]{{3}}{_JOINT}{_LETTER}{_JOINT}[0-9]{{2}})"
_REGION = f"ایران{_JOINT}[0-9]{{2}}"
_PLATE = re.compile(  # of a car, which may be written from either side, then of a motorcycle
    rf"(?<![0-9])(?:{_CAR}{_JOINT}(?:{_REGION}|[0-9]{{2}})|(?:{_REGION}|[0-9]{{2}}){_JOINT}{_CAR}"
    rf"|(?:ایران{_JOINT})?[0-9]{{3}}{_JOINT}[0-9]{{5}})(?![0-9])"
)
_ON_PLATE = re.compile("(?:پلاک|شماره انتظامی|خودروی?)[^\n0-9]{0,20}$")
_BEFORE = 30  # characters nearby that may say what a number is
_TELLING = {"mobile": 9, "land-line": 8}  # digits after an optional prefix: 0, +98, an area code


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _is_land_line(found: re.Match[str], before: str) -> bool:
    """Without an area code, a number is a land line only where the text says to call it."""
    return bool(found["area"] or _CALLED.search(before)) and not _ACCOUNT.search(before)


def _is_plate(found: re.Match[str], before: str) -> bool:
    """It is a number plate if the region, or a word before it, says so."""
    return ("ایران" in found.group() and not found.group()[-5:].isdigit()) or _ON_PLATE.search(before) is not None


def _matched(pattern: re.Pattern[str], is_one: Callable[[re.Match[str], str], bool], text: str) -> Iterator[Span]:
    """Yield the spans of a pattern whose match is one by the words before it."""
    for match in pattern.finditer(text):
        if is_one(match, text[max(0, match.start() - _BEFORE) : match.start()]):
            yield match.span()


_NUMBERS: Mapping[str, tuple[Severity, Numbers]] = MappingProxyType(
    {
        "iban": (Severity.BLOCKS, ibans),
        "card": (Severity.BLOCKS, cards),
        "mobile": (Severity.WARNS, mobiles),
        "postal-code": (Severity.WARNS, postal_codes),
        "national-id": (Severity.BLOCKS, national_ids),
    }
)
_OTHERS: Mapping[str, tuple[Severity, Callable[[str], Iterator[Span]]]] = MappingProxyType(
    {
        "email": (Severity.WARNS, emails),
        "plate": (Severity.WARNS, partial(_matched, _PLATE, _is_plate)),
        "home": (Severity.WARNS, homes),
        "handle": (Severity.WARNS, accounts),
        "land-line": (Severity.ADVISES, partial(_matched, _LAND_LINE, _is_land_line)),
    }
)
"""Searches for each kind of personal data in a text with Latin digits; of overlapping ones the first kind counts."""


@remembered(many=64)
def _found(text: str) -> Mapping[str, list[PersonalNumber]]:
    """Return what is found of each kind, except what begins in a span of an earlier kind."""
    parts = number_parts(text)
    every = {kind: list(search(text, parts)) for kind, (_, search) in _NUMBERS.items()}
    for kind, (_, search) in _OTHERS.items():
        every[kind] = [PersonalNumber(start, end, _digits(text[start:end])) for start, end in search(text)]
    taken: set[int] = set()
    found: dict[str, list[PersonalNumber]] = {}
    for kind, these in every.items():
        for each in sorted(these):
            if each.start not in taken:
                taken.update(range(each.start, each.end))
                found.setdefault(kind, []).append(each)
    return found


def _of_kind(kind: str, severity: Severity) -> Search:
    """Return the search for one kind; blocking kinds are reported even where the brief gives them."""

    def search(context: Context) -> Iterator[Match]:
        if kind == "land-line" and context.brief is None:
            return
        text, answers = digits_to_latin(context.text), _answers(context) and kind != "land-line"
        for each in _found(text).get(kind, ()):
            said = text[each.start : each.end]
            if severity is Severity.BLOCKS or not _published(context, kind, said, each.digits):
                blocks = Severity.BLOCKS if answers else None
                masked = _masked(each.digits if kind in _NUMBERS and kind != "iban" else said)
                yield Match(each.start, each.end, values={"masked": masked}, severity=blocks)

    return search


def _answers(context: Context) -> bool:
    """Return whether the text is the answer to a question from the public."""
    return context.brief is not None and context.brief.kind is Kind.ANSWER


def _published(context: Context, code: str, found: str, digits: str) -> bool:
    """Return whether the brief, unless it is the answer itself, or an agency of the province publishes this."""
    of_brief = context.brief.facts() if context.brief and not (_answers(context) and code != "land-line") else ""
    known = [digits_to_latin(text) for text in (*context.public_lines, of_brief)]
    match code:
        case "email" | "handle":
            return any(found.lower() in text.lower() for text in known)
        case "home":
            doors = [door.group() for door in DOOR.finditer(found)]
            return any(all(flat(door) in flat(text) for door in doors or [found]) for text in known)
        case _:
            return any(digits[-_TELLING.get(code, 10) :] in _digits(text) for text in known)


def _masked(found: str) -> str:
    bare = re.sub(r"[\s\u200c.-]", "", found)
    return digits_to_persian(f"{bare[:2]}…{bare[-2:]}")


RULES = tuple(
    Rule(f"privacy/{kind}", severity, _of_kind(kind, severity))
    for kind, (severity, _) in (*_NUMBERS.items(), *_OTHERS.items())
)
