"""Half-spaces: found only where the lexicon leaves no doubt; silent otherwise.

Joined ها (کتابها) is a spelling that some houses choose: where a text keeps its half-spaces elsewhere and
joins its ها, that is said but not mended.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from bumi.checks.context import Context
from bumi.checks.spans import PERSIAN
from bumi.checks.wordforms import CANNOT_JOIN, belong_together, respelled
from bumi.finding import Finding, Severity
from bumi.language import words
from bumi.text import ZWNJ

__all__ = ["check"]

_STRAY = re.compile(f"{ZWNJ}{{2,}}|(?<![^\\W_]|[{PERSIAN}]){ZWNJ}|{ZWNJ}(?![^\\W_]|[{PERSIAN}])")
_GAP = re.compile("[ \t\u00a0]+")
_PLURAL = re.compile(f"{ZWNJ}ها")


def check(context: Context) -> Iterator[Finding]:
    """Find lost, split and superfluous half-spaces."""
    for stray in _STRAY.finditer(context.text):
        replacement = ZWNJ if len(stray.group()) > 1 else ""
        message = "این نیم‌فاصله کاری نمی‌کند؛ آن را بردارید"
        yield _finding(context, "halfspace/stray", *stray.span(), replacement, message)
    spaced = words(context.text)
    for (start, _, word), (_, end, following) in pairwise(spaced):
        gap = context.text[start + len(word) : end - len(following)]
        if _GAP.fullmatch(gap) and belong_together(word, following):
            whole = f"{word}{ZWNJ}{following}"
            yield _finding(context, "halfspace/split", start, end, whole, f"«{whole}» با نیم‌فاصله نوشته می‌شود")
    style = _joins_plurals(context.text)
    for start, end, word in spaced:
        if (spelled := respelled(word)) != word:
            joined = spelled.replace(f"{ZWNJ}ها", "ها") == word
            name = "halfspace/joined-plural" if joined else "halfspace/lost"
            message = f"«{word}» را با نیم‌فاصله بنویسید: «{spelled}»"
            yield _finding(context, name, start, end, spelled, message, safe=not (joined and style))


def _finding(
    context: Context, name: str, start: int, end: int, replacement: str, message: str, safe: bool = True
) -> Finding:
    severity = Severity.WARNS if safe else Severity.ADVISES
    return context.finding(name, severity, start, end, message, replacement, safe=safe)


def _joins_plurals(text: str) -> bool:
    """Say whether half-spaces are kept in `text`, but not before ها after a letter that could join it."""
    before = {text[m.start() - 1] for m in _PLURAL.finditer(text)}
    return ZWNJ in text and before <= set(CANNOT_JOIN) | {"ه"}
