"""Duplicates: a body that another piece of the newsroom has already, all of it or a large part."""

from collections.abc import Iterator, Mapping

from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.persian.similarity import Common, common
from bumi.persian.text import digits_to_persian, numbers
from bumi.piece import Lookalike

__all__ = ["check"]

_PART = 0.5  # of the words; of 888 drafts about different things none has more than 0.4 in common with another
_COPY = 0.9  # of the words; what is left is a word changed here and there


def check(context: Context) -> Iterator[Finding]:
    """Find what the body shares with the pieces at hand; the span is the longest run of words that both have.

    A copy blocks, but not where it brings new numbers: next week's notice is this week's with another date. The code
    names the other piece and how much it is, so that who dismisses a finding has not dismissed another or a worse one.
    """
    if context.field != "body":
        return
    for other in context.lookalikes:
        shared = common(context.text, other.fields.body)
        if shared.share >= _PART:
            yield _finding(context, other, shared)


def _finding(context: Context, other: Lookalike, shared: Common) -> Finding:
    percent = int(100 * shared.share)
    told = f"{percent} درصد متن در مطلب {other.id} («{other.fields.headline}»، {other.state}) هم هست"
    if shared.share >= _COPY and _numbers(context.fields) <= _numbers(other.fields.texts()):
        code, severity, remedy = "copy", Severity.BLOCKS, "یکی از دو مطلب را کنار بگذارید یا این را از نو بنویسید"
    else:
        code, severity, remedy = "part", Severity.WARNS, "ببینید این مطلب چه می‌افزاید و بخش تکراری را کوتاه کنید"
    message = digits_to_persian(f"{told}؛ {remedy}")
    return context.finding(f"duplicates/{code}-{other.id}", severity, shared.start, shared.end, message)


def _numbers(fields: Mapping[str, str]) -> set[str]:
    return {value for text in fields.values() for _, _, value in numbers(text)}
