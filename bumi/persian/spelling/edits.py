"""Edits: words one typing error away, by a letter lost, added, doubled, swapped or replaced."""

from collections.abc import Iterator
from functools import cache

LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءأؤ"
_ROWS = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو")  # the standard Persian keyboard, ISIRI 9147
_SHIFTED = {"آ": "ا", "ژ": "ز", "ئ": "ی", "ء": "م", "أ": "ا", "ؤ": "و"}
_OFFSETS = (0.0, 0.25, 0.75)  # of the rows, in keys
_SOUNDS = ("زذضظ", "سصث", "تط", "هح", "قغ", "اعآأء", "یئ", "وؤ")
_SHAPES = ("بپتثنیئ", "جچحخ", "دذ", "رزژ", "سش", "صض", "طظ", "عغ", "فق", "کگ", "اآأ", "وؤ")


def one_edit_away(word: str) -> Iterator[tuple[str, str]]:
    """Yield (another word, the slip that turned it into `word`); a word may come more than once.

    Slips: swap (two letters), double (a letter struck twice), extra, lost, and those of `alike` for one letter in place
    of another. A trailing ! means the first letter, "lost." the last one.
    """
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        place = "" if at else "!"
        if after[:1] == letter:
            yield before + after, "double"
        elif before[-1:] != letter:
            near = any("k" in alike(letter, other) for other in (before[-1:], after[:1]) if other)
            yield before + after, f"extra{'k' if near else ''}{place}"
        if after and after[0] != letter:
            yield f"{before}{after[0]}{letter}{after[1:]}", f"swap{place}"
        for other in LETTERS:
            if other != letter:
                yield f"{before}{other}{after}", f"for {alike(letter, other)}{place}"
            if other != before[-1:]:
                yield f"{before}{other}{word[at:]}", f"lost{'2' if other == letter else ''}{place}"
    for other in LETTERS:
        if other != word[-1:]:
            yield word + other, "lost."


@cache
def alike(letter: str, other: str) -> str:
    """Return how two letters are alike, all that apply: k neighbouring keys, s sound, d same but for dots."""
    key, near = _places().get(letter), _places().get(other)
    close = key is not None and near is not None and (key[0] - near[0]) ** 2 + (key[1] - near[1]) ** 2 < 1.7
    sound = any(letter in group and other in group for group in _SOUNDS)
    shape = any(letter in group and other in group for group in _SHAPES)
    return f"{'k' if close else ''}{'s' if sound else ''}{'d' if shape else ''}"


@cache
def _places() -> dict[str, tuple[float, float]]:
    placed: dict[str, tuple[float, float]] = {
        letter: (row, _OFFSETS[row] + at) for row, letters in enumerate(_ROWS) for at, letter in enumerate(letters)
    }
    return placed | {letter: placed[base] for letter, base in _SHIFTED.items()}
