"""Personal data: ids, bank cards, telephone lines, emails, plates and homes have no place in a piece."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bumi.checks.context import Context
from bumi.checks.safety.addresses import DOOR, homes, land_lines, plates, postal_codes
from bumi.finding import Finding, Severity
from bumi.persian.text import digits_to_latin, digits_to_persian, flat

__all__ = ["check"]

_SEPARATED = "[ \u00a0\u200c.-]?"
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[Ii][Rr]{_SEPARATED}(?:[0-9]{_SEPARATED}){{23}}[0-9](?![0-9])")
_CARD = re.compile(rf"(?<![0-9])(?:[0-9]{{4}}{_SEPARATED}){{3}}[0-9]{{4}}(?![0-9])")
_MOBILE = re.compile(rf"(?<![0-9])(?:(?:\+|00)98{_SEPARATED}|0)9(?:[0-9]{_SEPARATED}){{8}}[0-9](?![0-9])")
_NATIONAL_ID = re.compile(r"(?<![0-9/-])(?:[0-9]{10}|[0-9]{3}-[0-9]{6}-[0-9])(?![0-9/-])")
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_OTHER_NUMBER = re.compile(r"(?:پستی|تلفن|تماس|شماره حساب|پرونده|شناسه)[^\n۰-۹0-9]{0,12}$")
_PERSONAL = "در متن است؛ داده شخصی را بردارید"


def check(context: Context) -> Iterator[Finding]:
    """Find personal data; the brief's own lines and addresses, and the lines that agencies publish, are no secret.

    A land line is mostly an office's, so it is judged only against a brief. A message shows the ends of what was found.
    """
    text = digits_to_latin(context.text)
    taken: set[int] = set()
    for kind in _KINDS:
        for start, end in kind.spans(text):
            if start in taken or (kind.code == "land-line" and context.brief is None):
                continue
            taken.update(range(start, end))
            if kind.severity is Severity.BLOCKS or not _published(context, kind.code, text[start:end]):
                message = f"{kind.name} «{_masked(text[start:end])}» {kind.remedy}"
                yield context.finding(f"privacy/{kind.code}", kind.severity, start, end, message)


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


class _Kind(NamedTuple):
    """A kind of personal data; what blocks may not stand even where a brief gives it."""

    code: str
    spans: Callable[[str], Iterator[tuple[int, int]]]
    severity: Severity
    name: str
    remedy: str = _PERSONAL


_KINDS = (
    _Kind("iban", _ibans, Severity.BLOCKS, "شماره شبا"),
    _Kind("card", _cards, Severity.BLOCKS, "شماره کارت بانکی"),
    _Kind("mobile", _mobiles, Severity.WARNS, "شماره همراه"),
    _Kind("postal-code", postal_codes, Severity.WARNS, "کد پستی"),
    _Kind("national-id", _national_ids, Severity.BLOCKS, "کد ملی"),
    _Kind("email", _emails, Severity.WARNS, "نشانی ایمیل"),
    _Kind("plate", plates, Severity.WARNS, "شماره پلاک"),
    _Kind("home", homes, Severity.WARNS, "نشانی خانه", "در متن است؛ مردم را به در خانه کسی نفرستید و آن را بردارید"),
    _Kind("land-line", land_lines, Severity.ADVISES, "تلفن", "در سفارش نیست؛ ببینید خط دستگاه است، نه خانه کسی"),
)


def _published(context: Context, code: str, found: str) -> bool:
    """Say whether the brief, or an agency of the province, gives this to be published."""
    known = [digits_to_latin(text) for text in (*context.public_lines, context.brief.facts() if context.brief else "")]
    match code:
        case "email":
            return any(found.lower() in text.lower() for text in known)
        case "home":
            doors = [door.group() for door in DOOR.finditer(found)]
            return any(all(flat(door) in flat(text) for door in doors) for text in known)
        case _:
            return any(_digits(found)[-_TELLING.get(code, 10) :] in _digits(text) for text in known)


_TELLING = {"mobile": 9, "land-line": 8}  # digits after what may be written or not: 0, +98, an area code


def _masked(found: str) -> str:
    bare = re.sub(r"[\s\u200c.-]", "", found)
    return digits_to_persian(f"{bare[:2]}…{bare[-2:]}")
