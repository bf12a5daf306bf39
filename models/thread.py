"""The words of a note as a thread: how far a sentence has come along it, and which words may come next.

A busy officer leaves out what joins the words of a note. A sentence along the thread says them one after the other,
none left out, and between two of them a few words of assets/words/weaving.txt: links and plain verbs.
"""

import re
from collections.abc import Iterator
from functools import cache

from bumi.language import verb_forms
from bumi.settings import ROOT
from bumi.text import digits_to_persian, normal

__all__ = ["COMMA", "START", "Places", "Thread", "woven_words"]

COMMA = "،"
_BREAKS = f"{COMMA}؛:.!-–—/+|=→←•*"  # what parts the words of a note; a sentence has words or a comma for it
_NO = ("نه", "نیست", "نیستند", "ندارد", "ندارند", "نمی‌شود", "نمی‌شوند")  # how a note's «نه» may be said
_NEEDLESS = frozenset(("و", "هم", "نیز"))  # words of a note that a sentence can do without
_RUN = 4  # woven words between two of the note: «انجام می‌شود و در»
_LAST_RUN = 5  # after its last one: «در نظر گرفته خواهد شد»
_THIS = "این"
_HOUR = "ساعت"
_NAMING = {_HOUR: re.compile("[۰-۹]{1,2}(?::[۰-۹]{2})?"), "شماره": re.compile("[۰-۹]{3,}(?:-[۰-۹]+)?")}  # what follows
_AFTER_AN_HOUR = frozenset(("تا", "الی", "و", "صبح", "ظهر", "عصر", "شب", "بامداد", "هر"))

type Places = frozenset[tuple[int, int]]
"""Where a text may be: (words of the note said, woven words since)."""

START: Places = frozenset({(0, 0)})


class Thread:
    """The words of `source` in their order.

    `head` is the word that «این» may refer to the topic with; with `own_first` nothing is woven before the first word.
    """

    def __init__(self, source: str, head: str = "", own_first: bool = False) -> None:
        self._words, self._breaks = _parted(source)
        self._head, self._own_first = head, own_first
        self._woven = woven_words() | {word for word in self._words if word in verb_forms()}
        self._after = {"": START}

    def after(self, text: str) -> Places:
        """Return where the whole words `text` may have come to; nowhere where they leave the thread."""
        if text not in self._after:
            before, _, word = text.rpartition(" ")
            self._after[text] = self.step(self.after(before), word.rstrip(COMMA), refers(before))
        return self._after[text]

    def step(self, places: Places, word: str, referring: bool = False) -> Places:
        """Return where `word` leads; `referring` says that it follows «این»."""
        found: dict[int, int] = {}
        for at, run in places:
            for said in self._reachable(at):
                if word in self._forms(self._words[said]):
                    found[said + 1] = 0
            joins = word in self._woven and self._names(word, at)
            if run < self._most(at) and (joins or (referring and word == self._head)):
                found[at] = min(run + 1, found.get(at, run + 1))
        return frozenset(found.items())

    def own(self, places: Places, referring: bool = False) -> set[str]:
        """Return the words of the note that may be said next, and the head after «این»."""
        forms = (self._forms(self._words[said]) for at, _ in places for said in self._reachable(at))
        return {form for several in forms for form in several} | ({self._head} if referring and self._head else set())

    def joining(self, places: Places) -> frozenset[str]:
        """Return the words that may be woven in next."""
        free = [at for at, run in places if run < self._most(at)]
        unnamed = (word for word in _NAMING if not any(self._names(word, at) for at in free))
        return self._woven.difference(unnamed) if free else frozenset()

    def all_said(self, places: Places) -> bool:
        """Whether the end may be reached: no word is left that a sentence cannot do without."""
        return any(self._ended(at) for at, _ in places)

    def _names(self, word: str, at: int) -> bool:
        """Whether `word` may stand before the note's word at `at`: «ساعت» before a clock time, not before a count."""
        if word not in _NAMING:
            return True
        following = self._words[at : at + 2]
        if not following or not _NAMING[word].fullmatch(following[0]):
            return False
        return word != _HOUR or len(following) == 1 or at + 1 in self._breaks or following[1] in _AFTER_AN_HOUR

    def _reachable(self, at: int) -> Iterator[int]:
        """Yield the words that may be said next: the one at `at`, and those after needless ones."""
        for said in range(at, len(self._words)):
            yield said
            if self._words[said] not in _NEEDLESS:
                return

    def _forms(self, word: str) -> tuple[str, ...]:
        """Return how a word of the note may be said: as it is, with the ezafe it leaves out, or «نه» as a verb."""
        if word == _NO[0]:
            return (*_NO, *(f"ن{verb}" for verb in self._words if verb.startswith("می\u200c")))
        return (word, f"{word}ی") if word.endswith(("ا", "و")) and len(word) > 2 else (word,)

    def _most(self, at: int) -> int:
        if not at and self._own_first:
            return 0
        return _LAST_RUN if self._ended(at) else _RUN

    def _ended(self, at: int) -> bool:
        return all(word in _NEEDLESS for word in self._words[at:])


def refers(text: str) -> bool:
    """Whether the next word after `text` is what «این» refers to."""
    return text.endswith(f" {_THIS}")


@cache
def woven_words() -> frozenset[str]:
    """Return the words of assets/words/weaving.txt."""
    lines = (ROOT / "assets" / "words" / "weaving.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _parted(source: str) -> tuple[list[str], set[int]]:
    """Return the words of a note, and after how many of them it is parted."""
    words: list[str] = []
    breaks: set[int] = set()
    for chunk in digits_to_persian(normal(source)).split():
        bare = chunk.rstrip(_BREAKS)
        if bare.strip(_BREAKS):
            words.append(bare)
        if bare != chunk:
            breaks.add(len(words))
    return words, breaks
