"""Rules that a sentence must keep to follow from its notes: values, units, names, negation, tense, claims.

Each rule gives its reason in Persian, for the model that writes the sentence anew and for people.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bumi.brief import Brief
from bumi.checks.facts import misplaced, unknown_names
from bumi.models.constraints import SourceVocabulary, is_persian
from bumi.models.scoring.faithfulness import evidence
from bumi.persian.amounts import amounts, components
from bumi.persian.calendar import MONTHS
from bumi.persian.dates import days, weekdays
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import content_lemmas, words
from bumi.persian.spans import quoted
from bumi.persian.syntax import RELATIVE, clauses, denials, may_deny, precedes_its_focus, stem, stems
from bumi.persian.text import ZWNJ, digits_to_persian, word_row
from bumi.persian.verbs import is_past
from bumi.words import Kind

_WORD = r"(?<![\w\u200c])(?:{})(?![\w\u200c])"

HEADER = ("topic", "agency", "county")
"""The parts that any sentence may name without citing them."""
_ONE = "یک"  # also the article
_STRANGE = 3  # words of no part and no newsroom, and half of its words, are too many for a sentence
_LINKED = 2  # words of a note behind a link that the note does without
_AFTER = re.compile("[ \u200c]+")
_AHEAD = (Kind.EVENT, Kind.NOTICE, Kind.EXPLAINER)
_FRAGMENT = re.compile(r"[؛،.:()→=+/\n«»!؟]")
_NOTE_CLAUSE = re.compile(r"[؛.()→=+/\n«»!؟]")
_REACH = 3  # words that carry meaning, beside a denial
_SHARED = 0.6  # of the focus of a denial, where a text has said it
_TELLING = 2  # words that a focus has at least, where only its own clause counts


def pattern(words: str) -> re.Pattern[str]:
    """Return a pattern for any whole one of `words` («|» between them, with or without a space before it)."""
    return re.compile(_WORD.format(re.sub(r"\s+\|", "|", words)))


@dataclass(frozen=True)
class Claimed:
    """A sentence with its brief; `cited` are the parts it cites, by id, and those that need no citing."""

    text: str
    cited: Mapping[str, str]
    brief: Brief

    @property
    def notes(self) -> tuple[str, ...]:
        """The parts that it cites."""
        return tuple(text for id_, text in self.cited.items() if id_ not in HEADER)

    @property
    def given(self) -> str:
        """The parts that it cites, and the topic, as one text."""
        return " ؛ ".join((self.cited["topic"], *self.notes))

    @property
    def bare(self) -> str:
        """The sentence without what it quotes."""
        return _unquoted(self.text)


class Breach(NamedTuple):
    """Why a sentence does not follow from what it rests on: a Persian sentence."""

    reason: str
    certain: bool
    """Whether true sentences hardly ever break the rule (docs/experiments.md)."""


def broken(claimed: Claimed) -> Iterator[Breach]:
    """Yield the rules that the sentence breaks, the certain ones first."""
    if any(word_row(claimed.text) in word_row(note) for note in claimed.notes):
        return  # it is the note
    certain = (_units, _days, _names, _foreign, _quotations, _opposites, _tense)
    others = (_numbers, _denials, _claims, _misplaced, _strange)
    for rule in (*certain, *others):
        for reason in rule(claimed):
            yield Breach(reason, rule in certain)


def _numbers(claimed: Claimed) -> Iterator[str]:
    known = set[object]().union(*(components(part) for part in claimed.cited.values()))
    for start, end, values in amounts(claimed.text):
        said = claimed.text[start:end]
        if said != _ONE and not values & known:
            yield f"عدد «{digits_to_persian(said)}» در بخش‌هایی که جمله به آن‌ها تکیه دارد نیست؛ عدد را عین یادداشت بنویس"


def _units(claimed: Claimed) -> Iterator[str]:
    given = [(values, unit) for part in claimed.cited.values() for _, values, unit in _measured(part)]
    for said, values, unit in _measured(claimed.text):
        same = {other for numbers, other in given if numbers & values}
        if unit and same and "" not in same and unit not in same:
            yield f"یادداشت «{said} {' یا '.join(sorted(same))}» دارد، نه «{said} {unit}»؛ یکا را درست کن"


def _days(claimed: Claimed) -> Iterator[str]:
    known = {key for part in claimed.cited.values() for day in days(part) for key in day.written_keys}
    for day in days(claimed.text):
        values = {value for _, _, value in amounts(claimed.text[day.start : day.end])}
        if known and values and not known.intersection(day.written_keys):
            yield f"روز «{claimed.text[day.start : day.end]}» در یادداشت نیست؛ روز را عین یادداشت بنویس"
    named = {number for part in claimed.cited.values() for _, _, number in weekdays(part)}
    for start, end, number in weekdays(claimed.text):
        if number not in named:
            yield f"«{claimed.text[start:end]}» در یادداشت نیست؛ روز هفته را عین یادداشت بنویس یا بردار"


def _names(claimed: Claimed) -> Iterator[str]:
    for name in unknown_names(claimed.text, claimed.brief):
        yield f"نام «{claimed.text[name.start : name.end]}» در سفارش نیست؛ آن را بردار"


def _foreign(claimed: Claimed) -> Iterator[str]:
    """Find Latin words, months, and days named from today, that no note has; numbers are `_numbers`'."""
    known = SourceVocabulary("\n".join(claimed.cited.values()))
    for word in known.violations(claimed.bare):
        month = word.removesuffix("ماه").rstrip(ZWNJ) in MONTHS
        if month or word in RELATIVE or (word[:1].isalpha() and not is_persian(word)):
            yield f"واژه «{word}» در یادداشت نیست؛ آن را بردار"


def _quotations(claimed: Claimed) -> Iterator[str]:
    """Find what stands between « and » and no part has between them, or at all."""
    facts = word_row(claimed.brief.facts())
    for start, end in quoted(claimed.text):
        said = claimed.text[start + 1 : end - 1]
        if word_row(said) not in facts:
            yield f"«{said}» عین متن سفارش نیست؛ نقل‌قول را با جای‌نگهدار آن بنویس و چیز دیگری در گیومه نگذار"


def _denials(claimed: Claimed) -> Iterator[str]:
    if said := misdenied(claimed.text, claimed.notes, claimed.cited["topic"]):
        yield f"«{said}»: نفی یا منع در جمله همان نیست که در یادداشت است؛ آنچه ممنوع یا منفی است همان‌گونه بماند"


def _claims(claimed: Claimed) -> Iterator[str]:
    given = claimed.given
    for (makes, gives), name in zip(_patterns("claims"), listed_data("faithfulness")["claims"], strict=True):
        said = makes.search(claimed.bare)
        if not said or gives.search(given) or makes.search(given):
            continue
        if name != "cause" or not _follows(claimed, said.end()):
            yield f"«{said.group()}» را هیچ یادداشتی نگفته است؛ آن را بردار"


def _follows(claimed: Claimed, at: int) -> bool:
    """Whether the next words of the sentence follow each other in a note that only lacks the conjunction."""
    following = [found for _, _, word in words(claimed.bare[at:]) if (found := stem(word))][:_LINKED]
    rows = ([found for _, _, word in words(note) if (found := stem(word))] for note in claimed.notes)
    return len(following) == _LINKED and any(following in map(list, pairwise(row)) for row in rows)


def _opposites(claimed: Claimed) -> Iterator[str]:
    given, bare = claimed.given, claimed.bare
    for pair in _patterns("opposites"):
        for one, other in (pair, pair[::-1]):
            said, told = one.search(bare), other.search(given)
            if said and told and not one.search(given) and not other.search(bare):
                yield f"یادداشت «{told.group()}» دارد، نه «{said.group()}»؛ عین یادداشت بنویس"


def _tense(claimed: Claimed) -> Iterator[str]:
    if said := mistimed(claimed.brief.kind, claimed.bare, claimed.notes):
        yield f"«{said}»: یادداشت این را نه چنین گفته است؛ آنچه در پیش است گذشته نیست و آنچه گذشته است در پیش نیست"


def _misplaced(claimed: Claimed) -> Iterator[str]:
    for mention, told, part in misplaced("body", {"body": claimed.text}, claimed.brief):
        said, right = claimed.text[mention.start : mention.end], part[told.start : told.end]
        if said != right:
            reason = f"جای «{said}» شاید «{right}» باشد: «{part}»؛ هر عدد و نام را کنار همان چیز خودش بنویس"
            yield digits_to_persian(reason)


def _strange(claimed: Claimed) -> Iterator[str]:
    if claimed.bare != claimed.text:
        return  # what is quoted is of the brief, and names what the sentence is about
    added = evidence(claimed.bare, "\n".join(claimed.cited.values()), claimed.brief.facts()).added
    said = content_lemmas(claimed.bare)
    if not said & content_lemmas(" ".join(claimed.cited.values())) and not stems(claimed.bare) & stems(claimed.given):
        yield "این جمله با بخش‌هایی که به آن‌ها تکیه دارد کاری ندارد؛ آن را بردار یا از یادداشت بنویس"
    elif len(added) >= max(_STRANGE, len(said) / 2):
        yield f"«{'، '.join(added[:_STRANGE])}» در سفارش نیست؛ جز آنچه یادداشت می‌گوید چیزی ننویس"


def _measured(text: str) -> Iterator[tuple[str, frozenset[object], str]]:
    """Yield (number as written, its values, its unit or nothing) of each number that is no hour or date."""
    units = frozenset("".join(listed_data("faithfulness")["units"].split()).split("|"))
    for start, end, values in amounts(text):
        gap = _AFTER.match(text, end)
        word = re.match(r"[\w\u200c]+", text[gap.end() :]) if gap else None
        unit = _unit(word.group(), units) if word else ""
        yield text[start:end], frozenset(values), unit


def _unit(word: str, units: frozenset[str]) -> str:
    """Return the unit that `word` is, in whatever form: «کیلومتری», «نفره»; else nothing."""
    return next((form for form in (word, word[:-1], word.removesuffix("\u200cای")) if form in units), "")


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    listed = listed_data("faithfulness")[name]
    rows = [(each["says"], each["given"]) for each in listed.values()] if isinstance(listed, dict) else listed
    return tuple((pattern(one), pattern(other)) for one, other in rows)


def mistimed(kind: Kind, sentence: str, notes: Sequence[str]) -> str:
    """Return the verb of `sentence` (without quotations) whose tense fits neither `kind` nor a note; else empty.

    Notes have few verbs, so the kind decides what they leave open: the common error is a plan told as done.
    """
    said = [word for _, _, word in words(sentence)]
    if not said:
        return ""
    if kind in _AHEAD and is_past(said[-1]) and not _is_reported(sentence):
        return "" if any(_has_past(note) for note in notes) else said[-1]
    if kind is Kind.RECAP and (future := _tense_pattern("future").search(sentence)):
        return "" if any(_tense_pattern("ahead").search(note) for note in notes) else future.group()
    return ""


def _is_reported(sentence: str) -> bool:
    """Whether the past verb is one of saying, or a stem behind «خواهد», «باید» or «می‌توان»."""
    return bool(_tense_pattern("saying").search(sentence) or _tense_pattern("modal").search(sentence))


def _has_past(note: str) -> bool:
    return bool(_tense_pattern("past").search(note)) or any(is_past(word) for _, _, word in words(note))


@cache
def _tense_pattern(name: str) -> re.Pattern[str]:
    return pattern(listed_data("faithfulness")["tense"][name])


def misdenied(text: str, notes: Collection[str], topic: str) -> str:
    """Return what `text` denies that `notes` do not, or does not deny that they do, in a few words of it; else nothing.

    What the topic denies may be denied anywhere, and need not be. Quotations do not count.
    """
    said, given = _unquoted(text), [_unquoted(note) for note in notes]
    return next(_dropped(said, given), "") or next(_added(said, [*given, topic]), "")


def _dropped(said: str, given: Iterable[str]) -> Iterator[str]:
    """Yield denials of the notes whose focus the text has, where it denies too little."""
    own = stems(said)
    kept = [(focus, words_) for note in given for focus, words_ in _focused_denials(note) if _has_focus(own, focus)]
    if kept and not may_deny(said):
        yield kept[0][1]
    for focus, words_ in kept:
        there = [clause for clause in clauses(said) if _has_focus(stems(clause), focus)]
        if len(focus) >= _TELLING and there and not any(map(may_deny, there)):
            yield words_


def _added(said: str, given: Collection[str]) -> Iterator[str]:
    """Yield denials of the text that no note has."""
    own = list(_focused_denials(said))
    if len(own) > sum(map(may_deny, given)):
        yield own[0][1]
    for focus, words_ in own:
        pieces = (piece for note in given for piece in _NOTE_CLAUSE.split(note))
        there = [piece for piece in pieces if focus <= stems(piece)]
        if there and not any(may_deny(piece, focus) for piece in there):
            yield words_


def _has_focus(own: Collection[str], focus: frozenset[str]) -> bool:
    return bool(focus) and len(focus.intersection(own)) >= _SHARED * len(focus)


def _focused_denials(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield (focus, the words around it) of each denial."""
    tokens = words(text)
    for place in denials(text):
        start = max((mark.end() for mark in _FRAGMENT.finditer(text, 0, place)), default=0)
        mark = _FRAGMENT.search(text, place)
        end = mark.start() if mark else len(text)
        before = [found for at, _, word in tokens if start <= at < place and (found := stem(word))]
        after = [found for at, _, word in tokens if place < at < end and (found := stem(word))]
        if precedes_its_focus(text, place):
            focus = after[:_REACH] or before[-_REACH:]
        else:
            focus = before[-_REACH:] + (after[:_REACH] if len(before) < _REACH else [])
        yield frozenset(focus), text[start:end].strip()


def _unquoted(text: str) -> str:
    spans = [*quoted(text)]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text
