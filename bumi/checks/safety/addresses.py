"""What leads to somebody's door in a text: land lines, number plates, postal codes and the addresses of homes."""

import re
from collections.abc import Iterator

__all__ = ["DOOR", "homes", "land_lines", "plates", "postal_codes"]

DOOR = re.compile("(?:پلاک|واحد|کوچه)[ \u00a0\u200c:]{0,2}(?:شماره )?([0-9]{1,4})(?![0-9])")
"""A door, an entrance or an alley with its number, in Latin digits."""

_SEPARATED = "[ \u00a0\u200c.–-]?"
_JOINT = "[ \u00a0\u200c/|–-]{0,3}"
_LAND_LINE = re.compile(  # an area code and eight digits, or the eight alone
    rf"(?<![0-9/.,٬-])(?P<area>(?:(?:\+|00)98{_SEPARATED}|\(?0)[1-8][0-9]\)?{_SEPARATED})?"
    rf"[2-9](?:{_SEPARATED}[0-9]){{7}}(?![0-9/,٬])"
)
_CALLED = re.compile("(?:تلفن|تماس)[^\n0-9]{0,15}$")
_OTHER_NUMBER = re.compile("(?:حساب|پرونده|شناسه|کارت|کد)[^\n0-9]{0,12}$")
_POSTAL_CODE = re.compile(rf"(?<![0-9])[0-9]{{5}}{_SEPARATED}[0-9]{{5}}(?![0-9])")
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
    f"|محل (?:سکونت|زندگی))(?!\\w)[^.!؟\n]{{0,80}}{DOOR.pattern}"
    "|(?<!لوازم )(?<!وسایل )(?:منزل|ساکن)(?!\\w)[^.!؟\n]{0,80}پلاک[ \u00a0\u200c:]{0,2}[0-9]{1,4}(?![0-9]))"
)
_BEFORE = 30  # characters that may say what a number is


def land_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of land lines in a text with Latin digits; without an area code, only those to be called."""
    for match in _LAND_LINE.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if (match["area"] or _CALLED.search(before)) and not _OTHER_NUMBER.search(before):
            yield match.span()


def plates(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of Iranian number plates, where the region or a word beside them says that they are that."""
    for match in _PLATE.finditer(text):
        named = "ایران" in match.group() and not match.group()[-5:].isdigit()
        if named or _ON_PLATE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield match.span()


def postal_codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of ten digits that are called a postal code."""
    for match in _POSTAL_CODE.finditer(text):
        if _POST.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield match.span()


def homes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the addresses of homes."""
    return (match.span() for match in _HOME.finditer(text))
