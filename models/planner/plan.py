"""Plan the outline of a piece by its kind: what is a sentence, what is a fact of a list, and their order."""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bumi.brief import Brief, Kind
from bumi.models.planner.assembly import Outline, OutlineLine, PlannedSentence, hashtags
from bumi.models.planner.facts import LabelledFact, fact, label_of
from bumi.models.planner.lede import Opening, covers, opening_of
from bumi.models.planner.notes import Unit, as_written, in_prose, said_notes, units
from bumi.models.planner.prompts import Prompt, by, filled, quotations
from bumi.models.scoring import Reranked
from bumi.persian.patterns import SPOKEN_COME
from bumi.persian.syntax import (
    any_of,
    as_sentence,
    ends_in_verb,
    has_wish,
    is_order,
    refers_back,
    with_full_stop,
    word_list,
)
from bumi.persian.text import flat
from bumi.piece import DETAILS
from bumi.words import ADVICE, Urgency

_CHECKLIST = "نکته‌ها:"  # leads to advice, which stands in its own order, whatever the form of each point
_CONTACT = re.compile(r"^(?:[^:،؛]+: ۱[۰-۹]{2,3}(?:؛ |$))+$")
_FEW = 2  # orders that still stand as sentences; more are a list

LEAST = -0.15
"""Nats for a word of the note, under which a woven sentence is not printed (docs/experiments.md).

Calibrated on the judged lists that no adapter learnt from (models/data/judged/apart.jsonl): of 197 notes that may be
woven the likeliest sentence of 33 (17 %) is at or above it, and 32 of these 33 (97 %) are good.
"""
# Its verb would be a guess at what is denied («سیار نه»), asked, or led to.
_GUESSED = re.compile(rf"(?<!\w)نه(?!\w)|[؟→←=/+]|->|:\s|(?<!\w){SPOKEN_COME}$")  # «میان» is no noun there
_FEWEST, _MOST = 4, 18  # words: a shorter note is a fact, of a longer one more than one thing is said


def to_weave(brief: Brief, parts: Mapping[str, str]) -> list[Unit]:
    """Return the notes that a model may rewrite as sentences; none of advice and of shorthand, which stay lists."""
    if brief.kind in ADVICE:
        return []
    asked = [each for each in units(brief, parts) if not each.whole and not each.label and may_be_woven(each.text)]
    return asked if in_prose(brief, parts, asked) else []


def outline(
    brief: Brief, prompt: Prompt, seed: int = 0, formal: Callable[[str], str] = str, woven: Mapping[Unit, str] = {}
) -> Outline:
    """Return the outline of `brief`, in which each part is said once.

    Topic and `seed` choose among equal openings and attributions. `woven` are the printable sentences that a model made
    of notes; all other notes that are no sentences are facts.
    """
    parts, turn = as_written(brief, formal), zlib.crc32(brief.topic.encode()) + seed
    first = opening_of(brief, prompt, parts, turn)
    said = _said(brief, parts, first, woven)
    calls = [each for each in said if each.rests_on == ("call",)]
    told = [each for each in said if each.rests_on != ("call",)]
    made = Outline(_kicker(parts, prompt, first), first.headline, [first.lede, *first.more], hashtags=hashtags(brief))
    lists = _lists(brief, prompt, told, calls, parts, first)
    listed = [each for leading, lines in lists if leading != DETAILS for each in lines]
    sentences = [each for each in told if isinstance(each, PlannedSentence) and each not in listed]
    if not first.named and prompt.attribution.named == "body":
        _name_source(parts["agency"], prompt, made, sentences, turn)
    at = min(prompt.quote_after, len(sentences))
    before = sentences[at - 1].text if at and _is_of(brief, [first.lede, *sentences[:at]]) else ""
    quotes = [
        each
        for each in quotations(brief.quotes, prompt.attribution, before)
        if not first.told.issuperset(each.rests_on)
    ]
    made.paragraphs = _paragraphs([*sentences[:at], *quotes, *sentences[at:]], prompt.paragraph)
    made.lists = [(leading, lines) for leading, lines in lists if lines]
    made.last = [each for each in calls if isinstance(each, PlannedSentence)]
    made.closing = [_in_words(each) for each in calls]
    return made


def _is_of(brief: Brief, said: Sequence[PlannedSentence]) -> bool:
    """Whether `said` names the first speaker, so that «او» is clear."""
    return bool(brief.quotes) and any(flat(brief.quotes[0].speaker) in flat(each.text) for each in said)


def _said(brief: Brief, parts: Mapping[str, str], first: Opening, woven: Mapping[Unit, str]) -> list[OutlineLine]:
    """Return what notes and call say beyond the lede, each once."""
    said: list[OutlineLine] = []
    prose, chosen = in_prose(brief, parts, woven), said_notes(brief)
    for unit in units(brief, parts, prose):
        if unit.id in first.told:
            if unit.id in first.rest:
                said.append(fact(first.rest[unit.id], (unit.id,)))
            continue
        same = next(
            (at for at, each in enumerate(said) if covers(f"{getattr(each, 'label', '')} {each.text}", unit.text)), None
        )
        if same is not None:
            said[same] = replace(said[same], rests_on=tuple(dict.fromkeys((*said[same].rests_on, unit.id))))
            continue
        if unit.whole:
            ended = with_full_stop(unit.text) if unit.id in chosen else as_sentence(unit.text)
            said.append(PlannedSentence(ended, (unit.id,)))
        elif prose and unit in woven:
            said.append(PlannedSentence(woven[unit], (unit.id,)))
        else:
            said.append(fact(unit.text, (unit.id,), unit.label))
    return said


def _lists(
    brief: Brief,
    prompt: Prompt,
    told: Sequence[OutlineLine],
    calls: Sequence[OutlineLine],
    parts: Mapping[str, str],
    first: Opening,
) -> list[tuple[str, list[OutlineLine]]]:
    """Return the lists, each with its leading line: orders or advice, where there are some, and facts."""
    setting, contacts = _setting(parts, first), [each for each in calls if isinstance(each, LabelledFact)]
    facts = [each for each in told if isinstance(each, LabelledFact)]
    details: list[OutlineLine] = [*setting, *facts, *contacts, *_source_of(brief, parts, first)]
    if brief.kind is Kind.NOTICE and brief.urgency is not Urgency.NORMAL:
        unplaced = "where" in parts and "where" not in first.told and " در " not in parts["topic"]
        return _urgent(prompt, told, contacts, setting, unplaced)
    orders = [each for each in told if isinstance(each, PlannedSentence) and is_order(each.text)]
    few = 2 * sum(isinstance(each, PlannedSentence) for each in told) < len(told)
    if prompt.orders == _CHECKLIST and (len(orders) > _FEW or few or "نکته" in first.lede.text):
        rest: list[OutlineLine] = [*setting, *contacts]
        together = len(rest) < _FEW  # in the order of the notes
        return [(_CHECKLIST, [*told, *rest])] if together else [(_CHECKLIST, [*told]), (DETAILS, rest)]
    if not prompt.orders or len(orders) <= _FEW:
        return [(DETAILS, details)]
    return [(prompt.orders, [*orders]), (DETAILS, details)]


def _urgent(
    prompt: Prompt,
    told: Sequence[OutlineLine],
    contacts: Sequence[LabelledFact],
    setting: Sequence[LabelledFact],
    unplaced: bool,
) -> list[tuple[str, list[OutlineLine]]]:
    """Return what to do and whom to call, then the other facts; these go first where only they name the place."""
    orders: list[OutlineLine] = []
    rest: list[OutlineLine] = [*setting]
    for before, each in zip([None, *told], told, strict=False):
        behind = before in orders and refers_back(each.text)  # «آن را ...» stays beside what it is of
        if is_order(each.text) or has_wish(each.text) or behind or _is_contact(each):
            orders.append(each)
        elif isinstance(each, LabelledFact):
            rest.append(each)
    orders.sort(key=_is_contact)
    lists = [(prompt.orders, [*orders, *contacts]), (DETAILS, rest)] if orders else [(DETAILS, [*rest, *contacts])]
    return lists[::-1] if unplaced else lists


def _is_contact(line: OutlineLine) -> bool:
    """Whether a line says whom to call: «تماس: امداد ۱۱۲», «وضعیت راه: ۱۴۱؛ امداد: ۱۱۲»."""
    return isinstance(line, LabelledFact) and (
        line.label == "تماس" or _CONTACT.search(f"{line.label}: {line.text}") is not None
    )


def _setting(parts: Mapping[str, str], first: Opening) -> list[LabelledFact]:
    """Return the time and the place as facts, as far as the lede does not say them."""
    whose = _whose(parts)
    setting = [
        fact(parts[id_].removeprefix(f"{whose} "), (id_,), f"{label} {whose}".strip())
        for id_, label in (("when", "زمان"), ("where", _of_place(parts)))
        if id_ in parts and id_ not in first.told
    ]
    rest = first.rest.get("when", "") if "when" in first.told else ""
    return [*([fact(rest, ("when",), "زمان" if rest[0].isdigit() else "")] if rest else []), *setting]


def _source_of(brief: Brief, parts: Mapping[str, str], first: Opening) -> list[LabelledFact]:
    """Return the agency of a portrait as a fact, where no sentence names it."""
    untold = brief.kind is Kind.FEATURE and not first.named
    return [LabelledFact(parts["agency"], ("agency",), "منبع")] if untold else []


def _of_place(parts: Mapping[str, str]) -> str:
    """Return the label of the place: «مسیر» where arrows join several, empty for a departure («حرکت ۶ صبح از ...»)."""
    if "→" in parts.get("where", ""):
        return "مسیر"
    return "" if re.match(any_of("moving"), parts.get("where", "")) else "مکان"


def _whose(parts: Mapping[str, str]) -> str:
    """Return the noun that the time belongs to, where it is not the topic's first one: «بازارچه از ۲۰ اسفند»."""
    named, *rest = parts.get("when", "").split() or [""]
    other = named in parts["topic"].split()[1:] and not named[0].isdigit() and len(named) > 2
    return named if rest and other and named not in word_list("time") else ""


def _name_source(agency: str, prompt: Prompt, made: Outline, sentences: list[PlannedSentence], turn: int) -> None:
    """Name the agency before the first sentence of the body that reports, else before the last of the lede."""
    for at, each in enumerate(sentences):
        if not is_order(each.text) and not each.text.startswith(("به گفته", "به گزارش", "بنا بر")):
            sentences[at] = by(agency, each, prompt.attribution, turn)
            return
    made.lede[-1] = by(agency, made.lede[-1], prompt.attribution, turn)


def _in_words(line: OutlineLine) -> str:
    """Return the call to action as a caption sentence, without a list mark."""
    if isinstance(line, PlannedSentence):
        return line.text
    return f"{f'{line.label}: ' if line.label else ''}{line.text}."


def _kicker(parts: Mapping[str, str], prompt: Prompt, first: Opening) -> str:
    kicker = filled(prompt.kicker, dict(parts))
    return "" if flat(kicker) in flat(first.headline) else kicker


def _paragraphs(said: Sequence[PlannedSentence], most: int) -> list[list[PlannedSentence]]:
    """Cut into paragraphs of similar length, of at most `most` sentences; two sentences on one note stay together."""
    if not said:
        return []
    number = -(-len(said) // most)
    size, longer = divmod(len(said), number)
    cuts = [0]
    for i in range(number):
        cuts.append(cuts[-1] + size + (i < longer))
    cuts[1:-1] = [cut + (said[cut - 1].rests_on == said[cut].rests_on) for cut in cuts[1:-1]]
    return [[*said[a:b]] for a, b in pairwise(cuts) if a < b]


def may_be_woven(note: str) -> bool:
    """Whether a model may rewrite `note`, which is no sentence: it has no bare denial, mark, label or final verb."""
    fits = _FEWEST <= len(note.split()) <= _MOST and not ends_in_verb(note)
    return fits and not _GUESSED.search(note) and not label_of(note)


def printable(judged: Reranked) -> bool:
    """Whether a sentence of a model is likely enough to be printed.

    A sentence that is not woven of its note is not, unless its likelihood is unknown (a server's model).
    """
    return judged.fluency >= LEAST if judged.woven else judged.fluency == 0
