"""The counties and places of the province in a text, and the counties they are in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.rule import Match, with_brief
from bumi.current_province import per_province
from bumi.persian.text import ZWNJ, flat
from bumi.persian.word_forms import CANNOT_JOIN, spared
from bumi.province import province

_LEADING = re.compile(r"(?<!\w)(?:شهرستان|شهر|بخش|شهرداری|فرمانداری|اهالی|مردم|جاده|راهی|اهل|در|به) $")
_AFTER_APART = re.compile(f"(?<=[{CANNOT_JOIN}])(?=\\w)")
_BEFORE = 12  # characters
_JOINTS = frozenset(("، ", "،", " و "))
_OPENING = ("headline", "lede")
_IN_COUNTY = re.compile(r"،? (?:در |از توابع )?شهرستان (?=\w)")


def places(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the province's counties and places in `text`, the longest where one name is part of another.

    Names that are also words («انار») count only after a word for a place, or a preposition.
    """
    for match in _any_place().finditer(text):
        if spared(match.group()) not in province().also_words or _LEADING.search(
            text[max(0, match.start() - _BEFORE) : match.start()]
        ):
            yield match.span()


def counties_of(place: str) -> frozenset[str]:
    """Return the counties with this name or with a place of this name; none for any other word."""
    return _counties().get(flat(spared(place)), frozenset())


def elsewhere(context: Context) -> Iterator[Match]:
    """Yield wrong counties given for a place, with the place and its right county.

    Villages that are called «...آباد» are many, and only one of them may be known here.
    """
    text = context.text
    for start, end in places(text):
        place, link = text[start:end], _IN_COUNTY.match(text, end)
        county = _any_place().match(text, link.end()) if link else None
        known = counties_of(place)
        certain = (
            county and spared(county.group()) in _county_names() and len(known) == 1 and not place.endswith("آباد")
        )
        if county and certain and place not in _county_names() and not known & counties_of(county.group()):
            yield Match(*county.span(), values={"place": place, "county": next(iter(known))})


@with_brief
def other_counties(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield the counties of an opening that names neither the county of the brief nor a place in it.

    The opening says where something happens. A county of the topic is allowed, and so is the name of the agency that
    gives the news, which does not say where.
    """
    text = context.text
    if not brief.county or context.field not in _OPENING:
        return
    named = [*places(text)]
    if standing([brief.county]).search(text) or any(brief.county in counties_of(text[slice(*it)]) for it in named):
        return
    agency = re.escape(brief.agency).replace(ZWNJ, " ").replace(r"\ ", f"[ {ZWNJ}]")
    agencies = [each.span() for each in re.finditer(agency, text)]
    for start, end in named:
        county = text[start:end]
        known = county in brief.topic or any(first <= start and end <= last for first, last in agencies)
        if spared(county) in _county_names() and not known:
            yield Match(start, end, values={"county": brief.county})


def said_twice(context: Context) -> Iterator[Match]:
    """Yield the places that a list has twice: «جوپار، ماهان و جوپار»."""
    text, last = context.text, 0
    listed: list[str] = []
    for start, end in places(text):
        listed = listed if text[last:start] in _JOINTS else []
        if text[start:end] in listed:
            yield Match(start, end)
        listed.append(text[start:end])
        last = end


def standing(names: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of whole names, in any spacing and with invisible half-spaces."""
    longest = sorted(set(names), key=len, reverse=True)
    written = "|".join(f"[ {ZWNJ}]".join(map(_written, re.split(f"[ {ZWNJ}]", name))) for name in longest)
    return re.compile(rf"(?<![\w{ZWNJ}])(?:{written or '(?!)'})(?!{ZWNJ}?\w)")


def _written(word: str) -> str:
    return _AFTER_APART.sub(f"{ZWNJ}?", re.escape(word))


@per_province(cache)
def _any_place() -> re.Pattern[str]:
    return standing(name for county in province().counties for name in (county.name, *county.aliases, *county.places))


@per_province(cache)
def _county_names() -> frozenset[str]:
    return frozenset(county.name for county in province().counties)


@per_province(cache)
def _counties() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for county in province().counties:
        for name in (county.name, *county.aliases, *county.places):
            found[flat(name)] = found.get(flat(name), frozenset()) | {county.name}
    return found
