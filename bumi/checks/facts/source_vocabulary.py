"""The words that a text has: those that a brief gives a draft to name things with, and those that the draft used."""

from functools import lru_cache

from bumi.brief import Brief
from bumi.persian.morphology import lemma, words
from bumi.persian.text import flat, word_row
from bumi.province import province

__all__ = ["Told", "told"]

_LEAST = 4  # letters of a beginning that tells a word
_TAIL = 2  # letters that an ending may have


class Told:
    """The words of a text, in whatever form and spacing."""

    def __init__(self, text: str) -> None:
        self._row = word_row(text)
        self._words = set(self._row.split())
        self._lemmas = {lemma(word) for _, _, word in words(text)}
        self._begun = {word[:length] for word in self._words for length in range(_LEAST, len(word) + 1)}

    def has(self, word: str) -> bool:
        """Say whether the word is there in any form; an ending that the lemmatizer left is no difference."""
        key = lemma(word)
        stem = flat(key).replace(" ", "")
        return (
            key in self._lemmas
            or set(flat(word).split()) <= self._words
            or stem[: max(_LEAST, len(stem) - _TAIL)] in self._begun
        )

    def names(self, name: str) -> bool:
        """Say whether these words are there as they are, one after the other."""
        return word_row(name) in self._row


@lru_cache(maxsize=64)
def told(brief: Brief) -> Told:
    """Return the words of a brief, of its county and its agency as the province knows them, and of the province."""
    county, agency = province().county(brief.county), province().agency(brief.agency)
    own = [name for it in (county, agency) if it for name in (it.name, *it.aliases)]
    return Told("\n".join([brief.facts(), province().name, brief.axis, *own, *(county.places if county else ())]))
