"""Telephone numbers and web addresses in a text, each with the address that a link to it has; what reaches a person."""

import re
from typing import NamedTuple

from bumi.persian.patterns import DIGIT
from bumi.persian.text import digits_to_latin

_JOINED = "(?: ?[-–/] ?|[ +.,٫٬:])"
_NUMBER = rf"(?P<number>\+?{DIGIT}+(?:{_JOINED}{DIGIT}+)*)"
"""All groups of digits that stand beside each other: «۰۳۴ ۳۲۱۲ ۳۴۵۶» is one number, and so is «۸:۳۰»."""
_GROUPS = re.compile(r"\d+(?: ?[-–]? ?\d+)*")
_WHOLE, _LOCAL, _SHORT = re.compile(r"0[1-9]\d{9}"), re.compile(r"[2-9]\d{7}"), re.compile(r"\d{3,5}")
_CODE_BEHIND = re.compile(r"(?P<local>[2-9]\d{7}) ?[-–] ?(?P<code>0\d{2})")
_BEFORE = re.compile(r"(?:تلفن|تماس|زنگ)(?: (?:با|به|شماره|تلفن))*[ :]+$")
"""What a short number stands behind, where it is one to call: «تلفن ۱۱۲», «تماس با شماره ۱۲۲»."""
_OTHER = re.compile(r"(?:داخلی|حساب|کارت|پلاک|صندوق|بخشنامه|نامه|آگهی|واحد|کد)(?: شماره)?[ :]+$")
"""What a number stands behind that nobody calls, also in a line that says whom to call."""
_BEHIND = re.compile(r"\s*(?:تماس (?:بگیر|حاصل)|زنگ بزن)")
_SERVICES = {"110", "112", "113", "115", "121", "122", "123", "125", "137", "141", "190", "194", "197"}
"""Numbers of public services all over the country: police, rescue, ambulance, electricity, water, fire, roads, gas."""
_AT = re.compile(r"(?:با|به)(?: شماره)? $")
_TOLD = re.compile(r"$|[.،؛!)]| (?:و|خبر|اطلاع|گزارش|تماس|زنگ|پیام)\b")
_IN_ADDRESS = r"\w./~%?=&#+:;,@!$*-"
_SITE = (
    r"(?<![\w.@])(?P<site>(?:https?://)?(?:[a-z0-9-]+\.)+(?:ir|com|org|net)(?::\d+)?"
    rf"(?:[/?#][{_IN_ADDRESS}]*[\w/=])?)(?![\w@])"
)
_FOUND = re.compile(f"{_SITE}|{_NUMBER}", re.IGNORECASE)

_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
_TELEPHONE = re.compile(r"(?:\+|00)?\d{10,12}")


class Contact(NamedTuple):
    """A telephone number or a web address: where it stands in the text, and the address of a link to it."""

    start: int
    end: int
    address: str


def contacts(text: str, called: bool = False) -> list[Contact]:
    """Return the telephone numbers and the web addresses in `text`, in order.

    A number counts as a whole or not at all. A short or a local one counts where the words beside it say that it is
    called, or everywhere with `called`.
    """
    found: list[Contact] = []
    for match in _FOUND.finditer(text):
        if site := match["site"]:
            found.append(Contact(*match.span(), site if site.lower().startswith("http") else f"https://{site}"))
        elif number := _to_call(text, match, called):
            found.append(Contact(*match.span(), f"tel:{number}"))
    return found


def reaches_somebody(text: str) -> bool:
    """Return whether the whole of `text` is one mail address, or one telephone number with its area code."""
    number = re.sub("[ ()-]", "", digits_to_latin(text.strip()))
    return is_mail_address(text) or _TELEPHONE.fullmatch(number) is not None


def is_mail_address(text: str) -> bool:
    """Return whether the whole of `text` is one mail address."""
    return _MAIL.fullmatch(text.strip()) is not None


def contact_key(text: str) -> str:
    """Return the one form of a mail address or a telephone number, however it was typed; the same for the same."""
    if is_mail_address(text):
        return text.strip().lower()
    return re.sub(r"\D", "", digits_to_latin(text))[-10:]


def _to_call(text: str, match: re.Match[str], called: bool) -> str:
    """Return the telephone number that the digits of `match` are, in Latin digits, or ""."""
    said = digits_to_latin(match["number"])
    if not _GROUPS.fullmatch(said) or _OTHER.search(text, 0, match.start()):
        return ""
    turned = _CODE_BEHIND.fullmatch(said)
    number = turned["code"] + turned["local"] if turned else re.sub(r"\D", "", said)
    if _WHOLE.fullmatch(number):
        return number
    told = said in _SERVICES and _AT.search(text, 0, match.start()) and _TOLD.match(text, match.end())
    called = called or bool(told or _BEFORE.search(text, 0, match.start()) or _BEHIND.match(text, match.end()))
    return number if called and (_LOCAL.fullmatch(number) or _SHORT.fullmatch(said)) else ""
