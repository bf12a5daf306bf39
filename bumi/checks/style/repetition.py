"""Repetition: a word written twice, a sentence said twice, a source named twice, sentences that all begin alike."""

import re
from collections.abc import Iterator

from bumi.checks.context import Context
from bumi.checks.facts.sources import named_twice
from bumi.checks.rule import Match, Rule, within
from bumi.finding import Severity
from bumi.persian.morphology import sentences, words
from bumi.persian.text import ZWNJ, flat

__all__ = ["RULES"]

_LITTLE = "و|در|به|از|که|را|با|تا|این|برای|است|شد|شود|یا|نیز|کرد|شده|خواهد|باید"
_KINDS = "استان|شهرستان|اداره|سازمان|شهرداری|فرمانداری"  # what a name is the name of
_TWICE = re.compile(rf"(?<![\w{ZWNJ}])({_LITTLE}|{_KINDS})([ \t\u00a0]+)\1(?![\w{ZWNJ}])")
_LEAST = 4  # words of a sentence that is worth comparing
_ALIKE = 3  # sentences in a row with the same first words


def _sentences(context: Context) -> Iterator[Match]:
    """Yield sentences that the text has already, or the lede of this body."""
    lede = context.fields.get("lede", "") if context.field == "body" else ""
    seen = {flat(lede[start:end]) for start, end in sentences(lede)}
    for start, end in sentences(context.text):
        sentence = flat(context.text[start:end])
        if sentence in seen and len(sentence.split()) >= _LEAST:
            yield Match(start, end)
        seen.add(sentence)


def _openings(context: Context) -> Iterator[Match]:
    """Yield the first words of the third sentence in a row that begins with them."""
    run, last = 0, ""
    for start, end in sentences(context.text):
        opening = words(context.text[start:end])[:2]
        key = " ".join(word for _, _, word in opening)
        run = run + 1 if len(opening) == 2 and key == last else 1
        last = key
        if run == _ALIKE:
            yield Match(start, start + opening[-1][1], values={"words": key})


def _sources(context: Context) -> Iterator[Match]:
    for start, end, source in named_twice(context.text, whole=context.field == "lede"):
        yield Match(start, end, values={"source": source})


RULES = (
    # Little words, and what a name is the name of: «آرام آرام» and «یک یک» are good Persian.
    Rule("repetition/word", Severity.WARNS, _TWICE, each=lambda found: Match(*found.span(), (found[1],))),
    Rule("repetition/sentence", Severity.WARNS, _sentences),
    Rule("repetition/opening", Severity.ADVISES, _openings),
    Rule("repetition/source", Severity.WARNS, _sources, unless=within("quoted")),
)
