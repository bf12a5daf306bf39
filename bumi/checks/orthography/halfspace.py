"""Half-spaces: finds missing ones that the lexicon makes certain or the tagger nearly certain.

Joined ها (کتابها) is a spelling that some newsrooms choose. If ours has chosen one (assets/words/style.yaml), the
other is fixed. If not, a joined ها in a text that keeps its other half-spaces is reported, not fixed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, Search, replaced
from bumi.finding import Severity
from bumi.persian.halfspace import house_style, in_style, joins_plurals, tagger
from bumi.persian.morphology import words
from bumi.persian.spans import PERSIAN
from bumi.persian.text import ZWNJ

type _Span = tuple[int, int]
type _Word = tuple[int, int, str]

_STRAY = re.compile(f"{ZWNJ}{{2,}}|(?<![^\\W_]|[{PERSIAN}]){ZWNJ}|{ZWNJ}(?![^\\W_]|[{PERSIAN}])")


def _missing(context: Context) -> Iterator[Match]:
    """Yield words that lost half-spaces or spaces; a joined plural in a text of that style is not fixed."""
    joins = house_style().plurals == "free" and joins_plurals(context.text)
    for start, end, missing, spelled in _spelled_words(context.text):
        if spelled == context.text[start:end]:
            continue
        split = any(before < after for before, after in missing)
        plural = not split and all(context.text.startswith("ها", after) for _, after in missing)
        kind = "split" if split else "joined-plural" if plural else "lost"
        safe = not (plural and joins)
        severity = Severity.WARNS if safe else Severity.ADVISES
        yield Match(start, end, (spelled,), {"kind": kind}, severity=severity, safe=safe)


def _unlike_house(added: bool) -> Search:
    """Return the search for words that our style writes with a half-space (`added`), or without one."""

    def search(context: Context) -> Iterator[Match]:
        house = house_style()
        if not house.chooses:
            return
        seen = {at for start, end, *_ in _spelled_words(context.text) for at in range(start, end)}
        for start, end, word in words(context.text):
            styled = in_style(word, house)
            if start not in seen and styled != word and (ZWNJ in styled) is added:
                yield Match(start, end, (styled,))

    return search


def _spelled_words(text: str) -> Iterator[tuple[int, int, list[_Span], str]]:
    """Yield (start, end, what is missing there, the word with half-spaces in our style)."""
    for start, end, missing in _runs(words(text), tagger().missing(text)):
        parts, at = list[str](), start
        for gap, after in missing:
            parts.append(text[at:gap])
            at = after
        yield start, end, missing, in_style(ZWNJ.join([*parts, text[at:end]]), house_style())


def _runs(spaced: Sequence[_Word], missing: Iterable[_Span]) -> Iterator[tuple[int, int, list[_Span]]]:
    """Yield (start, end, what is missing there) for each run of words that half-spaces join into one."""
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


RULES = (
    Rule(
        "halfspace/stray",
        Severity.WARNS,
        _STRAY,
        each=replaced(lambda found: ZWNJ if len(found) > 1 else ""),
        safe=True,
    ),
    Rule("halfspace/{kind}", Severity.WARNS, _missing, safe=True),
    Rule("halfspace/lost", Severity.WARNS, _unlike_house(True), safe=True, message="halfspace/house-style"),
    Rule("halfspace/stray", Severity.WARNS, _unlike_house(False), safe=True, message="halfspace/house-style"),
)
