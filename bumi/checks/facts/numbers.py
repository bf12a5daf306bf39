"""Numbers: each must be in the brief; quotations taken word for word from the brief are not checked."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, starting_in, with_brief
from bumi.finding import Severity
from bumi.persian.amounts import amounts, components
from bumi.persian.dates import days
from bumi.persian.morphology import number_words, sentences
from bumi.persian.numbers import roman_numerals, vague_numbers
from bumi.persian.spans import Spans
from bumi.persian.text import ZWNJ, digits_to_persian, flat
from bumi.remembered import remembered

_CALLING = re.compile("تماس|تلفن|شماره|زنگ|سامانه|اورژانس|هلال|امداد|آتش|پلیس")
_BEFORE = 40  # characters before a number that may show that it is a telephone line
_TOMAN = re.compile("[ \u200c]+تومان(?!\u200c?\\w)")
_LEAST_SUM = 1000
_REFERS = re.compile("(?<!\\w)(این|آن|هر)[ \u200c]$")
_MOST_NAMED = 10  # things that a reader can count: «این سه شهر»
_ITEM = re.compile("[،؛]| و ")  # separators of a list


def _small_sums(context: Context) -> Iterator[Match]:
    """Yield prices below a thousand toman, where «هزار» or «میلیون» was left out."""
    for start, end, values in amounts(context.text):
        low = all(isinstance(value, Decimal) and 0 < value < _LEAST_SUM for value in values)
        if low and start not in context.quoted and _TOMAN.match(context.text, end):
            said = context.text[start:end]
            given = context.brief is not None and f" {flat(said)} تومان " in f" {flat(context.brief.facts())} "
            number = {"number": digits_to_persian(said)}
            yield Match(start, end, values=number, severity=Severity.ADVISES if given else None)


@with_brief
def _unknown(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield numbers that are not in the brief, except «یک» and dates."""
    text = _spaced(context.text)
    known, lines, left_alone = _known(brief), _lines(brief, context.public_lines), _dates(text)
    for start, end, values in amounts(text):
        called = values & lines and _CALLING.search(text[max(0, start - _BEFORE) : start])
        if start in left_alone or values & known or called or _counts_nothing(context, start, end):
            continue
        if context.field != "hashtags" or not _named(context.text, start, end, brief):
            yield Match(start, end, values={"number": digits_to_persian(text[start:end])})


@with_brief
def _vague(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield «ده‌ها», ordinals and the like that are not in the brief."""
    text, facts = _spaced(context.text), _close(brief.facts())
    for start, end in vague_numbers(text):
        if start not in _dates(text) and _close(text[start:end]) not in facts:
            yield Match(start, end, values={"number": text[start:end]})


@with_brief
def _roman(context: Context, brief: Brief) -> Iterator[Match]:
    spans, facts = roman_numerals(_spaced(context.text)), brief.facts()
    return (Match(start, end) for start, end in spans if context.text[start:end] not in facts)


def _spaced(text: str) -> str:
    """Return `text` with the words of its hashtags apart."""
    return text.replace("_", " ")


@remembered(many=64)
def _dates(text: str) -> Spans:
    return Spans((day.start, day.end) for day in days(text))


def _named(tags: str, start: int, end: int, brief: Brief) -> bool:
    """Return whether a number word of a hashtag belongs to a name of the brief: «هفت‌سنگ», or «دوی بانوان», a race."""
    tag = tags[tags.rfind(" ", 0, start) + 1 : end] + tags[end:].partition(" ")[0]
    joined, facts = _close(tag.replace("_", ZWNJ)), brief.facts()
    if "_" not in tag or any(char.isdigit() for char in joined):
        return False
    return joined in _close(facts).replace(" ", "") or (tags[start:end] == "دو" and "دوی" in flat(facts).split())


@lru_cache(maxsize=256)
def _close(text: str) -> str:
    """Return `text` for comparing: «ده‌ها» is «دهها»."""
    return flat(text.replace(ZWNJ, ""))


def _counts_nothing(context: Context, start: int, end: int) -> bool:
    """Return whether the number is the article «یک», or counts things named before: «هر دو», «این سه شهر».

    Such a number is small and in words, and follows a list of as many things.
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
    """Return the separators of lists, and the length of the longest list before each of them and the end."""
    places: list[int] = []
    named = [0]
    for start, end in sentences(text):
        parted = [match.start() for match in _ITEM.finditer(text, start, end)]
        places += parted
        named += [max(named[-1], count) for count in range(2, len(parted) + 2)]
    return places, named


@lru_cache(maxsize=64)
def _lines(brief: Brief, public_lines: tuple[str, ...]) -> frozenset[Decimal | str]:
    """Return the telephone lines that agencies publish; none where the brief names one of them."""
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


_verbatim = starting_in("verbatim")

RULES = (
    Rule("numbers/small-sum", Severity.WARNS, _small_sums),
    Rule("numbers/not-in-brief", Severity.BLOCKS, _unknown, unless=_verbatim),
    Rule("numbers/vague", Severity.BLOCKS, _vague, unless=_verbatim),
    Rule("numbers/not-in-brief", Severity.WARNS, _roman, message="numbers/roman", unless=_verbatim),
)
