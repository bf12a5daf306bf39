"""Readability: the hardest sentence of a text that is too hard for its readers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bumi.brief import Brief, Kind
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule
from bumi.finding import Severity
from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.morphology import lemma, lexicon, sentences, verb_forms, words
from bumi.persian.spans import PERSIAN
from bumi.persian.syllables import syllables
from bumi.persian.text import ZWNJ, flat

LEAST_EASE = {"lede": 30, "body": 50}
"""The ease below which a field is hard, on Flesch's scale, which Dayani keeps: below 50 a text needs more than
school education, below 30 university. A lede is one sentence with the whole news, and may be a step harder."""

_PLAINER = dict.fromkeys((Kind.NOTICE, Kind.EXPLAINER, Kind.ANSWER), 10)  # everybody must understand them, to act
_ENOUGH = 10  # words; a shorter text is not measured
_LONG_SENTENCE = 20  # words
_LONG_WORD = 4  # syllables
_EXAMPLES = 3
_CALENDAR = frozenset(map(flat, (*WEEKDAYS, *MONTHS)))
_WORD = re.compile(f"[{PERSIAN}{ZWNJ}]+")


@dataclass(frozen=True)
class _Sentence:
    """A sentence for measuring: `size` in words, numbers included, and the words that can be made shorter."""

    start: int
    end: int
    size: int
    words: tuple[str, ...]


def _hard(context: Context) -> Iterator[Match]:
    """Yield the hardest sentence of a lede or body that is hard to read; quotations and names do not count."""
    if context.field not in LEAST_EASE:
        return
    counted = list(_counted(context))
    if sum(len(sentence.words) for sentence in counted) < _ENOUGH:
        return
    least = LEAST_EASE[context.field] + (_PLAINER.get(context.brief.kind, 0) if context.brief else 0)
    hardest = min(counted, key=lambda sentence: (sentence.size < _ENOUGH, _ease([sentence])))
    if _ease(counted) < least and (match := _why(hardest)):
        yield match


def ease(context: Context) -> float:
    """Return the reading ease of Flesch and Dayani, about 0 (very hard) to 100 (very easy); 100 for no words.

    262.835 - 0.846 (syllables in 100 words) - 1.015 (words in a sentence): M. H. Dayani, «سنجش خوانایی نوشته‌های فارسی»,
    1379 (2000), as later studies quote it. It is Flesch's formula plus 56, since Persian words are longer.
    """
    counted = list(_counted(context))
    return _ease(counted) if counted else 100.0


def _ease(counted: list[_Sentence]) -> float:
    said = [word for sentence in counted for word in sentence.words]
    size = sum(sentence.size for sentence in counted) / len(counted)
    return 262.835 - 84.6 * sum(map(syllables, said)) / len(said) - 1.015 * size


def _counted(context: Context) -> Iterator[_Sentence]:
    """Yield the sentences that have words of their own."""
    names = _CALENDAR | (_names(context.brief) if context.brief else frozenset())
    for start, end in sentences(context.text):
        own = [word for at, _, word in words(context.text[start:end]) if start + at not in context.quoted]
        plain = tuple(word for word in own if _WORD.fullmatch(word) and flat(word) not in names)
        if plain:
            yield _Sentence(start, end, len(own), plain)


def _names(brief: Brief) -> frozenset[str]:
    """Return the words of names and of the topic, which cannot be shortened."""
    speakers = (f"{quote.speaker} {quote.role}" for quote in brief.quotes)
    named = " ".join((brief.topic, brief.agency, brief.county, brief.where, *speakers))
    return frozenset(flat(word) for _, _, word in words(named))


def _why(sentence: _Sentence) -> Match | None:
    """Return why a sentence is hard and what to do, None where neither its length nor its words explain it."""
    by_length = sorted(dict.fromkeys(sentence.words), key=syllables, reverse=True)
    long = [word for word in by_length if syllables(word) >= _LONG_WORD and _is_noun(word)]
    values = {"size": sentence.size, "words": "» و «".join(long[:_EXAMPLES])}
    if sentence.size > _LONG_SENTENCE:
        variant = "long" if sentence.size <= 2 * _LONG_SENTENCE else "longest"
        return Match(sentence.start, sentence.end, values=values, variant=f"{variant}-words" if long else variant)
    return Match(sentence.start, sentence.end, values=values, variant="words") if len(long) >= _EXAMPLES else None


def _is_noun(word: str) -> bool:
    """Return whether a word is known and not a verb, so that another may replace it."""
    return word not in verb_forms() and lemma(word) in lexicon()


RULES = (Rule("readability/hard", Severity.ADVISES, _hard),)
