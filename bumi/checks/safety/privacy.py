"""Personal data: ids, bank cards, telephone lines, emails, plates and homes have no place in a piece.

The brief's own lines and addresses, and the lines that agencies publish, are no secret. A land line is mostly an
office's, so it is judged only against a brief. A message shows the ends of what was found.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, Search
from bumi.finding import Severity
from bumi.persian.text import digits_to_latin, digits_to_persian, flat
from bumi.remembered import remembered

__all__ = ["RULES"]

_Span = tuple[int, int]

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
_PLATE = re.compile(  # a car's, which may be read from either side, then a motorcycle's
    rf"(?<![0-9])(?:{_CAR}{_JOINT}(?:{_REGION}|[0-9]{{2}})|(?:{_REGION}|[0-9]{{2}}){_JOINT}{_CAR}"
    rf"|(?:ایران{_JOINT})?[0-9]{{3}}{_JOINT}[0-9]{{5}})(?![0-9])"
)
_ON_PLATE = re.compile("(?:پلاک|شماره انتظامی|خودروی?)[^\n0-9]{0,20}$")
_HOME = re.compile(  # somebody's home with any number; any home with that of its door
    "(?<!\\w)(?:(?:(?:منزل|خانه)(?:[ \u200c](?:شخصی|مسکونی|پدری|او|وی|آنان|اش|شان)|ش(?:ان)?)"
    f"|محل (?:سکونت|زندگی))(?!\\w)[^.!؟\n]{{0,80}}{_DOOR.pattern}"
    "|(?<!لوازم )(?<!وسایل )(?:منزل|ساکن)(?!\\w)[^.!؟\n]{0,80}پلاک[ \u00a0\u200c:]{0,2}[0-9]{1,4}(?![0-9]))"
)
_BEFORE = 30  # characters that may say what a number is
_TELLING = {"mobile": 9, "land-line": 8}  # digits after what may be written or not: 0, +98, an area code


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    """ISO 13616: country and check digits go to the end, letters become numbers (I 18, R 27), mod 97 is 1."""
    for match in _IBAN.finditer(text):
        digits = _digits(match.group())
        if int(f"{digits[2:]}1827{digits[:2]}") % 97 == 1:
            yield match.span()


def _cards(text: str) -> Iterator[tuple[int, int]]:
    """ISO/IEC 7812: the Luhn sum, every second digit from the left doubled, is a multiple of ten."""
    for match in _CARD.finditer(text):
        digits = [int(digit) for digit in _digits(match.group())]
        doubled = (sum(divmod(2 * digit, 10)) for digit in digits[::2])
        if any(digits) and (sum(doubled) + sum(digits[1::2])) % 10 == 0:
            yield match.span()


def _national_ids(text: str) -> Iterator[tuple[int, int]]:
    """Iran's national id: digits weighted 10 to 2, mod 11; r < 2 is itself the check digit, else 11 - r."""
    for match in _NATIONAL_ID.finditer(text):
        digits = [int(digit) for digit in _digits(match.group())]
        rest = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
        right = digits[-1] == (rest if rest < 2 else 11 - rest)
        if (
            right
            and len(set(digits)) > 1
            and not _OTHER_NUMBER.search(text[max(0, match.start() - 30) : match.start()])
        ):
            yield match.span()


def _mobiles(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _MOBILE.finditer(text))


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _EMAIL.finditer(text))


def _land_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of land lines in a text with Latin digits; without an area code, only those to be called."""
    for match in _LAND_LINE.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if (match["area"] or _CALLED.search(before)) and not _ACCOUNT.search(before):
            yield match.span()


def _plates(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of Iranian number plates, where the region or a word beside them says that they are that."""
    for match in _PLATE.finditer(text):
        named = "ایران" in match.group() and not match.group()[-5:].isdigit()
        if named or _ON_PLATE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield match.span()


def _postal_codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of ten digits that are called a postal code."""
    for match in _POSTAL_CODE.finditer(text):
        if _POST.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield match.span()


def _homes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the addresses of homes."""
    return (match.span() for match in _HOME.finditer(text))


_KINDS: Mapping[str, Callable[[str], Iterator[_Span]]] = MappingProxyType(
    {
        "iban": _ibans,
        "card": _cards,
        "mobile": _mobiles,
        "postal-code": _postal_codes,
        "national-id": _national_ids,
        "email": _emails,
        "plate": _plates,
        "home": _homes,
        "land-line": _land_lines,
    }
)
"""How each kind of personal data is found in a text with Latin digits; of what overlaps, the first kind counts."""


@remembered(many=64)
def _found(text: str) -> Mapping[str, list[_Span]]:
    """Return the spans of each kind, without what begins in one of an earlier kind."""
    taken: set[int] = set()
    found: dict[str, list[_Span]] = {}
    for kind, spans in _KINDS.items():
        for start, end in spans(text):
            if start not in taken:
                taken.update(range(start, end))
                found.setdefault(kind, []).append((start, end))
    return found


def _of_kind(kind: str, secret: bool = False) -> Search:
    """Return the search for one kind; what is `secret` may not stand even where a brief gives it."""

    def search(context: Context) -> Iterator[Match]:
        if kind == "land-line" and context.brief is None:
            return
        text = digits_to_latin(context.text)
        for start, end in _found(text).get(kind, ()):
            if secret or not _published(context, kind, text[start:end]):
                yield Match(start, end, values={"masked": _masked(text[start:end])})

    return search


def _published(context: Context, code: str, found: str) -> bool:
    """Say whether the brief, or an agency of the province, gives this to be published."""
    known = [digits_to_latin(text) for text in (*context.public_lines, context.brief.facts() if context.brief else "")]
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


RULES = (
    Rule("privacy/iban", Severity.BLOCKS, _of_kind("iban", secret=True)),
    Rule("privacy/card", Severity.BLOCKS, _of_kind("card", secret=True)),
    Rule("privacy/mobile", Severity.WARNS, _of_kind("mobile")),
    Rule("privacy/postal-code", Severity.WARNS, _of_kind("postal-code")),
    Rule("privacy/national-id", Severity.BLOCKS, _of_kind("national-id", secret=True)),
    Rule("privacy/email", Severity.WARNS, _of_kind("email")),
    Rule("privacy/plate", Severity.WARNS, _of_kind("plate")),
    Rule("privacy/home", Severity.WARNS, _of_kind("home")),
    Rule("privacy/land-line", Severity.ADVISES, _of_kind("land-line")),
)
