"""The kind of piece that a press release makes, and its call to action."""

import re
from collections.abc import Sequence

from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.verb_phrases import HOLDS, INVITES, IS_AHEAD, IS_PAST, IS_PROMISED, IS_TO_COME, SAYS, TELLS
from bumi.words import Kind

_pattern = ListedPatterns("release/kinds")
_NOTICE = _pattern("notice")
_ANNOUNCED = re.compile(r"^[^:«»]{5,90} (?:خبر داد|اعلام کرد):\s+")
_REACH = _pattern("reach")
_DOES = _pattern("does")
_READERS = _pattern("readers")


def kind_of(title: str, lede: str, ahead: bool) -> Kind:
    """Return the kind that headline and lede describe; `ahead` says that the day is still to come."""
    lede = _ANNOUNCED.sub("", lede)
    if _NOTICE.search(lede) or _NOTICE.search(title):
        return Kind.NOTICE
    if ahead and HOLDS.search(lede):
        return Kind.EVENT
    if TELLS.search(lede):
        return Kind.STATEMENT if IS_PROMISED.search(lede) else Kind.RECAP
    if SAYS.search(lede):
        return Kind.STATEMENT
    if IS_AHEAD.search(lede) or (IS_AHEAD.search(title) and not IS_PAST.search(lede)) or (ahead and not _is_told(lede)):
        return Kind.EVENT
    return Kind.STATEMENT if IS_TO_COME.search(lede) else Kind.RECAP


def _is_told(lede: str) -> bool:
    """Say whether the lede ends in a past verb: a day still to come is then that of another event."""
    return any(not lede[found.end() :].strip(" .!") for found in IS_PAST.finditer(lede))


def call_in(sentences: Sequence[str]) -> int | None:
    """Return the index of the sentence that tells readers how to take part or whom to call, or None."""
    worth = [_worth(text) for text in sentences]
    best = max(worth, default=0)
    return worth.index(best) if best >= 3 else None


def _worth(text: str) -> int:
    if "«" in text or not INVITES.search(text) or not _DOES.search(text):
        return 0
    if SAYS.search(text):
        return 0  # reported speech is no call of the release itself
    return 3 * bool(_REACH.search(text)) + 2 * bool(_READERS.search(text)) + 1
