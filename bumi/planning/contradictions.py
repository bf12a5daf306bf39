"""Where a text contradicts an approved message: another figure, a changed quotation, a wrong spelling."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from bumi.finding import Finding, Severity
from bumi.persian.amounts import amounts
from bumi.persian.morphology import sentences
from bumi.persian.spans import quoted
from bumi.persian.text import ZWNJ, flat
from bumi.planning.message import Content, Figure, Name

__all__ = ["contradictions"]

_GAP = f"[ \u00a0{ZWNJ}]*"
_WORD = re.compile(r"\w+")
_LIKE = 0.6  # the share of a quotation's words that are an approved one's, from which it is taken for that one
_SHORT = 3  # so few words between « » are a name or a title


def contradictions(texts: Mapping[str, str], content: Content) -> list[Finding]:
    """Return what in the fields `texts` contradicts `content`; each blocks, and suggests the approved words.

    Precision comes first: a figure is judged only in a sentence that names it and counts in its unit.
    """
    return [
        found
        for field, text in texts.items()
        for found in (
            *(each for figure in content.figures for each in _figures(field, text, figure)),
            *_quotations(field, text, content),
            *(each for name in content.names for each in _names(field, text, name)),
        )
    ]


def _figures(field: str, text: str, figure: Figure) -> Iterator[Finding]:
    named, unit = _spelt(figure.name), re.compile(f"{_GAP}{_spelt(figure.unit).pattern}")
    for start, end in sentences(text):
        if not named.search(text, start, end):
            continue
        counted = [each for each in amounts(text) if start <= each[0] < end and unit.match(text, each[1])]
        if counted and not any(values & figure.amount for _, _, values in counted):
            first, last, _ = counted[0]
            whole = unit.match(text, last)
            assert whole is not None
            message = f"پیام مشترک برای «{figure.name}» می‌گوید {figure.value}؛ همان را بنویسید"
            yield _finding("figure", field, text, first, whole.end(), message, figure.value)


def _quotations(field: str, text: str, content: Content) -> Iterator[Finding]:
    for start, end in quoted(text):
        inner = _words(text[start + 1 : end - 1])
        if len(inner) <= _SHORT:
            continue
        for quote in content.quotes:
            approved = _words(quote.text)
            shared = sum((Counter(inner) & Counter(approved)).values())
            if shared >= _LIKE * len(inner) and " ".join(inner) not in " ".join(approved):
                message = f"سخن «{quote.speaker}» در پیام مشترک کلمه‌به‌کلمه چنین نیست؛ عین آن را بنویسید"
                yield _finding("quote", field, text, start + 1, end - 1, message, quote.text)


def _names(field: str, text: str, name: Name) -> Iterator[Finding]:
    """Find wrong spellings; one that is a part of the right one («بم» of «ارگ بم») is none there."""
    right = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name.right)}(?!\w)", text)]
    for wrong in name.wrong:
        for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text):
            if not any(start <= match.start() and match.end() <= end for start, end in right):
                message = f"در پیام مشترک «{name.right}» نوشته می‌شود، نه «{match.group()}»"
                yield _finding("name", field, text, *match.span(), message, name.right)


def _finding(code: str, field: str, text: str, start: int, end: int, message: str, suggestion: str) -> Finding:
    return Finding(
        check="message",
        code=code,
        severity=Severity.BLOCKS,
        field=field,
        start=start,
        end=end,
        matched=text[start:end],
        message=message,
        suggestions=(suggestion,),
    )


def _spelt(words: str) -> re.Pattern[str]:
    """Return a pattern of whole words, in whatever spacing."""
    return re.compile(rf"(?<!\w){_GAP.join(map(re.escape, words.replace(ZWNJ, ' ').split()))}(?!\w)")


def _words(text: str) -> list[str]:
    return _WORD.findall(flat(text))
