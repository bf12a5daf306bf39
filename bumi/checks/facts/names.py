"""Names of places, agencies, persons and speakers that are not in the brief, and wrong roles of its speakers."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.facts.coverage import TextWords, source_vocabulary
from bumi.checks.facts.places import counties_of, places
from bumi.checks.rule import Match, with_brief
from bumi.checks.safety import full_names
from bumi.current_province import per_province
from bumi.persian.informal import known
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import content_lemmas, lemma, sentences, stop_words, words
from bumi.persian.spans import quoted
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import spared
from bumi.persian.word_patterns import WORD_START, level, pattern
from bumi.province import province

_END = f"(?!{ZWNJ}?\\w)"
_FAMILY = re.compile(rf"{WORD_START}[\w{ZWNJ}]+{ZWNJ}(?:زاده|پور|نژاد|نیا|راد|فر|فرد|منش|نسب|تبار|پناه|وند|مهر){_END}")
_PAUSE = re.compile(f"[^\\w {ZWNJ}]")
_LINKS = frozenset(("در", "از", "به", "با", "برای", "تا", "که", "را", "نیز", "هم", "همچنین", "درباره"))
_SPEAKER = 5  # words that name a speaker at most
_SOURCE = 8  # words that name a source at most
_AFTER_ROLE = "(?:،| (?:گفت|افزود|می‌گوید|در این|همچنین|نیز)|:)"
_ROLE = 90  # characters at most


class UnknownName(NamedTuple):
    """A name in a text, of the kind "place", "agency", "person" or "speaker"."""

    kind: str
    start: int
    end: int


def unknown_names(text: str, brief: Brief) -> Iterator[UnknownName]:
    """Yield the names outside quotations that neither the brief nor the data of its county and agency have.

    Of overlapping names the longest counts.
    """
    source, quotations = source_vocabulary(brief), quoted(text)
    found = [*_places(text, source), *_agencies(text, source), *_persons(text, source), *_speakers(text, source)]
    done: set[int] = set()
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
        if name.start not in quotations and done.isdisjoint(range(name.start, name.end)):
            done.update(range(name.start, name.end))
            yield name


@with_brief
def wrong_roles(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield the roles after a speaker's name that belong to another speaker, or are not in the brief."""
    known = source_vocabulary(brief)
    roles = {quote.speaker: quote.role for quote in brief.quotes if quote.role}
    for speaker, role in roles.items():
        own = content_lemmas(role)
        others = [content_lemmas(other) for name, other in roles.items() if name != speaker]
        name = f"[ {ZWNJ}]+".join(map(re.escape, re.split(f"[ {ZWNJ}]+", speaker)))
        for match in re.finditer(rf"{WORD_START}{name}، ([^،:«»\n]{{2,{_ROLE}}}?)(?={_AFTER_ROLE})", context.text):
            said = content_lemmas(match[1])
            unknown = any(not known.has(word) for _, _, word in words(match[1]) if content_lemmas(word))
            if said and not said & own and (unknown or any(said <= other for other in others)):
                yield Match(*match.span(1), (role,), {"speaker": speaker})


def _places(text: str, source: TextWords) -> Iterator[UnknownName]:
    for start, end in places(text):
        if not source.names(spared(text[start:end])):
            yield UnknownName("place", start, end)


def _agencies(text: str, source: TextWords) -> Iterator[UnknownName]:
    for match in _listed("agencies").finditer(text):
        if not source.names(match.group()) and not all(source.has(word) for _, _, word in words(match.group())):
            yield UnknownName("agency", *match.span())
    for match in _listed("heads").finditer(text):
        following = _beside(text, match.end(), 1)
        if following and not source.has(following[0][2]):
            known = following[0][2] in _agency_words()
            if known or not (source.has(match.group()) or following[0][2] in stop_words()):
                yield UnknownName("agency", match.start(), following[0][1])


def _persons(text: str, source: TextWords) -> Iterator[UnknownName]:
    for start, end in full_names(level(text)):
        given, *_, family = (word for _, _, word in words(text[start:end]))
        new = not _is_word(family) or (not source.has(given) and family.endswith("ی") and ZWNJ not in family)
        if new and not source.has(family):
            yield UnknownName("person", start, end)
    for match in _FAMILY.finditer(text):
        if not source.has(match.group()):
            yield UnknownName("person", *match.span())
    for match in _listed("titles").finditer(text):
        name = list(takewhile(lambda it: not _is_word(it[2]), _beside(text, match.end(), 2)))
        if name and not source.has(name[-1][2]):
            yield UnknownName("person", match.start(), name[-1][1])


def _speakers(text: str, source: TextWords) -> Iterator[UnknownName]:
    for start, end in sentences(text):
        if said := _listed("said").search(text, start, end):
            begun = text.rfind("»", start, said.start()) + 1 or start
            yield from _unknown(_until(text, begun, said.start(), _SPEAKER), source)
        for match in _listed("according").finditer(text, start, end):
            yield from _unknown(_until(text, match.end(), end, _SOURCE, linked=True), source)


def _unknown(who: list[tuple[int, int, str]], source: TextWords) -> Iterator[UnknownName]:
    strange = [it for it in who if not (it[2] in _nobody() or it[2] in stop_words() or source.has(it[2]))]
    if strange and not any(char.isdigit() for _, _, word in who for char in word):
        yield UnknownName("speaker", strange[0][0], strange[-1][1])


def _until(text: str, start: int, end: int, most: int, linked: bool = False) -> list[tuple[int, int, str]]:
    """Return the words from `start` to the first mark or linking word; none where there are more than `most`."""
    pause = _PAUSE.search(text, start, end)
    found = [
        (start + first, start + last, word)
        for first, last, word in words(text[start : pause.start() if pause else end])
    ]
    if not linked:
        stop = next((at for at, (_, _, word) in enumerate(found) if word in _LINKS), len(found))
        found = found[:stop]
    return found if len(found) <= most else []


def _beside(text: str, at: int, most: int) -> list[tuple[int, int, str]]:
    """Return up to `most` words that follow `at` with only spaces between them."""
    found: list[tuple[int, int, str]] = []
    for start, end, word in words(text[at : at + 60])[:most]:
        if text[found[-1][1] if found else at : at + start] != " ":
            break
        found.append((at + start, at + end, word))
    return found


@cache
def _is_word(word: str) -> bool:
    """Return whether a dictionary has the word or its lemma."""
    return word.replace(ZWNJ, "") in known() or lemma(word) in known()


@per_province(cache)
def _agency_words() -> frozenset[str]:
    """Return the words in the names of the province's agencies that are not names of places."""
    named = (name for agency in province().agencies for name in (agency.name, *agency.aliases))
    return frozenset(word for name in named for _, _, word in words(name) if len(word) > 1 and not counties_of(word))


@cache
def _nobody() -> frozenset[str]:
    return frozenset(listed_data("naming")["nobody"].split("|"))


@cache
def _listed(name: str) -> re.Pattern[str]:
    return pattern(listed_data("naming")[name], WORD_START, _END)
