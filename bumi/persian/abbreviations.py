"""Abbreviations in notes, spelled out: amounts of money, measures, hours and days of the week."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bumi.persian.calendar import WEEKDAYS
from bumi.persian.patterns import END, MONTH
from bumi.persian.text import ZWNJ

MONEY: Mapping[str, str] = MappingProxyType(
    {
        short: f"{scale} تومان"
        for letter, scale in (("م", "میلیون"), ("ه", "هزار"))
        for short in (f"{letter}.ت", f"{letter} ت", f"{letter} تومن", f"{letter} تومان", f"{letter}.تومان")
    }
    | {"م.م": "میلیارد"}
)
"""Abbreviations of scale and currency after a number, with the full words."""

_MEASURES = {"م²": "مترمربع", "م٢": "مترمربع", "م۲": "مترمربع", "ک.م": "کیلومتر", "ک م": "کیلومتر", "ک.گ": "کیلوگرم"}
_AFTER_NUMBER = {**MONEY, **_MEASURES}
_SHORTENED = re.compile(
    rf"(?<=\d)[ {ZWNJ}]?({'|'.join(map(re.escape, sorted(_AFTER_NUMBER, key=len, reverse=True)))}){END}"
)
_TOMAN = re.compile(rf"((?:هزار|میلیون|میلیارد)|(?<![\d٬,.٫/])(?:\d{{4,}}|\d{{1,3}}(?:[٬,]\d{{3}})+)) ت(?![\w.{ZWNJ}])")
_MILLIONS = re.compile(
    rf"(?<=\d)[ {ZWNJ}]?(?:(?:م|میلیون|ملیون) و (\d{{1,3}}) ?(?:ت|تومن)|م و (\d{{1,3}}) تومان)(?![\w.{ZWNJ}])"
)  # nobody means «۱ میلیون و ۴۰۰ تومان»
_THOUSANDS = re.compile(rf"(?<=هزار و )(\d{{1,3}}) ?(?:ت|تومن)(?![\w.{ZWNJ}])")
_NO_SPACE = re.compile(rf"(?<=\d)(?:تومن|تومان){END}")
_HOUR = re.compile(
    rf"(?<![\w.{ZWNJ}])س\.? ?(?=(?:[01]?\d|2[0-4]|[۰۱]?[۰-۹]|۲[۰-۴])(?:[:٫][0-5۰-۵][0-9۰-۹])?(?![\w/.٫:٬-]))"
    rf"(?!\d+ (?:{MONTH}|و \d))"
)
_DAYS = {day[0]: day for day in WEEKDAYS}
_DAY = f"[{''.join(_DAYS)}]"
_ALONE = rf"(?<![\w.{ZWNJ}]){_DAY}(?![\w.{ZWNJ}])"
_RANGE = re.compile(rf"({_ALONE})( ?(?:تا|الی|-) ?)({_ALONE})")
_LIST = re.compile(rf"{_ALONE}(?:(?:، ?| و ){_ALONE})+")
_BESIDE = re.compile(
    r"(?:(?<!\w)\w(?: و|،| تا| -)?|کلاس|ردیف|بند|گروه|بلوک|سری|حرف|حروف|پلاک|ورودی|سالن|واحد|ماده|تبصره) ?$"
)
_ANSWERS = ("پ", "ج")  # after «س» they mark answers


def spelled_out(text: str) -> str:
    """Return `text` with its abbreviations in full where they are unambiguous.

    «۸۰ م.ت» is «۸۰ میلیون تومان», «۱ م و ۴۰۰ ت» «۱ میلیون و ۴۰۰ هزار تومان», «۴۰۰ م²» «۴۰۰ مترمربع», «س ۹» «ساعت ۹»,
    «ش تا چ» «شنبه تا چهارشنبه». A letter that may name a row or a class («ردیف ب تا د») stays.
    """
    text = _RANGE.sub(_range, text)
    text = _LIST.sub(_list, text)
    text = _MILLIONS.sub(lambda match: f" میلیون و {match[1] or match[2]} هزار تومان", text)
    text = _THOUSANDS.sub(r"\1 تومان", _NO_SPACE.sub(" تومان", text))
    text = _SHORTENED.sub(lambda match: f" {_AFTER_NUMBER[match[1]]}", text)
    text = _TOMAN.sub(r"\1 تومان", text)
    return _HOUR.sub(lambda hour: hour[0] if _BESIDE.search(text[: hour.start()]) else "ساعت ", text)


def _range(match: re.Match[str]) -> str:
    first, link, last = match.groups()
    return f"{_DAYS[first]}{link}{_DAYS[last]}" if _are_days(match, first + last) else match[0]


def _list(match: re.Match[str]) -> str:
    letters = re.findall(_ALONE, match[0])
    asked = letters[0] == "س" and letters[1] in _ANSWERS
    if asked or not _are_days(match, "".join(letters)):
        return match[0]
    return re.sub(_ALONE, lambda day: _DAYS[day[0]], match[0])


def _are_days(match: re.Match[str], letters: str) -> bool:
    """Say whether letters are days: in the order of the week, and beside no row, class or other letter."""
    places = ["".join(_DAYS).index(letter) for letter in letters]
    return places == sorted(set(places)) and not _BESIDE.search(match.string[: match.start()])
