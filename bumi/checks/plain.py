"""Sentences that a plain pattern wrote, since nothing the model wrote passed: an editor is to smooth them."""

from collections.abc import Iterable

from bumi.finding import Finding, Severity
from bumi.piece import Fields, Source

__all__ = ["plain_sentences"]

_MESSAGE = "این جمله را الگوی ساده نوشته است، چون نوشته مدل پذیرفته نشد؛ درست است، اما آن را روان کنید"


def plain_sentences(fields: Fields, sources: Iterable[Source]) -> list[Finding]:
    """Return a finding for each sentence marked plain that still stands in its field as it was written."""
    texts = fields.texts()
    found = []
    for source in sources:
        start = texts[source.field].find(source.text) if source.plain else -1
        if start >= 0:
            found.append(
                Finding(
                    check="plain",
                    code="pattern",
                    severity=Severity.WARNS,
                    field=source.field,
                    start=start,
                    end=start + len(source.text),
                    matched=source.text,
                    message=_MESSAGE,
                )
            )
    return found
