"""Number words, and a reading form of text in which their marks and joints are normalised."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from bumi.persian.characters import MARKS
from bumi.persian.text import ZWNJ
from bumi.remembered import remembered

_UNITS_IN_WORDS = "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS_IN_WORDS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
_HUNDREDS_IN_WORDS = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"
UNITS = tuple(_UNITS_IN_WORDS.split())
"""The words for 0 to 19."""
_TENS, _HUNDREDS = _TENS_IN_WORDS.split(), _HUNDREDS_IN_WORDS.split()
_SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "تریلیون": 10**12}
_WORDS = (
    {word: value for value, word in enumerate(UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {word: 100 * value for value, word in enumerate(_HUNDREDS, 1)}
    | {"هیجده": 18, "یکصد": 100}
    | _SCALES
)
SCALES: Mapping[str, int] = MappingProxyType(_SCALES)
WORDS: Mapping[str, int] = MappingProxyType(_WORDS)
"""The number words as they are spelled."""

_JOINED_HUNDREDS = {f"{unit}صد": 100 * value for value, unit in enumerate(UNITS[:10]) if value}
NUMBERS: Mapping[str, int] = MappingProxyType(_JOINED_HUNDREDS | {"ن\u064fه": 9} | _WORDS)
"""The words that are read as numbers, with «دوصد» and with «نُه», whose mark tells it from «نَه»."""

HALF = "نیم"
"""A number only after «و» or before a scale: «دو و نیم میلیون», «نیم میلیون»."""


def _ordinal(word: str) -> str:
    return "سوم" if word == "سه" else f"{word}م"


ORDINALS: Mapping[str, int] = MappingProxyType(
    {"اول": 1, "سی ام": 30, "سی و یکم": 31}
    | {_ordinal(word): value for value, word in enumerate([*UNITS[1:], "بیست"], 1)}
    | {f"بیست و {_ordinal(word)}": 20 + value for value, word in enumerate(UNITS[1:10], 1)}
)
"""The ordinals of the days of a month."""


def _one_of(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


ANY_NUMBER = _one_of([*NUMBERS, HALF])

_UNIT, _TEEN = _one_of(UNITS[1:10]), _one_of([*UNITS[10:], "هیجده"])
_TEN, _SCALE = _one_of(_TENS), _one_of([*SCALES])
_HUNDRED = _one_of([*_HUNDREDS, *_JOINED_HUNDREDS])
_BELOW_HUNDRED = f"(?:{_TEN}(?:و?{_UNIT})?|{_TEEN}|{_UNIT})"
_GROUP = f"(?:{_HUNDRED}(?:و?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_ROUND = [*UNITS[1:10], *_TENS, *_HUNDREDS]
_NEXT = [*(f"{one}{then}" for one, then in pairwise(_ROUND)), "دهدوازده", "دهپانزده", "پانزدهبیست"]
_SCALED = f"(?:(?:{_one_of(_NEXT)}|{_GROUP}(?:و{HALF})?|{HALF})?{_SCALE}+)"
_TAIL = "(?:تا(?:ی|یی)?|تومانی?|ریالی?|نفره?)"
_WHOLE = re.compile(
    f"(?!سینه)(?:{_SCALED}(?:و?{_SCALED}){{0,3}}(?:و?{_GROUP})?|{_one_of(_NEXT)}|{_GROUP})(?:و{HALF})?{_TAIL}?"
)
_VAGUE = re.compile(f"(?:ده|صد|{_SCALE})ها|هزاران|دوجین|{ANY_NUMBER}م(?:ین)?")
_BEGINS = re.compile(_one_of([f"{ZWNJ}*".join(word) for word in (*NUMBERS, HALF)]))
_LONGEST = 40  # letters of a number in one word: «نهصدوهفتادوهشت‌میلیون‌وپانصدهزار»


_MARK = f"\u0640{MARKS}"
_WORD = re.compile(
    f"(?<![\\w{ZWNJ}{_MARK}])"
    f"(?:[^\\W\u0640]*+[{_MARK}{ZWNJ}][\\w{_MARK}{ZWNJ}]*|{ANY_NUMBER}(?:{ANY_NUMBER}|و)*+{_TAIL}?(?!\\w))"
)
_MARKS = "".join(map(chr, (0x640, *range(0x64B, 0x660), 0x670)))
_LETTERS = re.compile(f"[^{_MARK}]")
_MEANT = frozenset({"د\u0650ه", "ن\u064fه"})  # the mark says that it is a village, not ten, and nine, not «no»
_TOKEN = re.compile(f"{ANY_NUMBER}|و|{_TAIL}")


@remembered()
def read_form(text: str) -> tuple[str, Sequence[int]]:
    """Return the reading form of `text`, and for each of its characters (and the end) the offset in `text`.

    Marks, tatweel and half-spaces within number words are removed, and numbers written as one word are split: «صَد»,
    «نـود», «نو‌د», «صدوبیست». A word that only begins or ends like a number (دوستان, صدای) stays.
    """
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for word in _WORD.finditer(text):
        form, within = _form(word.group())
        if form != word.group():
            start = word.start()
            parts += [text[done:start], form]
            places += [*range(done, start), *(start + at for at in within)]
            done = word.end()
    if not parts:
        return text, range(len(text) + 1)
    return "".join([*parts, text[done:]]), [*places, *range(done, len(text) + 1)]


def span_of(text: str, places: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return the span in `text` of what its reading form has from `start` to `end`, marks included."""
    last = places[end - 1] + 1
    return places[start], last + len(text[last : places[end]]) - len(text[last : places[end]].lstrip(_MARKS))


@lru_cache(maxsize=10_000)
def _form(word: str) -> tuple[str, tuple[int, ...]]:
    if word in _MEANT or any(map(str.isdigit, word)):  # «۴ـ۵» is a range
        return word, tuple(range(len(word)))
    letters = [(match.group(), match.start()) for match in _LETTERS.finditer(word)]
    bare = "".join(letter for letter, _ in letters)
    pieces = [match.span() for match in re.finditer(f"[^{ZWNJ}]+", bare)]
    form: list[tuple[str, int]] = []
    done = at = 0
    while at < len(pieces):
        start, after, tokens = pieces[at][0], at + 1, list[str]()
        for last in range(_last(pieces, at), at, -1) if _BEGINS.match(bare, start) else ():
            if tokens := _tokens(bare[start : pieces[last - 1][1]].replace(ZWNJ, ""), last - at):
                after = last
                break
        if tokens:
            form += letters[done:start]
            done = pieces[after - 1][1]
            form += _parted(tokens, [it for it in letters[start:done] if it[0] != ZWNJ])
        at = after
    form += letters[done:]
    return "".join(letter for letter, _ in form), tuple(place for _, place in form)


def _last(pieces: Sequence[tuple[int, int]], at: int) -> int:
    """Return the index after the last piece that may belong to one number with piece `at`."""
    last = at + 1
    while last < len(pieces) and pieces[last][1] - pieces[at][0] <= 2 * _LONGEST:
        last += 1
    return last


def _tokens(joined: str, pieces: int) -> list[str]:
    """Return the words of a number written as one word or in pieces, [] for anything else."""
    if len(joined) > _LONGEST or (pieces == 1 and joined in NUMBERS):
        return []
    if _WHOLE.fullmatch(joined):
        return _TOKEN.findall(joined)
    return [joined] if pieces > 1 and joined[-2:] != "ها" and _VAGUE.fullmatch(joined) else []


def _parted(tokens: Sequence[str], letters: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the letters with spaces between words, and with «و» before a smaller number that lacks it."""
    form: list[tuple[str, int]] = []
    at = 0
    for before, token in pairwise(["", *tokens]):
        if before and not token.startswith("تا"):
            lesser = before in NUMBERS and token in NUMBERS and NUMBERS[token] < NUMBERS[before]
            form += [(letter, letters[at][1]) for letter in (" و " if lesser else " ")]
        form += letters[at : at + len(token)]
        at += len(token)
    return form
