"""Spelling: unknown words that are one slip away from a known one, and words taken for others.

An editor stops reading a check that cries wolf: what is only unknown (a name, a new word) is not spoken of. Nothing is
mended without asking. Quotations, addresses, Latin, and the words of the brief and the province are left alone.
"""

from collections.abc import Iterator
from functools import cache

from bumi.checks.context import Context
from bumi.checks.orthography.confused_words import confused
from bumi.finding import Finding, Severity
from bumi.persian.halfspace.evidence import bare
from bumi.persian.halfspace.places import halves
from bumi.persian.lexicon import listed_lines
from bumi.persian.spelling.stored import speller
from bumi.province import Province

__all__ = ["check"]

_SAID = {
    "compound": "«{}» را این‌گونه بنویسید: «{}»؛ گذاردن نهادن است و گزاردن به‌جا آوردن",
    "tanvin": "تنوین روی واژه فارسی نمی‌آید؛ به‌جای «{}» بنویسید «{}»",
    "plural": "«{}» دو بار جمع بسته شده است؛ بنویسید «{}»",
    "attached": "«به» را جدا بنویسید: به‌جای «{}» «{}»",
    "madda": "«{}» را با «آ» بنویسید: «{}»",
    "sound": "«{}» غلط املایی است؛ بنویسید «{}»",
}
_ADVICE = ("attached", "plural")


def check(context: Context) -> Iterator[Finding]:
    """Find what is misspelt."""
    text = context.text
    done = []
    for start, end, kind, written in confused(text):
        if not _left_alone(context, start, end):
            done.append((start, end))
            severity = Severity.ADVISES if kind in _ADVICE else Severity.WARNS
            message = _SAID[kind].format(text[start:end], written)
            yield context.finding(f"spelling/{kind}", severity, start, end, message, written)
    for meant in speller().meant(text, _names(context)):
        start, end = meant.start, meant.end
        if not _left_alone(context, start, end) and not any(a < end and start < b for a, b in done):
            message = f"«{text[start:end]}» واژه آشنایی نیست؛ شاید «{meant.word}» درست باشد"
            yield context.finding("spelling/word", Severity.WARNS, start, end, message, meant.word)


def _left_alone(context: Context, start: int, end: int) -> bool:
    """Say whether a copy editor's hand stays off, or the word is a spoken form, of which `register` tells."""
    aside = (context.quoted, context.untouchable, context.spoken)
    return any(spans.touch(start, end) for spans in aside)


def _names(context: Context) -> frozenset[str]:
    """Return the words that the brief and the province have, bare."""
    told = context.brief.facts() if context.brief else ""
    return _of_province(context.province) | {bare(half.text) for half in halves(told)}


@cache
def _of_province(province: Province) -> frozenset[str]:
    named = [*province.counties, *province.agencies, *province.axes]
    places = [place for county in province.counties for place in county.places]
    every = "\n".join(
        [*(name for each in named for name in (each.name, *each.aliases)), *places, *listed_lines("names")]
    )
    return frozenset(bare(half.text) for half in halves(every))
