"""Personal data: national ids, bank cards, IBANs, mobile numbers and emails have no place in a piece."""

import re
from collections.abc import Callable, Iterator

from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.text import digits_to_latin, digits_to_persian

__all__ = ["check"]

_SEPARATED = "[ \u00a0\u200c.-]?"
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[Ii][Rr]{_SEPARATED}(?:[0-9]{_SEPARATED}){{23}}[0-9](?![0-9])")
_CARD = re.compile(rf"(?<![0-9])(?:[0-9]{{4}}{_SEPARATED}){{3}}[0-9]{{4}}(?![0-9])")
_MOBILE = re.compile(rf"(?<![0-9])(?:(?:\+|00)98{_SEPARATED}|0)9(?:[0-9]{_SEPARATED}){{8}}[0-9](?![0-9])")
_NATIONAL_ID = re.compile(r"(?<![0-9/-])(?:[0-9]{10}|[0-9]{3}-[0-9]{6}-[0-9])(?![0-9/-])")
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_OTHER_NUMBER = re.compile(r"(?:پستی|تلفن|تماس|شماره حساب|پرونده|شناسه)[^\n۰-۹0-9]{0,12}$")


def check(context: Context) -> Iterator[Finding]:
    """Find personal data; the brief's own lines and those that agencies publish are no secret.

    A message shows only the ends of what was found.
    """
    text = digits_to_latin(context.text)
    taken: list[range] = []
    for code, pattern, holds, name in _KINDS:
        for match in pattern.finditer(text):
            if not holds(match) or any(match.start() in span for span in taken):
                continue
            taken.append(range(*match.span()))
            if code in _OPEN and _published(context, match.group()):
                continue
            severity = Severity.WARNS if code in _OPEN else Severity.BLOCKS
            message = f"{name} «{_masked(match.group())}» در متن است؛ داده شخصی را بردارید"
            yield context.finding(f"privacy/{code}", severity, *match.span(), message)


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _iban(match: re.Match[str]) -> bool:
    """ISO 13616: country and check digits go to the end, letters become numbers (I 18, R 27), mod 97 is 1."""
    digits = _digits(match.group())
    return int(f"{digits[2:]}1827{digits[:2]}") % 97 == 1


def _card(match: re.Match[str]) -> bool:
    """ISO/IEC 7812: the Luhn sum, every second digit from the left doubled, is a multiple of ten."""
    digits = [int(digit) for digit in _digits(match.group())]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[::2])
    return any(digits) and (sum(doubled) + sum(digits[1::2])) % 10 == 0


def _national_id(match: re.Match[str]) -> bool:
    """Iran's national id: digits weighted 10 to 2, mod 11; r < 2 is itself the check digit, else 11 - r."""
    digits = [int(digit) for digit in _digits(match.group())]
    rest = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    before = digits_to_latin(match.string[max(0, match.start() - 30) : match.start()])
    right = digits[-1] == (rest if rest < 2 else 11 - rest)
    return right and len(set(digits)) > 1 and not _OTHER_NUMBER.search(before)


def _any(match: re.Match[str]) -> bool:
    return True


Holds = Callable[[re.Match[str]], bool]
_KINDS: tuple[tuple[str, re.Pattern[str], Holds, str], ...] = (
    ("iban", _IBAN, _iban, "شماره شبا"),
    ("card", _CARD, _card, "شماره کارت بانکی"),
    ("mobile", _MOBILE, _any, "شماره همراه"),
    ("national-id", _NATIONAL_ID, _national_id, "کد ملی"),
    ("email", _EMAIL, _any, "نشانی ایمیل"),
)
_OPEN = frozenset({"mobile", "email"})  # a brief may give these to be published


def _published(context: Context, found: str) -> bool:
    known = [*context.public_lines, context.brief.facts() if context.brief else ""]
    if "@" in found:
        return any(found.lower() in text.lower() for text in known)
    return any(_digits(found)[-9:] in _digits(digits_to_latin(text)) for text in known)


def _masked(found: str) -> str:
    bare = re.sub(r"[\s\u200c.-]", "", found)
    return digits_to_persian(f"{bare[:2]}…{bare[-2:]}")
