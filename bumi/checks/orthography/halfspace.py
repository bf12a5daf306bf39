"""Half-spaces: found where the lexicon leaves no doubt, and where the tagger has next to none.

Joined ها (کتابها) is a spelling that some houses choose. Where ours has chosen (assets/words/style.yaml), the other way
is mended; where it has not, and a text keeps its half-spaces elsewhere and joins its ها, that is said but not mended.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.persian.halfspace import house_style, in_style, joins_plurals, tagger
from bumi.persian.morphology import words
from bumi.persian.spans import PERSIAN
from bumi.persian.text import ZWNJ

__all__ = ["check"]

type _Span = tuple[int, int]
type _Word = tuple[int, int, str]

_STRAY = re.compile(f"{ZWNJ}{{2,}}|(?<![^\\W_]|[{PERSIAN}]){ZWNJ}|{ZWNJ}(?![^\\W_]|[{PERSIAN}])")


def check(context: Context) -> Iterator[Finding]:
    """Find lost, split and superfluous half-spaces."""
    text, spaced = context.text, words(context.text)
    for stray in _STRAY.finditer(text):
        replacement = ZWNJ if len(stray.group()) > 1 else ""
        message = "این نیم‌فاصله کاری نمی‌کند؛ آن را بردارید"
        yield _finding(context, "halfspace/stray", *stray.span(), replacement, message)
    house, seen = house_style(), set[int]()
    style = house.plurals == "free" and joins_plurals(text)
    for start, end, missing in _spellings(spaced, tagger().missing(text)):
        matched, spelled = text[start:end], in_style(_spelled(text, start, end, missing), house)
        seen.update(range(start, end))
        if spelled == matched:
            continue
        if any(a < b for a, b in missing):
            yield _finding(context, "halfspace/split", start, end, spelled, f"«{spelled}» با نیم‌فاصله نوشته می‌شود")
            continue
        joined = all(text.startswith("ها", after) for _, after in missing)
        name = "halfspace/joined-plural" if joined else "halfspace/lost"
        message = f"«{matched}» را با نیم‌فاصله بنویسید: «{spelled}»"
        yield _finding(context, name, start, end, spelled, message, safe=not (joined and style))
    for start, end, word in spaced if house.chooses else ():
        if start not in seen and (styled := in_style(word, house)) != word:
            name = "halfspace/lost" if ZWNJ in styled else "halfspace/stray"
            yield _finding(context, name, start, end, styled, f"این رسانه «{styled}» می‌نویسد، نه «{word}»")


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
