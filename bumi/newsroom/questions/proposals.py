"""Which agency a public question is for: agencies of the province whose names, aliases or topics its text has."""

from collections import Counter
from functools import cache
from typing import NamedTuple

from bumi.current_province import per_province
from bumi.persian.text import word_row
from bumi.province import Agency, province

_MOST = 3
_COMMON = 2  # a word in the names of more agencies than this says nothing
_SHORTEST = 3  # letters of a word of a name that says something by itself
_NAMED, _WORD, _NEAR = 1_000, 10, 5  # weights: a whole name, a word, a place that both have


class AgencyProposal(NamedTuple):
    """An agency that a question may be for, and why, in Persian."""

    agency: str
    why: str


class _Words(NamedTuple):
    """What a question for an agency may have, as rows of words: whole names, single words, and places in its names."""

    names: dict[str, str]
    words: dict[str, str]
    places: frozenset[str]


def proposed_agencies(text: str, county: str = "") -> list[AgencyProposal]:
    """Return up to three agencies that a question may be for, the likeliest first; a person confirms one."""
    asked, near = word_row(text), word_row(f"{text} {county}")
    found = [each for agency in province().agencies for each in _matched(agency, asked, near)]
    return [proposal for _, proposal in sorted(found, key=lambda each: -each[0])[:_MOST]]


def _matched(agency: Agency, asked: str, near: str) -> list[tuple[int, AgencyProposal]]:
    """Return a proposal with its weight, or nothing: whole names first, then how many words it shares."""
    known = _words()[agency.slug]
    place = _NEAR * any(row in near for row in known.places)
    named = [name for row, name in known.names.items() if row in asked]
    if named:
        longest = max(named, key=len)
        return [(_NAMED + len(longest), AgencyProposal(agency.name, f"«{longest}» در پرسش آمده است"))]
    shared = [word for row, word in known.words.items() if row in asked]
    if shared:
        why = f"واژه‌های کار آن در پرسش آمده است: {'، '.join(shared)}"
        return [(_WORD * len(shared) + place, AgencyProposal(agency.name, why))]
    return []


@per_province(cache)
def _words() -> dict[str, _Words]:
    """Return the words of each agency by its slug; of its names those that few others have, and no places."""
    names = {each.slug: {word_row(name): name for name in (each.name, *each.aliases)} for each in province().agencies}
    used = Counter(word for rows in names.values() for word in {word for row in rows for word in row.split()})
    places = {word_row(place) for place in province().places}
    of_places = {word for row in places for word in row.split()}
    return {
        each.slug: _Words(
            names[each.slug],
            {word_row(topic): topic for topic in each.topics}
            | {
                f" {word} ": word
                for row in names[each.slug]
                for word in row.split()
                if used[word] <= _COMMON and len(word) >= _SHORTEST and word not in of_places
            },
            frozenset(place for place in places if any(place in row for row in names[each.slug])),
        )
        for each in province().agencies
    }
