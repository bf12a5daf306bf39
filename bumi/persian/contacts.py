"""Telephone numbers and web addresses in a text, each with the address that a link to it has."""

import re
from typing import NamedTuple

from bumi.persian.patterns import DIGIT
from bumi.persian.text import digits_to_latin

_LONG = rf"[0۰]{DIGIT}{{2,3}}[- ]?{DIGIT}{{7,8}}"
_NUMBER = rf"(?<!{DIGIT})(?:(?P<long>{_LONG})|{DIGIT}{{3,8}})(?!{DIGIT}|[.,٫٬/:]{DIGIT})"
_BEFORE = re.compile(r"(?:شماره|تلفن|تماس|زنگ)(?: (?:با|به|شماره|تلفن))*[ :]+$")
"""What a short number stands behind, where it is one to call: «با شماره ۱۱۲», «تماس با ۱۲۲»."""
_EXTENSION = re.compile("داخلی[ :]+$")
_BEHIND = re.compile(r"\s*(?:تماس|زنگ)")
_SITE = r"(?<![\w.@])(?P<site>(?:https?://)?(?:[a-z0-9-]+\.)+(?:ir|com|org|net)(?:/[\w./~%-]*[\w/])?)(?![\w@])"
_FOUND = re.compile(f"{_NUMBER}|{_SITE}", re.IGNORECASE)


class Contact(NamedTuple):
    """A telephone number or a web address: where it stands in the text, and the address of a link to it."""

    start: int
    end: int
    address: str


def contacts(text: str, called: bool = False) -> list[Contact]:
    """Return the telephone numbers and the web addresses in `text`, in order.

    A short number counts where the words beside it say that it is called, or everywhere with `called`.
    """
    found: list[Contact] = []
    for match in _FOUND.finditer(text):
        if match["site"]:
            site = match["site"]
            found.append(Contact(*match.span(), site if site.lower().startswith("http") else f"https://{site}"))
        elif match["long"] or ((called or _is_called(text, match)) and not _ends(_EXTENSION, text, match)):
            number = re.sub(r"[- ]", "", digits_to_latin(match.group()))
            found.append(Contact(*match.span(), f"tel:{number}"))
    return found


def _is_called(text: str, number: re.Match[str]) -> bool:
    return _ends(_BEFORE, text, number) or _BEHIND.match(text, number.end()) is not None


def _ends(pattern: re.Pattern[str], text: str, number: re.Match[str]) -> bool:
    return pattern.search(text, 0, number.start()) is not None
