"""Register: formal and plain Persian, without spoken forms, padding, empty praise and needless foreign words."""

from collections.abc import Iterator
from functools import lru_cache

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.style.bureaucratese import padding
from bumi.checks.style.foreign_words import foreign
from bumi.checks.style.promotional import bait, empty_praise, shouts, unsourced
from bumi.finding import Finding, Severity
from bumi.persian.morphology import words
from bumi.persian.text import flat

__all__ = ["check"]


def check(context: Context) -> Iterator[Finding]:
    """Find what is not formal and plain Persian; words in a quotation are the speaker's own, and not judged."""
    for finding in (*_informal(context), *_padding(context), *_superlative(context), *_foreign(context)):
        span = finding.start, finding.end
        if not context.quotations.touch(*span) and not context.untouchable.touch(*span):
            yield finding


def _informal(context: Context) -> Iterator[Finding]:
    for start, end, written in context.said:
        if not _named(context, start, end):
            message = f"«{context.text[start:end]}» گفتاری است؛ «{written}» بنویسید"
            yield context.finding("register/informal", Severity.WARNS, start, end, message, written)


def _padding(context: Context) -> Iterator[Finding]:
    for start, end, plain in padding(context.text):
        remedy = f"ساده بنویسید: «{plain}»" if plain else "آن را بردارید"
        message = f"«{context.text[start:end].strip()}» اداری است؛ {remedy}"
        yield context.finding("register/padding", Severity.ADVISES, start, end, message, plain)


def _superlative(context: Context) -> Iterator[Finding]:
    """Empty praise that the brief has itself is its own; bait is told whoever wrote it."""
    for start, end, plain in empty_praise(context.text):
        if not _said(context, start, end):
            message = f"«{context.text[start:end]}» ستایش است، نه خبر؛ عدد، سند یا چیزی را که دیده‌اید بنویسید"
            yield context.finding("register/superlative", Severity.ADVISES, start, end, message, *filter(None, [plain]))
    for start, end in unsourced(context.text):
        if not _said(context, start, end):
            message = f"«{context.text[start:end]}» عدد یا منبع می‌خواهد؛ آن را بنویسید یا این صفت را بردارید"
            yield context.finding("register/superlative", Severity.ADVISES, start, end, message)
    for start, end, plain in bait(context.text):
        message = f"«{context.text[start:end]}» خواننده را به دام می‌اندازد؛ آن را بردارید و خود خبر را بنویسید"
        yield context.finding("register/superlative", Severity.ADVISES, start, end, message, *filter(None, [plain]))
    for start, end, plain in shouts(context.text, context.quotations):
        message = f"بیش از یک «!» در متن است؛ این یکی را «{plain}» کنید"
        yield context.finding("register/superlative", Severity.ADVISES, start, end, message, plain)


def _foreign(context: Context) -> Iterator[Finding]:
    for start, end, equivalents in foreign(context.text):
        if not _named(context, start, end):
            choices = "» یا «".join(equivalents)
            message = f"«{context.text[start:end]}» برابر فارسی دارد؛ «{choices}» بنویسید"
            yield context.finding("register/foreign", Severity.ADVISES, start, end, message, *equivalents)


def _said(context: Context, start: int, end: int) -> bool:
    """Say whether the brief itself has these words, in whatever spacing."""
    return context.brief is not None and _joined(context.text[start:end]) in _joined(context.brief.facts())


def _named(context: Context, start: int, end: int) -> bool:
    """Say whether these words stand in a name of the brief."""
    return context.brief is not None and f" {flat(context.text[start:end])} " in _names(context.brief)


@lru_cache(maxsize=64)
def _names(brief: Brief) -> str:
    """Return the words of what the brief calls by name: topic, agency, place and speakers."""
    named = " ، ".join((brief.topic, brief.agency, brief.where, *(quote.who for quote in brief.quotes)))
    return f" {' '.join(flat(word) for _, _, word in words(named))} "


def _joined(text: str) -> str:
    """Return `text` without spaces, so that بزرگترین and بزرگ‌ترین are one."""
    return flat(text).replace(" ", "")
