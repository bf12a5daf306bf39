"""Plan a piece: what stands as a sentence, what in a list, and in which order, by the rules of its kind."""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bumi.brief import Brief, Kind
from bumi.text import flat
from models.planner.assembly import Line, Outline, Sentence
from models.planner.attribution import by, quotations
from models.planner.facts import Fact, fact
from models.planner.hashtags import hashtags
from models.planner.lede import Opening, covers, opening
from models.planner.lists import any_of
from models.planner.notes import Unit, as_written, units
from models.planner.printable import may_be_woven
from models.planner.prompts import Prompt, filled
from models.planner.sentences import as_sentence, is_order

__all__ = ["outline", "to_weave"]

_ADVICE = (Kind.EXPLAINER, Kind.LITERACY)
_CHECKLIST = "نکته‌ها:"  # leads to advice, which stands in its own order, whatever the form of each point
_FEW = 2  # orders that still stand as sentences; more are a list


def to_weave(brief: Brief, parts: Mapping[str, str]) -> list[Unit]:
    """Return what is no sentence as it stands, and may be woven to one; advice is a list by right."""
    if brief.kind in _ADVICE:
        return []
    told = units(brief, parts)
    return [each for each in told if not each.whole and not each.label and may_be_woven(each.text)]


def outline(
    brief: Brief, prompt: Prompt, seed: int = 0, formal: Callable[[str], str] = str, woven: Mapping[Unit, str] = {}
) -> Outline:
    """Return the outline of `brief`: every part finds its place, and each is said once.

    How it opens and names its source goes in turn, from one seed to the next and from one topic to another. `woven`
    are the sentences that a model made of what is none, as far as they may be printed; all else is a fact.
    """
    parts, turn = as_written(brief, formal), zlib.crc32(brief.topic.encode()) + seed
    first = opening(brief, prompt, parts, turn)
    said = _said(brief, parts, first, woven)
    calls = [each for each in said if each.rests_on == ("call",)]
    told = [each for each in said if each.rests_on != ("call",)]
    made = Outline(_kicker(parts, prompt, first), first.headline, [first.lede, *first.more], hashtags=hashtags(brief))
    listed, details = _lists(prompt, told, calls, parts, first)
    sentences = [each for each in told if isinstance(each, Sentence) and each not in listed]
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
    if listed:
        made.lists.append((prompt.orders, listed))
    made.with_facts(details)
    made.last = [each for each in calls if isinstance(each, Sentence)]
    made.closing = [_in_words(each) for each in calls]
    return made


def _is_of(brief: Brief, said: Sequence[Sentence]) -> bool:
    """Say whether what is said names who speaks first: «او» is then nobody else."""
    return bool(brief.quotes) and any(flat(brief.quotes[0].speaker) in flat(each.text) for each in said)


def _said(brief: Brief, parts: Mapping[str, str], first: Opening, woven: Mapping[Unit, str]) -> list[Line]:
    """Return what the notes and the call say beyond the lede, each once."""
    said: list[Line] = []
    for unit in units(brief, parts):
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
            said.append(Sentence(as_sentence(unit.text), (unit.id,)))
        elif unit in woven:
            said.append(Sentence(woven[unit], (unit.id,)))
        else:
            said.append(fact(unit.text, (unit.id,), unit.label))
    return said


def _lists(
    prompt: Prompt, told: Sequence[Line], calls: Sequence[Line], parts: Mapping[str, str], first: Opening
) -> tuple[list[Line], list[Fact]]:
    """Return the list of orders, where there are some, and the facts."""
    whose = _whose(parts)
    setting = [
        fact(parts[id_].removeprefix(f"{whose} "), (id_,), f"{label} {whose}".strip())
        for id_, label in (("when", "زمان"), ("where", _of_place(parts)))
        if id_ in parts and id_ not in first.told
    ]
    facts = [*setting, *(each for each in (*told, *calls) if isinstance(each, Fact))]
    orders = [each for each in told if isinstance(each, Sentence) and is_order(each.text)]
    few = 2 * sum(isinstance(each, Sentence) for each in told) < len(told)
    if prompt.orders == _CHECKLIST and (len(orders) > _FEW or few or "نکته" in first.lede.text):
        rest = [*setting, *(each for each in calls if isinstance(each, Fact))]
        return ([*told, *rest], []) if len(rest) < _FEW else ([*told], rest)  # in the order of the notes
    if not prompt.orders or len(orders) <= _FEW:
        return [], facts
    return [*orders], facts


def _of_place(parts: Mapping[str, str]) -> str:
    """Return the label of the place, none where it says how one goes there: «حرکت ۶ صبح از میدان آزادی».

    Several places with arrows between them are a way.
    """
    if "→" in parts.get("where", ""):
        return "مسیر"
    return "" if re.match(any_of("moving"), parts.get("where", "")) else "مکان"


def _whose(parts: Mapping[str, str]) -> str:
    """Return what the time is of, where it says so and the topic is of something else: «بازارچه از ۲۰ اسفند»."""
    named, *rest = parts.get("when", "").split() or [""]
    return named if rest and named in parts["topic"].split()[1:] and not named[0].isdigit() and len(named) > 2 else ""


def _name_source(agency: str, prompt: Prompt, made: Outline, sentences: list[Sentence], turn: int) -> None:
    """Name the agency before the body's first sentence that tells something, and else before the lede's last."""
    for at, each in enumerate(sentences):
        if not is_order(each.text) and not each.text.startswith(("به گفته", "به گزارش", "بنا بر")):
            sentences[at] = by(agency, each, prompt.attribution, turn)
            return
    made.lede[-1] = by(agency, made.lede[-1], prompt.attribution, turn)


def _in_words(line: Line) -> str:
    """Return the call to action as a caption has it: without a mark, and ended."""
    if isinstance(line, Sentence):
        return line.text
    return f"{f'{line.label}: ' if line.label else ''}{line.text}."


def _kicker(parts: Mapping[str, str], prompt: Prompt, first: Opening) -> str:
    kicker = filled(prompt.kicker, dict(parts))
    return "" if flat(kicker) in flat(first.headline) else kicker


def _paragraphs(said: Sequence[Sentence], most: int) -> list[list[Sentence]]:
    """Cut into paragraphs of like length, of `most` sentences; two sentences on one note stay together."""
    if not said:
        return []
    number = -(-len(said) // most)
    size, longer = divmod(len(said), number)
    cuts = [0]
    for i in range(number):
        cuts.append(cuts[-1] + size + (i < longer))
    cuts[1:-1] = [cut + (said[cut - 1].rests_on == said[cut].rests_on) for cut in cuts[1:-1]]
    return [[*said[a:b]] for a, b in pairwise(cuts) if a < b]
