"""Numbers: every one must stand in the brief."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.facts.quotations import verbatim
from bumi.finding import Finding, Severity
from bumi.persian.amounts import amounts, components
from bumi.persian.dates import days
from bumi.persian.morphology import number_words, sentences
from bumi.persian.number_words import read_form, span_of
from bumi.persian.spans import Spans
from bumi.persian.text import ZWNJ, digits_to_persian, flat

__all__ = ["check"]

_VAGUE = re.compile(
    f"(?<!\\w)(?:(?:ده|صد|هزار|میلیون|میلیارد){ZWNJ}?ها|هزاران|دوجین|(?:\\w+ده|بیست|چهل|پنجاه|صد|هزار)(?:م|مین))(?!\\w)"
)
_CALLING = re.compile("تماس|تلفن|شماره|زنگ|سامانه|اورژانس|هلال|امداد|آتش|پلیس")
_BEFORE = 40  # characters that may say that a number is a line
_TOMAN = re.compile("[ \u200c]+تومان(?!\u200c?\\w)")
_LEAST_SUM = 1000
_REFERS = re.compile("(?<!\\w)(این|آن|هر)[ \u200c]$")
_MOST_NAMED = 10  # things that a reader still counts: «این سه شهر»
_ITEM = re.compile("[،؛]| و ")  # what parts the things of a list
_ROMAN = re.compile(
    "(?<![A-Za-z0-9])(?=[IVXLCDM]{3}|[IVX]{2})M*(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})(?!\\w)"
)


def check(context: Context) -> Iterator[Finding]:
    """Find sums too small to be meant, and numbers that the brief does not give.

    «یک» in words, dates, and what stands in a quotation as the brief has it are not judged here.
    """
    yield from _small_sums(context)
    if context.brief is None:
        return
    text, brief = context.text.replace("_", " "), context.brief  # of a hashtag too
    known, lines, given = _known(brief), _lines(brief, context.public_lines), verbatim(context)
    dates = Spans((day.start, day.end) for day in days(text))
    for start, end, values in amounts(text):
        called = values & lines and _CALLING.search(text[max(0, start - _BEFORE) : start])
        if start in given or start in dates or values & known or called or _counts_nothing(context, start, end):
            continue
        if context.field == "hashtags" and _named(context.text, start, end, brief):
            continue
        message = f"عدد «{digits_to_persian(text[start:end])}» در سفارش نیست؛ آن را بردارید یا در سفارش بیاورید"
        yield context.finding("numbers/not-in-brief", Severity.BLOCKS, start, end, message)
    form, places = read_form(text)
    for match in _VAGUE.finditer(form):
        start, end = span_of(text, places, *match.span())
        if start in given or start in dates or _close(text[start:end]) in _close(brief.facts()):
            continue
        message = f"«{text[start:end]}» در سفارش نیست؛ شماره یا اندازه‌ای را که سفارش دارد بنویسید، یا آن را بردارید"
        yield context.finding("numbers/vague", Severity.BLOCKS, start, end, message)
    for match in _ROMAN.finditer(text):
        if match.start() not in given and match.group() not in brief.facts():
            message = f"«{match.group()}» عدد رومی است و در سفارش نیست؛ عدد سفارش را با رقم فارسی بنویسید"
            yield context.finding("numbers/not-in-brief", Severity.WARNS, *match.span(), message)


def _named(tags: str, start: int, end: int, brief: Brief) -> bool:
    """Say whether a number word of a hashtag is part of a name of the brief: «هفت‌سنگ», or «دوی بانوان», a race."""
    tag = tags[tags.rfind(" ", 0, start) + 1 : end] + tags[end:].partition(" ")[0]
    joined, facts = _close(tag.replace("_", ZWNJ)), brief.facts()
    if "_" not in tag or any(char.isdigit() for char in joined):
        return False
    return joined in _close(facts).replace(" ", "") or (tags[start:end] == "دو" and "دوی" in flat(facts).split())


@lru_cache(maxsize=256)
def _close(text: str) -> str:
    """Return `text` for comparing: «ده‌ها» is «دهها»."""
    return flat(text.replace(ZWNJ, ""))


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


def _counts_nothing(context: Context, start: int, end: int) -> bool:
    """Say whether the number is the article «یک», or counts what was named before: «هر دو», «این سه شهر».

    Such a number is a small one in words, and as many things stand in a list somewhere before it.
    """
    text, written = context.text, context.text[start:end]
    if written == "یک":
        return True
    refers, count = _REFERS.search(text[max(0, start - 5) : start]), number_words().get(written, 0)
    if not refers or not 1 < count <= _MOST_NAMED:
        return False
    fields = [*context.fields]
    earlier = fields[: fields.index(context.field)] if context.field in fields else []
    places, named = _listed(text)
    here = named[bisect_left(places, start - len(refers.group()))]
    most = max([here, *(_listed(context.fields[field])[1][-1] for field in earlier)])
    return count <= most or (count == 2 and refers[1] == "هر")


@lru_cache(maxsize=64)
def _listed(text: str) -> tuple[list[int], list[int]]:
    """Return where the things of lists are parted, and how many the longest list has before each place and the end."""
    places: list[int] = []
    named = [0]
    for start, end in sentences(text):
        parted = [match.start() for match in _ITEM.finditer(text, start, end)]
        places += parted
        named += [max(named[-1], count) for count in range(2, len(parted) + 2)]
    return places, named


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
