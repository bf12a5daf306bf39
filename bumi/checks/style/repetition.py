"""Repetition: a word written twice, a sentence said twice, a source named twice, sentences that all begin alike."""

import re
from collections.abc import Iterator, Sequence

from bumi.checks.context import Context
from bumi.checks.facts.sources import named_twice
from bumi.finding import Finding, Severity
from bumi.persian.morphology import sentences, words
from bumi.persian.text import flat

__all__ = ["check"]

_LITTLE = re.compile("و|در|به|از|که|را|با|تا|این|برای|است|شد|شود|یا|نیز|کرد|شده|خواهد|باید")
_KINDS = re.compile("استان|شهرستان|اداره|سازمان|شهرداری|فرمانداری")  # what a name is the name of
_TWICE = re.compile(r"(?<!\w)(\w+)([ \t\u00a0]+)\1(?!\w)(?!\u200c)")
_LEAST = 4  # words of a sentence that is worth comparing
_ALIKE = 3  # sentences in a row with the same first words


def check(context: Context) -> Iterator[Finding]:
    """Find doubled words, sources and sentences (also those of the lede in the body), and monotonous openings."""
    yield from _doubled_words(context)
    spans = sentences(context.text)
    yield from _repeated_sentences(context, spans)
    yield from _openings(context, spans)
    yield from _sources(context)


def _doubled_words(context: Context) -> Iterator[Finding]:
    """Little words, and what a name is the name of: «آرام آرام» and «یک یک» are good Persian."""
    for twice in _TWICE.finditer(context.text):
        word = twice.group(1)
        if (_LITTLE.fullmatch(word) or _KINDS.fullmatch(word)) and context.text[
            twice.start() - 1 : twice.start()
        ] != "\u200c":
            message = f"«{word}» دو بار پشت سر هم آمده است؛ یکی را بردارید"
            yield context.finding("repetition/word", Severity.WARNS, *twice.span(), message, word)


def _repeated_sentences(context: Context, spans: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    lede = context.fields.get("lede", "") if context.field == "body" else ""
    seen = {flat(lede[start:end]) for start, end in sentences(lede)}
    for start, end in spans:
        sentence = flat(context.text[start:end])
        if sentence in seen and len(sentence.split()) >= _LEAST:
            message = "این جمله پیش از این هم آمده است؛ یکی را بردارید"
            yield context.finding("repetition/sentence", Severity.WARNS, start, end, message)
        seen.add(sentence)


def _sources(context: Context) -> Iterator[Finding]:
    for start, end, source in named_twice(context.text, whole=context.field == "lede"):
        if not context.quoted.touch(start, end):
            message = f"منبع، «{source}»، دو بار نام برده شده است؛ یکی را بردارید"
            yield context.finding("repetition/source", Severity.WARNS, start, end, message)


def _openings(context: Context, spans: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    run, last = 0, ""
    for start, end in spans:
        opening = words(context.text[start:end])[:2]
        key = " ".join(word for _, _, word in opening)
        run = run + 1 if len(opening) == 2 and key == last else 1
        last = key
        if run == _ALIKE:
            message = f"سه جمله پشت سر هم با «{key}» آغاز می‌شود؛ یکی را جور دیگر آغاز کنید"
            yield context.finding("repetition/opening", Severity.ADVISES, start, start + opening[-1][1], message)
