"""What of a brief a piece does not say, and what it says that no part of the brief supports."""

from collections.abc import Iterator, Mapping
from functools import cache

from bumi.brief import Brief
from bumi.checks.facts.source_vocabulary import Told, told
from bumi.persian.amounts import amounts
from bumi.persian.lexicon import listed_lines
from bumi.persian.morphology import content_lemmas, lemma, sentences, stop_words, verb_roots, words

__all__ = ["missing_parts", "unsupported"]

_FIELDS = ("headline", "lede", "body")
_HEADS = ("topic", "agency", "county")  # what need not be said in so many words
_SAID = 0.4  # of a part's words and numbers; of a part that is told, drafts have half at least
_KNOWN = 0.3  # of a sentence's words; of one that rests on its brief, drafts have a third at least
_TELLING = 3  # words that a sentence has to have for that to be certain


def missing_parts(brief: Brief, fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the ids of the parts of a brief of which headline, lede and body together say nothing."""
    text = "\n".join(fields.get(field, "") for field in _FIELDS)
    said, values = Told(text), _values(text)
    for part, told_there in brief.parts().items():
        wanted, numbers = content_lemmas(told_there), _values(told_there)
        known = sum(map(said.has, wanted)) + len(numbers & values)
        if part not in _HEADS and known < _SAID * (len(wanted) + len(numbers)):
            yield part


def unsupported(text: str, brief: Brief) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences whose words the brief does not have, those of any newsroom left out."""
    for start, end in sentences(text):
        telling = [word for _, _, word in words(text[start:end]) if _tells(word)]
        if len(telling) >= _TELLING and sum(map(told(brief).has, telling)) < _KNOWN * len(telling):
            yield start, end


def _values(text: str) -> set[object]:
    return {value for _, _, values in amounts(text) for value in values}


def _tells(word: str) -> bool:
    key = lemma(word)
    plain = len(word) < 2 or word in stop_words() or any(char.isdigit() for char in word)
    return not plain and key not in _of_any_newsroom() and key not in verb_roots()


@cache
def _of_any_newsroom() -> frozenset[str]:
    return frozenset(listed_lines("newsroom"))
