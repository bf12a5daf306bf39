"""Quotations: verbatim from the brief, and in the mouth of the one who said them."""

import re
from collections.abc import Iterator

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.language import sentences, words
from bumi.text import flat

__all__ = ["check"]

_SHORT = 3  # a name or title has up to so many words; more read as a quotation
_EDGES = " .،؛:!؟…"
_SAID = re.compile("گفت|افزود|اظهار|تأکید|تاکید|بیان|اعلام|تصریح|خاطرنشان|یادآور|ادامه داد|عنوان کرد|توضیح|نوشت")


def check(context: Context) -> Iterator[Finding]:
    """Find quotations that are not the brief's, word for word, or that somebody else is said to have said."""
    if context.brief is None:
        return
    facts = flat(context.brief.facts())
    spoken = _Speakers(context.text, context.brief)
    for start, end in context.quoted:
        inner = flat(context.text[start + 1 : end - 1]).strip(_EDGES)
        said = next((quote for quote in context.brief.quotes if inner and _within(inner, flat(quote.text))), None)
        if said and len(inner.split()) > _SHORT:
            if (speaker := spoken.of(start, end)) and flat(speaker) not in flat(said.speaker):
                message = f"این سخن از «{said.speaker}» است، نه «{speaker}»؛ گوینده را درست کنید"
                yield context.finding("quotes/wrong-speaker", Severity.BLOCKS, start, end, message)
        elif inner and not _within(inner, facts):
            yield _unknown(context, start, end)


def _unknown(context: Context, start: int, end: int) -> Finding:
    before, after = context.text[max(0, start - 30) : start], context.text[end : end + 30]
    quoting = before.rstrip().endswith(":") and _SAID.search(f"{before} {after}")
    if quoting or len(words(context.text[start:end])) > _SHORT:
        message = "این نقل‌قول کلمه‌به‌کلمه در سفارش نیست؛ آن را عین گفته گوینده بنویسید یا از گیومه بیرون بیاورید"
        return context.finding("quotes/not-in-brief", Severity.BLOCKS, start, end, message)
    message = f"{context.text[start:end]} در سفارش نیست؛ اگر نام یا عنوان است آن را با سفارش یکی کنید"
    return context.finding("quotes/unknown-title", Severity.WARNS, start, end, message)


def _within(inner: str, text: str) -> bool:
    """Say whether `inner` stands in `text` as whole words."""
    return re.search(rf"(?<!\w){re.escape(inner)}(?!\w)", text) is not None


class _Speakers:
    """Who is speaking where: the last of the brief's speakers named in the sentence or before it."""

    def __init__(self, text: str, brief: Brief) -> None:
        self._text = text
        self._sentences = sentences(text)
        self._names = [(m.start(), speaker) for speaker, form in _forms(brief) for m in form.finditer(text)]

    def of(self, start: int, end: int) -> str:
        """Return the speaker of the quotation at this span, or "" where the text does not say."""
        begin, stop = next(((a, b) for a, b in self._sentences if a <= start < b), (0, len(self._text)))
        outside = [(at, name) for at, name in self._names if not start <= at < end]
        here = [(at, name) for at, name in outside if begin <= at < stop]
        before = [(at, name) for at, name in outside if at < begin]
        nearest = min(here, key=lambda mention: abs(mention[0] - start), default=max(before, default=(0, "")))
        return nearest[1]


def _forms(brief: Brief) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each speaker with a pattern of the full name, in whatever spacing, and of a family name of one's own."""
    speakers = list(dict.fromkeys(quote.speaker for quote in brief.quotes))
    families = [_parts(speaker)[-1] for speaker in speakers]
    for speaker, family in zip(speakers, families, strict=True):
        names = [_parts(speaker)] + ([[family]] if families.count(family) == 1 and len(family) > 2 else [])
        pattern = "|".join("[ \u200c]+".join(map(re.escape, name)) for name in names)
        yield speaker, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _parts(name: str) -> list[str]:
    return re.split("[ \u200c]+", name)
