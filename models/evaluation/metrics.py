"""Metrics of drafts with their bars: invented values, notes left out, unknown names, repetition."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from bumi.brief import Brief
from bumi.current_province import per_province
from bumi.finding import Finding
from bumi.models.scoring import evidence, opening, values
from bumi.persian.lexicon import listed_data, listed_lines
from bumi.persian.morphology import content_lemmas, lemma, lexicon, parts_of_speech, verb_roots, words
from bumi.persian.numbers import spelled_out
from bumi.persian.text import ZWNJ, digits_to_persian
from bumi.persian.word_forms import NOMINAL_ENDING
from bumi.piece import Draft, Fields
from bumi.province import province

Check = Callable[[Fields, Brief], Iterable[Finding]]
"""Finds the numbers, dates and quotations of a piece that are not in its brief."""

_LEAST_OF_NOTE = 0.6  # share of its content lemmas that makes a note count as said, with all its numbers
_RUN = 3  # sentences
_FAMILY = frozenset(("زاده", "پور", "نژاد", "نیا", "فر", "فرد", "منش", "وند", "تبار", "لو", "زهی"))
_PREFIX = re.compile("(?:بر|در|باز|فرو|وا)?ن?(?=..)")  # of verbs
_STEM = 3  # letters


type Demand = Literal["better", "not worse", ""]


class Bar(NamedTuple):
    """The bar of a figure: `bound` is the maximum, or with `least` the minimum; a `share` is a fraction of 1.

    `demand` is what the figure of another adapter has to be beside it.
    """

    number: int
    name: str
    bound: float
    least: bool = False
    share: bool = False
    demand: Demand = ""


INVENTED = Bar(1, "عدد، تاریخ و نقل‌قولی که سفارش ندارد", 0, demand="not worse")
COVERED = Bar(2, "یادداشت‌های گفته‌شده", 0.98, least=True, share=True, demand="not worse")
UNKNOWN_NAMES = Bar(3, "نام‌هایی که سفارش و داده استان ندارند", 0, demand="not worse")
REPEATED = Bar(6, "موضوع با نام کامل در سه جمله پیاپی", 0)
ALIKE = Bar(6, "لیدهایی که چون لیدی دیگر آغاز می‌شوند", 0)
# Without a bar: a list is not a fault, and the others compare two adapters (models/evaluation/promotion.py).
PLAIN = Bar(5, "یادداشت‌هایی که مدل جمله‌شان را ننوشت", float("inf"), share=True, demand="not worse")
DEV_PERPLEXITY = Bar(7, "سرگشتگی در برابر جمله‌های سنجش، هر واژه‌پاره", float("inf"))
LESSON_PERPLEXITY = Bar(8, "سرگشتگی در برابر جمله‌های کنارگذاشته دبیران، هر واژه‌پاره", float("inf"), demand="better")
FIRST_GOOD = Bar(9, "فهرست‌های داوری‌شده‌ای که محتمل‌ترین جمله‌شان چاپ‌شدنی است", 0, True, True, "not worse")


@dataclass(frozen=True)
class Figure:
    """A measured value with its `bar`; `faults` says where it falls short, a line each."""

    bar: Bar
    value: float
    faults: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the value meets the bar."""
        return self.value >= self.bar.bound if self.bar.least else self.value <= self.bar.bound


def figures(briefs: Sequence[Brief], drafts: Sequence[Draft], check: Check) -> list[Figure]:
    """Return the figures of `drafts`, one for each of `briefs`; ValueError if their numbers differ."""
    pairs = list(zip(briefs, drafts, strict=True))
    invented = [fault for brief, draft in pairs for fault in _invented(brief, draft, check)]
    lost = [fault for brief, draft in pairs for fault in _lost(brief, draft)]
    notes = sum(len(brief.notes) for brief in briefs)
    unknown = [fault for brief, draft in pairs for fault in _unknown(brief, draft)]
    plain = [(brief, source) for brief, draft in pairs for source in draft.sources if source.plain]
    sentences = sum(len(draft.sources) for draft in drafts)
    repeated = [brief.topic for brief, draft in pairs if _repeats_topic(brief, draft)]
    alike = list(_alike(drafts))
    return [
        Figure(INVENTED, len(invented), tuple(invented)),
        Figure(COVERED, _share(notes - len(lost), notes), tuple(lost)),
        Figure(UNKNOWN_NAMES, len(unknown), tuple(unknown)),
        Figure(PLAIN, _share(len(plain), sentences), tuple(_line(brief, it.text) for brief, it in plain)),
        Figure(REPEATED, len(repeated), tuple(repeated)),
        Figure(ALIKE, len(alike), tuple(alike)),
    ]


def _invented(brief: Brief, draft: Draft, check: Check) -> Iterator[str]:
    """Yield the findings of the checks, and every other number whose value is not in the brief."""
    found, known = list(check(draft.fields, brief)), values(spelled_out(brief.facts()))
    for finding in found:
        yield _line(brief, finding.matched, finding.field)
    for field, text in draft.fields.texts().items():
        told = values(" ، ".join(finding.matched for finding in found if finding.field == field))
        for value in sorted(values(text) - known - told):
            yield _line(brief, digits_to_persian(value), field)


def _lost(brief: Brief, draft: Draft) -> Iterator[str]:
    """Yield the notes not said by the sentences that rest on them."""
    for number, note in enumerate(map(spelled_out, brief.notes), 1):
        said = " ".join(source.text for source in draft.sources if f"n{number}" in source.rests_on)
        wordless = not content_lemmas(note)
        covered = wordless or evidence(said, note).coverage >= _LEAST_OF_NOTE
        if not said or not covered or values(note) - values(said):
            yield _line(brief, note)


def _unknown(brief: Brief, draft: Draft) -> Iterator[str]:
    for field, text in draft.fields.texts().items():
        for name in unknown_names(text, brief):
            yield _line(brief, name, field)


def _repeats_topic(brief: Brief, draft: Draft) -> bool:
    """Whether three consecutive sentences name the whole topic, where later ones should refer back to it."""
    topic, run = content_lemmas(brief.topic), 0
    for source in draft.sources:
        run = run + 1 if topic and topic <= content_lemmas(source.text) else 0
        if run == _RUN:
            return True
    return False


def _alike(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the openings of ledes that repeat that of an earlier one."""
    openings = Counter(opening(draft.fields.lede) for draft in drafts)
    for begin, times in openings.items():
        yield from [begin] * (times - 1)


def _share(some: int, of: int) -> float:
    return some / of if of else 1.0


def _line(brief: Brief, words: str, field: str = "") -> str:
    return ": ".join(part for part in (brief.topic, field, words) if part)


def unknown_names(text: str, brief: Brief) -> list[str]:
    """Return the words of `text` that name somebody or something not in the brief, in order.

    Known names are those of the brief, its own county with its places, its own agency, and the province; even a
    neighbouring county is unknown. Other new words are names where they follow a title («آقای») or a
    word for a place or an agency («روستای»), where they are names by themselves (assets/words/names.txt, the towns
    of the province), or where no dictionary knows them. It is strict: a new adjective after «شهر» counts too.
    """
    new = set(evidence(text, brief.facts(), _own(brief)).added) - verb_roots()
    found: list[str] = []
    end, led = 0, False
    for start, stop, word in words(text):
        key = lemma(word)
        named = key in new and (_is_name(word) or not _is_word(word) or (led and text[end:start] == " "))
        if named:
            found.append(word)
        end, led = stop, named or key in _leading()
    return found


def _own(brief: Brief) -> str:
    """Return the words of the province's data on the brief's county and agency, and of the axis, a hashtag."""
    named = (province().county(brief.county), province().agency(brief.agency))
    words_of = [word for it in named if it for word in (it.name, *it.aliases)]
    return "، ".join([province().name, brief.axis, *words_of, *(named[0].places if named[0] else ())])


def _is_name(word: str) -> bool:
    """Whether the word is a name by itself, or an unknown word that contains a name («رضایی»)."""
    key = lemma(word)
    return key in _names() or (key not in _common() and any(stem in _names() for stem in _stems(word)))


def _is_word(word: str) -> bool:
    """Whether a dictionary knows the word: as it stands, without an ending or a verb's prefix, or in all its parts."""
    if lemma(word) in _common() or lemma(_PREFIX.sub("", word, count=1)) in verb_roots():
        return True
    first, *rest = word.split(ZWNJ)
    if rest:
        return rest[-1] not in _FAMILY and all(
            NOMINAL_ENDING.fullmatch(part) or _is_word(part) for part in (first, *rest)
        )
    return any(stem in _common() for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """Yield `word` as it is, and without an ending."""
    return (word[:at] for at in range(_STEM, len(word) + 1) if NOMINAL_ENDING.fullmatch(word[at:]))


@cache
def _leading() -> frozenset[str]:
    """Return titles, and words for places and agencies, which names follow."""
    return frozenset(map(lemma, listed_data("naming")["leading"].split()))


@per_province(cache)
def _names() -> frozenset[str]:
    """Return the lemmas of words that are names by themselves: those listed, and one-word places of the province."""
    places = (name for name in province().places if " " not in name)
    return frozenset(map(lemma, (*listed_lines("names"), *places)))


@cache
def _common() -> frozenset[str]:
    """Return the words that the dictionary has seen or classified, without half-spaces, like lemmas."""
    tagged = parts_of_speech()
    used = (word for word, count in lexicon().items() if count or tagged[word] != {"0"})
    return frozenset(word.replace(ZWNJ, "") for word in used)
