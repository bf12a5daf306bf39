"""Where persons are found, in a text with Latin digits: homes, mail addresses and accounts in messengers.

An address or an account is public where the words before it say that it is of an office: its address in an
announcement, its channel.
"""

import re
from collections.abc import Iterator
from functools import cache

from bumi.persian.lexicon import listed_data
from bumi.persian.number_words import ANY_NUMBER
from bumi.persian.word_patterns import GAP, WORD_END, WORD_START, pattern

DOOR = re.compile("(?<!\\w)(?:پلاک|پ|واحد|کوچه|کوی)[ \u00a0\u200c:]{0,2}(?:شماره )?([0-9]{1,4})(?![0-9])")
"""A door, a flat or an alley with its number."""

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64} ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SEEN = 90  # characters before an address that may say whose it is
_SENTENCE_END = re.compile(r"[.!؟?؛\n](?:\s|$)")
_HOME = re.compile(  # somebody's home with any number; any home with its door number
    "(?<!\\w)(?:(?:(?:منزل|خانه)(?:[ \u200c](?:شخصی|مسکونی|پدری|او|وی|آنان|اش|شان)|ش(?:ان)?)"
    f"|محل (?:سکونت|زندگی))(?!\\w)[^.!؟\n]{{0,80}}{DOOR.pattern}"
    "|(?<!لوازم )(?<!وسایل )(?:منزل|ساکن)(?!\\w)[^.!؟\n]{0,80}پلاک[ \u00a0\u200c:]{0,2}[0-9]{1,4}(?![0-9]))"
)
_NUMBERED = "[ \u200c:]{0,2}(?:شماره )?[0-9]{1,4}(?![0-9])"
_PLATE = f"(?:(?:پلاک|پ){_NUMBERED}|پلاک[ \u200c]{ANY_NUMBER}(?!\\w))"
_FLAT = f"(?:واحد|طبقه|ط){_NUMBERED}"
_ALLEY = "(?:(?:کوچه|کوی|بن[ \u200c]?بست)(?:[ \u200c]ی)?)(?![\\w\u200c])"
_STREET = "(?:خیابان|خ|بلوار)(?!\\w)"
_BUILDING = "(?:مجتمع|ساختمان|آپارتمان|بلوک|برج)(?!\\w)"
_DOOR_OF_ALLEY = re.compile(
    f"(?<!\\w)(?:(?:{_ALLEY}|{_STREET})[^.!؟\n]{{1,40}}?{_PLATE}(?:[،\\s]+{_FLAT})*|{_PLATE}[،\\s]+{_ALLEY}[^.!؟،\n]{{1,12}})"
)
_FLAT_OF_BUILDING = re.compile(f"(?<!\\w){_BUILDING}[^.!؟\n]{{1,40}}?واحد{_NUMBERED}")
_NAME = "[A-Za-z][A-Za-z0-9_.]{2,31}"
_SITES = "t\\.me|telegram\\.me|eitaa\\.com|ble\\.ir|rubika\\.ir|splus\\.ir|instagram\\.com|wa\\.me|igap\\.net|gap\\.im"
_ACCOUNT = re.compile(
    f"(?<![\\w.@/-])(?:(?:https?://)?(?:www\\.)?(?:{_SITES})/[@\\w.+-]{{3,}}(?<!\\.)|@ ?{_NAME}(?<!\\.))", re.IGNORECASE
)
_NAMED = f"[^.!؟\nA-Za-z]{{0,25}}(?P<name>{_NAME}(?<!\\.))(?![\\w./@])"
_AFTER_MESSENGER = f"[^.!؟\nA-Za-z]{{0,12}}[: ](?P<name>(?=[a-z.]*[0-9_]){_NAME}(?<!\\.))(?![\\w./@])"


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of mail addresses, also with a space beside their @."""
    yield from (found.span() for found in _EMAIL.finditer(text))


def homes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of addresses of homes, and of any door in an alley that is not said to be of an office."""
    yield from (found.span() for found in _HOME.finditer(text))
    for found in _DOOR_OF_ALLEY.finditer(text):
        if not public_place(text, found.start()):
            yield found.span()
    for found in _FLAT_OF_BUILDING.finditer(text):
        if not public_place(text, found.start()) and not personal_words("office").search(found.group()):
            yield found.span()


def accounts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of accounts in messengers that are not said to be of an office: «@name», «t.me/name»."""
    for found in _ACCOUNT.finditer(text):
        if not _public_account(text, found.start()):
            yield found.span()
    for found in personal_words("handle", after=_NAMED).finditer(text):
        yield found.span("name")
    for found in personal_words("messenger", after=_AFTER_MESSENGER).finditer(text):
        if not _public_account(text, found.start("name")):
            yield found.span("name")


def public_place(text: str, start: int) -> bool:
    """Return whether what begins at `start` is the address of an office, by the words that lead to it."""
    between = _after_office(text, start)
    return between is not None and _leading().search(between) is not None


def of_office(text: str, start: int) -> bool:
    """Return whether the sentence names an office, and no home after it, before `start`."""
    return _after_office(text, start) is not None


def _after_office(text: str, start: int) -> str | None:
    """Return what stands between the first office of the sentence and `start`; None without one, or with a home."""
    before = _said_before(text, start)
    named = personal_words("office").finditer(before)
    office = next((found for found in named if not _landmark().search(before[: found.start()])), None)
    between = before[office.end() :] if office else ""
    return (
        None if office is None or personal_words("home").search(personal_words("office").sub(" ", between)) else between
    )


def _public_account(text: str, start: int) -> bool:
    """Return whether an account that begins at `start` is said to be a channel, or that of an office."""
    before = _said_before(text, start)
    if personal_words("own").search(before):
        return False
    if personal_words("channel").search(before):
        return True
    told = personal_words("page").search(before) or personal_words("messenger").search(before)
    return bool(told and personal_words("office").search(before))


def _said_before(text: str, start: int) -> str:
    """Return what the sentence says before `start`."""
    before = text[max(0, start - _SEEN) : start]
    ends = [end.end() for end in _SENTENCE_END.finditer(before)]
    return before[ends[-1] :] if ends else before


@cache
def _landmark() -> re.Pattern[str]:
    return personal_words("landmark", after=f"{GAP}$")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(f"(?:^|[\\s\u200c]|(?=[،:]))(?:{listed_data('personal-data')['at']})")


@cache
def personal_words(name: str, after: str = WORD_END, before: str = WORD_START) -> re.Pattern[str]:
    """Return the pattern of the words under `name` in assets/words/personal-data.yaml, with what is around them."""
    return pattern(f"({listed_data('personal-data')[name]})", before, after)
