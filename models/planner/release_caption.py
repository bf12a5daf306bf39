"""The caption of a release for the channel: whole by itself, from the lede, its list and what readers are to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from bumi.release import Passage

__all__ = ["Line", "called", "captioned", "is_point", "speaker_of"]

_CAPTION = 600  # characters of a lede with the list that it leads to
_BELOW = re.compile(r" به (?:شرح|ترتیب|قرار|صورت|این شرح)(?: (?:زیر|ذیل))?(?= \S+(?: \S+)?:$|:$)| (?:زیر|ذیل)(?=:$)")
_FOLLOWS = re.compile(":$")  # in a caption nothing follows
_ASKS = re.compile(r"(?<!\w)از (?P<whom>[^،:«»]{3,50}?) (?:در)?خواست(?: کرد)? (?!می)(?:که )?(?P<what>[^«»]{15,})$")


@dataclass(frozen=True)
class Line:
    """A sentence to be printed: what it rests on, where it stands, and which passage of the release it is.

    `kept` says that the form has it as the release does: nobody has corrected it.
    """

    text: str
    rests_on: tuple[str, ...]
    paragraph: int
    passage: Passage | None
    quote: str = ""
    kept: bool = False


def captioned(lede: Line, lines: Sequence[Line]) -> str:
    """Return the lede as it is read alone: with the first points of the list that it leads to, or without its colon."""
    if not lede.text.endswith(":"):
        return lede.text
    points = [line.text.rstrip(".") for line in takewhile(is_point, lines)]
    while points and len(f"{lede.text} {'؛ '.join(points)}") > _CAPTION:
        points = [] if _BELOW.search(lede.text) else points[:-1]
    return f"{lede.text} {'؛ '.join(points)}." if points else _FOLLOWS.sub(".", _BELOW.sub("", lede.text))


def called(line: Line) -> str:
    """Return what readers are called to do without who says so, whom a caption has not named."""
    if asked := _ASKS.search(line.text):
        return f"{asked['whom']} {asked['what']}"
    return "" if speaker_of(line) else line.text


def is_point(line: Line) -> bool:
    return bool(line.passage and line.passage.point) and not line.quote


def speaker_of(line: Line) -> str:
    return line.passage.speaker if line.passage else ""
