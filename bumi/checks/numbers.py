"""Numbers: every one must stand in the brief."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from bumi.brief import Brief
from bumi.checks.amounts import amounts, components
from bumi.checks.context import Context
from bumi.checks.days import days
from bumi.checks.spans import Spans
from bumi.finding import Finding, Severity
from bumi.text import digits_to_persian, flat

__all__ = ["check"]

_VAGUE = re.compile(
    "(?<!\\w)(?:ده‌?ها|صدها|هزاران|هزارها|میلیون‌?ها|میلیاردها|(?:\\w+ده|بیست|چهل|پنجاه|صد|هزار)(?:م|مین))(?!\\w)"
)
_CALLING = re.compile("تماس|تلفن|شماره|زنگ|سامانه|اورژانس|هلال|امداد|آتش|پلیس")
_BEFORE = 40  # characters that may say that a number is a line
_TOMAN = re.compile("[ \u200c]+تومان(?!\u200c?\\w)")
_LEAST_SUM = 1000
_REFERS = re.compile("(?<!\\w)(?:این|آن|هر)[ \u200c]$")


def check(context: Context) -> Iterator[Finding]:
    """Find sums too small to be meant, and numbers that the brief does not give.

    «یک» in words, dates and what stands in « » are not judged here.
    """
    yield from _small_sums(context)
    if context.brief is None:
        return
    known, lines = _known(context.brief), _lines(context.brief, context.public_lines)
    dates = Spans((day.start, day.end) for day in days(context.text))
    for start, end, values in amounts(context.text):
        written = context.text[start:end]
        called = values & lines and _CALLING.search(context.text[max(0, start - _BEFORE) : start])
        if (
            start in context.quoted
            or start in dates
            or values & known
            or called
            or _counts_nothing(context.text, start, end)
        ):
            continue
        message = f"عدد «{digits_to_persian(written)}» در سفارش نیست؛ آن را بردارید یا در سفارش بیاورید"
        yield context.finding("numbers/not-in-brief", Severity.BLOCKS, start, end, message)
    said = flat(context.brief.facts())
    for match in _VAGUE.finditer(context.text):
        if match.start() in context.quoted or match.start() in dates or flat(match.group()) in said:
            continue
        message = f"«{match.group()}» در سفارش نیست؛ شماره یا اندازه‌ای را که سفارش دارد بنویسید، یا آن را بردارید"
        yield context.finding("numbers/vague", Severity.BLOCKS, *match.span(), message)


def _small_sums(context: Context) -> Iterator[Finding]:
    """Find sums below a thousand toman, for which nothing is sold: «هزار» or «میلیون» was left out."""
    for start, end, values in amounts(context.text):
        low = all(isinstance(value, Decimal) and 0 < value < _LEAST_SUM for value in values)
        if low and start not in context.quoted and _TOMAN.match(context.text, end):
            said = context.text[start:end]
            given = context.brief is not None and f" {flat(said)} تومان " in f" {flat(context.brief.facts())} "
            severity = Severity.ADVISES if given else Severity.WARNS
            message = f"«{digits_to_persian(said)} تومان» کمتر از هزار تومان است؛ «هزار» یا «میلیون» جا نمانده باشد"
            yield context.finding("numbers/small-sum", severity, start, end, message)


def _counts_nothing(text: str, start: int, end: int) -> bool:
    """Say whether the number is the article «یک», or refers back: «این دو», «هر سه»."""
    return text[start:end] == "یک" or (_REFERS.search(text[max(0, start - 5) : start]) is not None)


@lru_cache(maxsize=64)
def _lines(brief: Brief, public_lines: tuple[str, ...]) -> frozenset[Decimal | str]:
    """Return the lines that agencies publish; none where the brief says itself which to call."""
    lines = frozenset[Decimal | str]().union(*map(components, public_lines))
    return frozenset() if lines & _known(brief) else lines


@lru_cache(maxsize=64)
def _known(brief: Brief) -> frozenset[Decimal | str]:
    """Return the brief's numbers, those of its exact times, and how many days its dates name."""
    known: set[Decimal | str] = set()
    for text in brief.parts().values():
        known |= components(text)
        known |= {Decimal(len(day.days)) for day in days(text)}
    moments = (moment for moment in (brief.starts_at, brief.ends_at) if moment)
    return frozenset(known.union(*(components(f"{moment:%H:%M}") for moment in moments)))
