"""Privacy: personal ids, bank cards, telephone lines, emails, number plates and home addresses in a text.

Lines and addresses of the brief, and the lines that agencies publish, are allowed; in an answer to a question from the
public only the latter are, and the others block, since the question and the answer may be about one person. Most land
lines belong to offices, so they are judged only with a brief, and never block. A message shows only the first and last
characters of what was found.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from bumi.brief import Kind
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, Search
from bumi.finding import Severity
from bumi.persian.text import digits_to_latin, digits_to_persian, flat
from bumi.remembered import remembered

_SEPARATED = "[ \u00a0\u200c.-]?"
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[Ii][Rr]{_SEPARATED}(?:[0-9]{_SEPARATED}){{23}}[0-9](?![0-9])")
_CARD = re.compile(rf"(?<![0-9])(?:[0-9]{{4}}{_SEPARATED}){{3}}[0-9]{{4}}(?![0-9])")
_MOBILE = re.compile(rf"(?<![0-9])(?:(?:\+|00)98{_SEPARATED}|0)9(?:[0-9]{_SEPARATED}){{8}}[0-9](?![0-9])")
_NATIONAL_ID = re.compile(r"(?<![0-9/-])(?:[0-9]{10}|[0-9]{3}-[0-9]{6}-[0-9])(?![0-9/-])")
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_OTHER_NUMBER = re.compile(r"(?:پستی|تلفن|تماس|شماره حساب|پرونده|شناسه)[^\n۰-۹0-9]{0,12}$")
_DOOR = re.compile("(?:پلاک|واحد|کوچه)[ \u00a0\u200c:]{0,2}(?:شماره )?([0-9]{1,4})(?![0-9])")  # or an alley
_SPACED = "[ \u00a0\u200c.–-]?"
_JOINT = "[ \u00a0\u200c/|–-]{0,3}"
_LAND_LINE = re.compile(  # an area code and eight digits, or the eight alone
    rf"(?<![0-9/.,٬-])(?P<area>(?:(?:\+|00)98{_SPACED}|\(?0)[1-8][0-9]\)?{_SPACED})?"
    rf"[2-9](?:{_SPACED}[0-9]){{7}}(?![0-9/,٬])"
)
_CALLED = re.compile("(?:تلفن|تماس)[^\n0-9]{0,15}$")
_ACCOUNT = re.compile("(?:حساب|پرونده|شناسه|کارت|کد)[^\n0-9]{0,12}$")
_POSTAL_CODE = re.compile(rf"(?<![0-9])[0-9]{{5}}{_SPACED}[0-9]{{5}}(?![0-9])")
_POST = re.compile("کد[ \u200c]?پستی[^\n0-9]{0,12}$")
_LETTER = "(?:الف|[ابپتثجدزژسشصطعفقکگلمنوهیDS])"
_CAR = f"(?:[0-9]{{2}}{_JOINT}{_LETTER}{_JOINT}[0-9]{{3}}|[0-9]{{3}}{_JOINT}{_LETTER}{_JOINT}[0-9]{{2}})"
_REGION = f"ایران{_JOINT}[0-9]{{2}}"
_PLATE = re.compile(  # of a car, which may be written from either side, then of a motorcycle
    rf"(?<![0-9])(?:{_CAR}{_JOINT}(?:{_REGION}|[0-9]{{2}})|(?:{_REGION}|[0-9]{{2}}){_JOINT}{_CAR}"
    rf"|(?:ایران{_JOINT})?[0-9]{{3}}{_JOINT}[0-9]{{5}})(?![0-9])"
)
_ON_PLATE = re.compile("(?:پلاک|شماره انتظامی|خودروی?)[^\n0-9]{0,20}$")
_HOME = re.compile(  # somebody's home with any number; any home with its door number
    "(?<!\\w)(?:(?:(?:منزل|خانه)(?:[ \u200c](?:شخصی|مسکونی|پدری|او|وی|آنان|اش|شان)|ش(?:ان)?)"
    f"|محل (?:سکونت|زندگی))(?!\\w)[^.!؟\n]{{0,80}}{_DOOR.pattern}"
    "|(?<!لوازم )(?<!وسایل )(?:منزل|ساکن)(?!\\w)[^.!؟\n]{0,80}پلاک[ \u00a0\u200c:]{0,2}[0-9]{1,4}(?![0-9]))"
)
_BEFORE = 30  # characters nearby that may say what a number is
_TELLING = {"mobile": 9, "land-line": 8}  # digits after an optional prefix: 0, +98, an area code


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _is_iban(found: re.Match[str], _: str) -> bool:
    """ISO 13616: country and check digits go to the end, letters become numbers (I 18, R 27), mod 97 is 1."""
    digits = _digits(found.group())
    return int(f"{digits[2:]}1827{digits[:2]}") % 97 == 1


def _is_card(found: re.Match[str], _: str) -> bool:
    """ISO/IEC 7812: the Luhn sum, every second digit from the left doubled, is a multiple of ten."""
    digits = [int(digit) for digit in _digits(found.group())]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[::2])
    return any(digits) and (sum(doubled) + sum(digits[1::2])) % 10 == 0


def _is_national_id(found: re.Match[str], before: str) -> bool:
    """Iran's national id: digits weighted 10 to 2, mod 11; r < 2 is itself the check digit, else 11 - r."""
    digits = [int(digit) for digit in _digits(found.group())]
    rest = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    right = digits[-1] == (rest if rest < 2 else 11 - rest)
    return right and len(set(digits)) > 1 and not _OTHER_NUMBER.search(before)


def _is_land_line(found: re.Match[str], before: str) -> bool:
    """Without an area code, a number is a land line only where the text says to call it."""
    return bool(found["area"] or _CALLED.search(before)) and not _ACCOUNT.search(before)


def _is_plate(found: re.Match[str], before: str) -> bool:
    """It is a number plate if the region, or a word before it, says so."""
    return ("ایران" in found.group() and not found.group()[-5:].isdigit()) or _ON_PLATE.search(before) is not None


def _is_postal_code(_: re.Match[str], before: str) -> bool:
    return _POST.search(before) is not None


def _always(_: re.Match[str], __: str) -> bool:
    return True


_KINDS: Mapping[str, tuple[Severity, re.Pattern[str], Callable[[re.Match[str], str], bool]]] = MappingProxyType(
    {
        "iban": (Severity.BLOCKS, _IBAN, _is_iban),
        "card": (Severity.BLOCKS, _CARD, _is_card),
        "mobile": (Severity.WARNS, _MOBILE, _always),
        "postal-code": (Severity.WARNS, _POSTAL_CODE, _is_postal_code),
        "national-id": (Severity.BLOCKS, _NATIONAL_ID, _is_national_id),
        "email": (Severity.WARNS, _EMAIL, _always),
        "plate": (Severity.WARNS, _PLATE, _is_plate),
        "home": (Severity.WARNS, _HOME, _always),
        "land-line": (Severity.ADVISES, _LAND_LINE, _is_land_line),
    }
)
"""Patterns of each kind of personal data in a text with Latin digits; of overlapping matches the first kind counts."""


@remembered(many=64)
def _found(text: str) -> Mapping[str, list[tuple[int, int]]]:
    """Return the spans of each kind, except those that begin in a span of an earlier kind."""
    taken: set[int] = set()
    found: dict[str, list[tuple[int, int]]] = {}
    for kind, (_, pattern, is_one) in _KINDS.items():
        for match in pattern.finditer(text):
            start, end = match.span()
            if start not in taken and is_one(match, text[max(0, start - _BEFORE) : start]):
                taken.update(range(start, end))
                found.setdefault(kind, []).append((start, end))
    return found


def _of_kind(kind: str, severity: Severity) -> Search:
    """Return the search for one kind; blocking kinds are reported even where the brief gives them."""

    def search(context: Context) -> Iterator[Match]:
        if kind == "land-line" and context.brief is None:
            return
        text, answers = digits_to_latin(context.text), _answers(context) and kind != "land-line"
        for start, end in _found(text).get(kind, ()):
            if severity is Severity.BLOCKS or not _published(context, kind, text[start:end]):
                blocks = Severity.BLOCKS if answers else None
                yield Match(start, end, values={"masked": _masked(text[start:end])}, severity=blocks)

    return search


def _answers(context: Context) -> bool:
    """Return whether the text is the answer to a question from the public."""
    return context.brief is not None and context.brief.kind is Kind.ANSWER


def _published(context: Context, code: str, found: str) -> bool:
    """Return whether the brief, unless it is the answer itself, or an agency of the province publishes this."""
    of_brief = context.brief.facts() if context.brief and not (_answers(context) and code != "land-line") else ""
    known = [digits_to_latin(text) for text in (*context.public_lines, of_brief)]
    match code:
        case "email":
            return any(found.lower() in text.lower() for text in known)
        case "home":
            doors = [door.group() for door in _DOOR.finditer(found)]
            return any(all(flat(door) in flat(text) for door in doors) for text in known)
        case _:
            return any(_digits(found)[-_TELLING.get(code, 10) :] in _digits(text) for text in known)


def _masked(found: str) -> str:
    bare = re.sub(r"[\s\u200c.-]", "", found)
    return digits_to_persian(f"{bare[:2]}…{bare[-2:]}")


RULES = tuple(Rule(f"privacy/{kind}", severity, _of_kind(kind, severity)) for kind, (severity, _, _) in _KINDS.items())
