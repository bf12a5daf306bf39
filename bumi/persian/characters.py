"""Character tables for the normal form of `bumi.persian.text`: look-alikes, invisible characters, digits."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

_LETTERS = "ء-غفقل-وپچژکگی"
_KEPT = f"\t\n\r -~«»؛،؟٪٫٬…–—“”‘’\u200cـ{_LETTERS}٠-٩۰-۹"
ODD = re.compile(f"[{_KEPT}]?[^{_KEPT}]+")
"""A run that the normal form may change, with the character before it; text without a match is normal."""

LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىےېۍ", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("ہھە", "ه"),
        **dict.fromkeys("ۀۂ", "هٔ"),
        "ۓ": "ئ",
    }
)
"""Arabic, Urdu, Kurdish, Pashto and Sindhi shapes of Persian letters."""

MARKS = "\u064b-\u065f\u0670"
"""The marks of vowels and of doubled letters, for use within [...]."""

ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅΥАαονικΑΒΕΖΗΙΚΜΝΟΡΤΧ", "aeopcyxijshdqwABEKMHOPCTXIJSYAaovikABEZHIKMNOPTX"
)
"""Cyrillic and Greek letters that look like Latin ones, for comparing only."""

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_DIRECTIONS = "\u061c\u202a-\u202e\u2066-\u206f"
_FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_FORMATS = "\u00ad\u034f\u180b-\u180f\u200b\u2060-\u2065\ufeff\ufff0-\ufffb"
_MUSIC, _TAGS = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a", "\U000e0000-\U000e0fff"
UNSEEN = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_FILLERS}{_FORMATS}{_MUSIC}{_TAGS}]")
"""Invisible characters that Persian does not need, with marks of direction, which reorder what is shown."""

_PICTURES = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
SELECTOR = re.compile(f"(?<![{_PICTURES}])[\ufe00-\ufe0f]+")
"""Variation selectors that do not follow an emoji."""

POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
_LONE_POWER = re.compile(f"(?<![\\w)])[{POWERS}]+")
"""Raised and lowered digits that are neither exponents nor parts of a formula."""

SLIPPED = re.compile(f"(?<=[{_LETTERS}])\u200f(?=[{_LETTERS}])|(?<=[{_LETTERS}يىك])\u00ad(?=[{_LETTERS}يىك])")
"""Characters that some keyboards type for a half-space."""

_PERSIAN_TEXT = f"\\sـ{_LETTERS}\u200c«»؛،؟٪٫٬…"
STRAY = re.compile(f"(?:(?<=[{_PERSIAN_TEXT}\u064b-\u0652])|^)[\u200e\u200f]+(?=[{_PERSIAN_TEXT}]|\\Z)")
"""Marks of direction within Persian, which are useless there; beside Latin they are not."""

_CARRIER = re.compile("[ \u0640](?=[\u064b-\u0652\u0670]+$)")  # carries a printed mark; typed marks follow a letter
_LINES = "\x0b\x0c\x85"  # line breaks of old programs, invalid in pages
SHAPES = re.compile(  # presentation forms of letters, digits and marks
    "[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0\ufdf1\ufe70-\ufe72\ufe74\ufe76-\ufefc"
    "\uff01-\uff5e\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff]"
)
KEYPADS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_ENCLOSING = "\u20dd\u20de\u20df\u20e0\u20e2\u20e3\u20e4"
_TEN = "🔟"  # an emoji by its properties


class Decimals(dict[int, str]):
    """A table for `str.translate` from every decimal digit of Unicode to one of `digits`, filled on demand."""

    def __init__(self, digits: str) -> None:
        self._digits = digits

    def __missing__(self, code: int) -> str:
        value = unicodedata.decimal(chr(code), None)
        self[code] = chr(code) if value is None else self._digits[value]
        return self[code]


class _Plain(dict[int, str]):
    """A table for `str.translate` from a character to what a person would have typed, filled on demand."""

    def __missing__(self, code: int) -> str:
        self[code] = _typed(chr(code))
        return self[code]


_PERSIAN = Decimals("۰۱۲۳۴۵۶۷۸۹")
_PLAIN = _Plain()
_PARTS = {  # «½» is «٫۵», after a whole number or «۰»
    code: f"٫{str(Decimal(part.numerator) / part.denominator)[2:]}".translate(_PERSIAN)
    for code in (*range(0xBC, 0xBF), *range(0x2150, 0x215F))
    for part in [Fraction(unicodedata.numeric(chr(code))).limit_denominator(10)]
    if 1000 % part.denominator == 0
}
_LEADING_PART = re.compile(f"(?<![{KEYPADS}])(?=[{''.join(map(chr, _PARTS))}])")


def plain(text: str) -> str:
    """Return `text` with the letters, digits and spaces that a Persian keyboard has; see `_typed`.

    Digits of other scripts and whole numbers in one character become Persian digits; the keyboard's digits stay.
    """
    typed = text.translate(_PLAIN)
    typed = _LONE_POWER.sub(lambda run: unicodedata.normalize("NFKC", run.group()).translate(_PERSIAN), typed)
    return SELECTOR.sub("", _LEADING_PART.sub("۰", typed).translate(_PARTS))


def _typed(char: str) -> str:
    if char in KEYPADS or char in POWERS:
        return char
    if char in _LINES:
        return "\n"
    if char in _ENCLOSING:
        return ""
    if char.isspace() and unicodedata.category(char) == "Zs":
        return " "
    if unicodedata.decimal(char, None) is not None:
        return char.translate(_PERSIAN)
    if char == _TEN or (unicodedata.category(char) in ("No", "Nl") and _whole(char)):
        return str(int(unicodedata.numeric(char, 10))).translate(_PERSIAN)
    if SHAPES.match(char):
        char = _CARRIER.sub("", unicodedata.normalize("NFKC", char))
    return char.translate(LETTERS)


def _whole(char: str) -> bool:
    value = unicodedata.numeric(char, -1)
    return value >= 0 and value.is_integer()
