"""Examples for the speller: words of clean text with a typing error, and correct words that look like one."""

import random
from collections.abc import Iterable, Iterator

from bumi.persian.halfspace.evidence import bare
from bumi.persian.halfspace.places import halves, neighbour
from bumi.persian.spelling.edits import LETTERS, alike
from bumi.persian.spelling.speller import Speller, Unknown
from bumi.persian.spelling.vocabulary import WordCounts, known

_SLIPS = {"near": 5, "alike": 4, "lost": 4, "double": 1, "extra": 2, "stray": 2, "vowel": 1, "swap": 3, "any": 1}
_BARE = 0.3  # share of the words with آ first that get ا as their slip
_SHARE = 0.12  # share of the words of clean text that get a slip
_SHORTEST = 2


def mistyped(word: str, draw: random.Random) -> str:
    """Return `word` with one slip, of the kinds and about at the rates that people make."""
    if word[0] == "آ" and draw.random() < _BARE:
        return f"ا{word[1:]}"
    (kind,) = draw.choices([*_SLIPS], [*_SLIPS.values()])
    at = draw.randrange(len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    match kind:
        case "near":
            return before + draw.choice(_like(letter, "k") or [letter]) + after
        case "alike":
            return before + draw.choice(_like(letter, "sd") or [letter]) + after
        case "lost":
            return before + after
        case "double":
            return before + letter * 2 + after
        case "extra":
            return before + letter + draw.choice(_like(letter, "k") or [letter]) + after
        case "stray":
            return before + letter + draw.choice(LETTERS) + after
        case "vowel":
            return before + letter + draw.choice("اوی") + after
        case "swap":
            return before + after[:1] + letter + after[1:]
    return before + draw.choice(LETTERS) + after


def learnt_from(
    lines: Iterable[str], draw: random.Random, speller: Speller, counts: WordCounts
) -> Iterator[tuple[Unknown, list[tuple[str, str]], int]]:
    """Yield (unknown word, candidates, number of the right one from 1, or 0 for the word itself)."""
    for line in lines:
        for unknown in speller.unknown(line):
            if others := speller.others(unknown.word):
                yield unknown, others, 0
        found = halves(line)
        for at, half in enumerate(found):
            word = bare(half.text)
            if not half.lettered or len(word) < _SHORTEST or draw.random() > _SHARE:
                continue
            wrong = mistyped(word, draw)
            if len(wrong) < _SHORTEST or known(wrong, counts):
                continue
            others = speller.others(wrong)
            meant = [other for other, _ in others]
            if word in meant:
                around = bare(neighbour(found, at, -1)), bare(neighbour(found, at, 1))
                yield Unknown(half.start, half.end, wrong, *around), others, meant.index(word) + 1


def _like(letter: str, ways: str) -> list[str]:
    return [other for other in LETTERS if other != letter and set(alike(letter, other)) & set(ways)]
