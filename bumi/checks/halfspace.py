"""Half-spaces: found where the lexicon leaves no doubt, and where the tagger has next to none.

Joined ها (کتابها) is a spelling that some houses choose: where a text keeps its half-spaces elsewhere and
joins its ها, that is said but not mended.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bumi.checks.context import Context
from bumi.checks.joints import GAP, tagger
from bumi.checks.spans import PERSIAN
from bumi.checks.wordforms import CANNOT_JOIN, belong_together, respelled
from bumi.finding import Finding, Severity
from bumi.language import words
from bumi.text import ZWNJ

__all__ = ["check"]

type _Span = tuple[int, int]
type _Word = tuple[int, int, str]

_STRAY = re.compile(f"{ZWNJ}{{2,}}|(?<![^\\W_]|[{PERSIAN}]){ZWNJ}|{ZWNJ}(?![^\\W_]|[{PERSIAN}])")
_PLURAL = re.compile(f"{ZWNJ}ها")


def check(context: Context) -> Iterator[Finding]:
    """Find lost, split and superfluous half-spaces."""
    text, spaced = context.text, words(context.text)
    for stray in _STRAY.finditer(text):
        replacement = ZWNJ if len(stray.group()) > 1 else ""
        message = "این نیم‌فاصله کاری نمی‌کند؛ آن را بردارید"
        yield _finding(context, "halfspace/stray", *stray.span(), replacement, message)
    style = _joins_plurals(text)
    for start, end, missing in _spellings(spaced, sorted({*_certain(text, spaced), *tagger().missing(text)})):
        matched, spelled = text[start:end], _spelled(text, start, end, missing)
        if any(a < b for a, b in missing):
            yield _finding(context, "halfspace/split", start, end, spelled, f"«{spelled}» با نیم‌فاصله نوشته می‌شود")
            continue
        joined = spelled.replace(f"{ZWNJ}ها", "ها") == matched
        name = "halfspace/joined-plural" if joined else "halfspace/lost"
        message = f"«{matched}» را با نیم‌فاصله بنویسید: «{spelled}»"
        yield _finding(context, name, start, end, spelled, message, safe=not (joined and style))


def _certain(text: str, spaced: Sequence[_Word]) -> Iterator[_Span]:
    """Yield the spans that a half-space should stand in by the rules: of spaces, or empty ones inside words."""
    for (_, end, word), (start, _, following) in pairwise(spaced):
        if GAP.fullmatch(text, end, start) and belong_together(word, following):
            yield end, start
    for start, _, word in spaced:
        if (spelled := respelled(word)) != word:
            for number, place in enumerate(place for place, char in enumerate(spelled) if char == ZWNJ):
                yield start + place - number, start + place - number


def _spellings(spaced: Sequence[_Word], missing: Iterable[_Span]) -> Iterator[tuple[int, int, list[_Span]]]:
    """Yield (start, end, what is missing there) for each run of words that half-spaces make one word."""
    starts = [start for start, _, _ in spaced]
    run: tuple[int, int, list[_Span]] | None = None
    for start, end in missing:
        first, last = spaced[bisect_right(starts, start - 1) - 1], spaced[bisect_right(starts, end) - 1]
        if run and first[0] < run[1]:
            run = (run[0], last[1], [*run[2], (start, end)])
            continue
        if run:
            yield run
        run = (first[0], last[1], [(start, end)])
    if run:
        yield run


def _spelled(text: str, start: int, end: int, missing: Iterable[_Span]) -> str:
    parts = []
    for gap, after in missing:
        parts.append(text[start:gap])
        start = after
    return ZWNJ.join([*parts, text[start:end]])


def _finding(
    context: Context, name: str, start: int, end: int, replacement: str, message: str, safe: bool = True
) -> Finding:
    severity = Severity.WARNS if safe else Severity.ADVISES
    return context.finding(name, severity, start, end, message, replacement, safe=safe)


def _joins_plurals(text: str) -> bool:
    """Say whether half-spaces are kept in `text`, but not before ها after a letter that could join it."""
    before = {text[m.start() - 1] for m in _PLURAL.finditer(text)}
    return ZWNJ in text and before <= set(CANNOT_JOIN) | {"ه"}
