"""Regular expressions from listed words, which are written with the signs that assets/words/dignity.yaml explains."""

import re
from functools import cache

from bumi.persian.characters import MARKS
from bumi.persian.patterns import LETTER
from bumi.persian.text import ZWNJ, digits_to_persian

_LEVEL = str.maketrans("يىكۀ\u00a0_", "ییکه  ")
GAP = f"(?:\u0654?[ {ZWNJ}]{{1,2}})"
_SIGNS = {
    "(": "(?:",
    " ": GAP,
    ZWNJ: f"[ {ZWNJ}]?",
    "~": f"(?:[ {ZWNJ}]?(?:ها(?:یی?)?|ای|ی|ان|اند))?",
    "…": rf"(?:\w{LETTER}{{0,20}}{GAP}){{0,3}}",
}
_SIGN = re.compile(rf"\((?!\?)|[ {ZWNJ}~…]")
WORD_START, WORD_END = rf"(?<![\w{MARKS}{ZWNJ}])", rf"(?![{MARKS}{ZWNJ}]{{0,3}}\w)"


def level(text: str) -> str:
    """Return `text` with Persian letters and digits, and plain spaces; the length does not change."""
    return digits_to_persian(text.translate(_LEVEL))


@cache
def pattern(written: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Return the pattern of a listed word between the regular expressions `before` and `after`."""
    signs = _SIGN.sub(lambda sign: _SIGNS[sign.group()], written.replace(" |", "|"))
    return re.compile(f"{before}(?:{signs}){after}")
