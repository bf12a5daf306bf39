"""Quotations: each is word for word in the brief, and attributed to the person who said it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, with_brief
from bumi.current_province import per_province
from bumi.finding import Severity
from bumi.persian.informal import as_written
from bumi.persian.morphology import sentences, words
from bumi.persian.text import word_row

_SHORT = 3  # most words of a name or title; longer texts are quotations
_SAID = re.compile("گفت|افزود|اظهار|تأکید|تاکید|بیان|اعلام|تصریح|خاطرنشان|یادآور|ادامه داد|عنوان کرد|توضیح|نوشت")


@with_brief
def _wrong_speakers(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield quotations of the brief that the text attributes to the wrong speaker."""
    spoken = _Speakers(context.text, brief)
    for start, end, inner in _quotations(context):
        speakers = _speakers_of(inner, brief)
        if speakers and (named := spoken.of(start, end)) and named not in speakers:
            yield Match(start, end, values={"speaker": speakers[0], "named": named})


@with_brief
def _unknown(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield quotations and titles between « and » that the brief does not have word for word."""
    facts = word_row(brief.facts()) + _written(brief)
    for start, end, inner in _quotations(context):
        if inner in facts or _speakers_of(inner, brief):
            continue
        before, after = context.text[max(0, start - 30) : start], context.text[end : end + 30]
        quoting = before.rstrip().endswith(":") and _SAID.search(f"{before} {after}")
        if quoting or len(words(context.text[start:end])) > _SHORT:
            yield Match(start, end, values={"code": "not-in-brief"}, severity=Severity.BLOCKS)
        else:
            yield Match(start, end, values={"code": "unknown-title"})


def _quotations(context: Context) -> Iterator[tuple[int, int, str]]:
    return ((start, end, word_row(context.text[start + 1 : end - 1])) for start, end in context.quoted)


def _speakers_of(inner: str, brief: Brief) -> list[str]:
    """Return the speakers of these words in the brief; none for a short name or title."""
    if len(inner.split()) <= _SHORT:
        return []
    return [quote.speaker for quote in brief.quotes if inner in word_row(quote.text)]


@per_province(lru_cache(maxsize=64))
def _written(brief: Brief) -> str:
    """Return the words of the brief without its quotations, in written forms, which a title may have."""
    told = (text for id_, text in brief.parts().items() if not (id_[0] == "q" and id_[1:].isdigit()))
    return word_row(as_written("\n".join(told)))


class _Speakers:
    """The speaker of each quotation: the nearest speaker of the brief in the sentence, or the last before it."""

    def __init__(self, text: str, brief: Brief) -> None:
        self._bounds = [*(start for start, _ in sentences(text)), len(text) + 1]
        found = ((m.start(), m.end(), speaker) for speaker, form in _forms(brief) for m in form.finditer(text))
        self._mentions = sorted(found)

    def of(self, start: int, end: int) -> str:
        """Return the speaker of the quotation at this span, or "" where the text does not say."""
        place = bisect_right(self._bounds, start)
        begin, stop = self._bounds[place - 1 : place + 1]
        at, then = bisect_left(self._mentions, (start,)), bisect_left(self._mentions, (end,))
        before = self._mentions[at - 1] if at else None
        after = self._mentions[then] if then < len(self._mentions) else None
        if after and after[0] < stop and not (before and before[0] >= begin and start - before[1] <= after[0] - end):
            return after[2]
        return before[2] if before else ""


def _forms(brief: Brief) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each speaker with a pattern of the full name, or of a family name that no other speaker has."""
    speakers = list(dict.fromkeys(quote.speaker for quote in brief.quotes))
    families = [_parts(speaker)[-1] for speaker in speakers]
    for speaker, family in zip(speakers, families, strict=True):
        names = [_parts(speaker)] + ([[family]] if families.count(family) == 1 and len(family) > 2 else [])
        pattern = "|".join("[ \u200c]+".join(map(re.escape, name)) for name in names)
        yield speaker, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _parts(name: str) -> list[str]:
    return re.split("[ \u200c]+", name)


RULES = (
    Rule("quotes/wrong-speaker", Severity.BLOCKS, _wrong_speakers),
    Rule("quotes/{code}", Severity.WARNS, _unknown),
)
