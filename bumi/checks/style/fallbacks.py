"""What no sentence of a model passed for: plain patterns, and points of a list in the words of their notes."""

from collections.abc import Iterable

from bumi.finding import Finding, Severity
from bumi.piece import POINT, Fields, Source

__all__ = ["plain_sentences"]

# A point of a list is as good as a sentence, and only shown; a sentence of a pattern is to be made fluent.
_SEVERITIES = {"pattern": Severity.WARNS, "point": Severity.ADVISES}
_MESSAGES = {
    "pattern": "این جمله را الگوی ساده نوشته است، چون نوشته مدل پذیرفته نشد؛ درست است، اما آن را روان کنید",
    "point": "این نکته در فهرست با واژه‌های خود یادداشت آمده است؛ اگر می‌خواهید، جمله‌اش کنید",
}


def plain_sentences(fields: Fields, sources: Iterable[Source]) -> list[Finding]:
    """Return a finding for each text marked plain that still stands in its field as it was written."""
    texts = fields.texts()
    found = []
    for source in sources:
        start = texts[source.field].find(source.text) if source.plain else -1
        if start >= 0:
            code = "point" if source.text.startswith(POINT) else "pattern"
            found.append(
                Finding(
                    check="plain",
                    code=code,
                    severity=_SEVERITIES[code],
                    field=source.field,
                    start=start,
                    end=start + len(source.text),
                    matched=source.text,
                    message=_MESSAGES[code],
                )
            )
    return found
