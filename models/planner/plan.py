"""Plan a piece: what stands as a sentence, what in a list, and in which order, by the rules of its kind."""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bumi.brief import Brief, Kind
from bumi.models.planner.assembly import Line, Outline, Sentence
from bumi.models.planner.attribution import by, quotations
from bumi.models.planner.facts import DETAILS, Fact, fact
from bumi.models.planner.hashtags import hashtags
from bumi.models.planner.lede import Opening, covers, opening
from bumi.models.planner.lists import any_of, words
from bumi.models.planner.notes import Unit, as_written, in_prose, units
from bumi.models.planner.printable import may_be_woven
from bumi.models.planner.prompts import Prompt, filled
from bumi.models.planner.sentences import as_sentence, is_leaning, is_order, is_wished
from bumi.persian.text import flat
from bumi.words import Urgency

__all__ = ["outline", "to_weave"]

_ADVICE = (Kind.EXPLAINER, Kind.LITERACY)
_CHECKLIST = "نکته‌ها:"  # leads to advice, which stands in its own order, whatever the form of each point
_CONTACT = re.compile(r"^(?:[^:،؛]+: ۱[۰-۹]{2,3}(?:؛ |$))+$")
_FEW = 2  # orders that still stand as sentences; more are a list


def to_weave(brief: Brief, parts: Mapping[str, str]) -> list[Unit]:
    """Return what is no sentence as it stands, and may be woven to one; advice is a list by right, as shorthand is."""
    if brief.kind in _ADVICE:
        return []
    asked = [each for each in units(brief, parts) if not each.whole and not each.label and may_be_woven(each.text)]
    return asked if in_prose(brief, parts, asked) else []


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
    lists = _lists(brief, prompt, told, calls, parts, first)
    listed = [each for leading, lines in lists if leading != DETAILS for each in lines]
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
    made.lists = [(leading, lines) for leading, lines in lists if lines]
    made.last = [each for each in calls if isinstance(each, Sentence)]
    made.closing = [_in_words(each) for each in calls]
    return made


def _is_of(brief: Brief, said: Sequence[Sentence]) -> bool:
    """Say whether what is said names who speaks first: «او» is then nobody else."""
    return bool(brief.quotes) and any(flat(brief.quotes[0].speaker) in flat(each.text) for each in said)


def _said(brief: Brief, parts: Mapping[str, str], first: Opening, woven: Mapping[Unit, str]) -> list[Line]:
    """Return what the notes and the call say beyond the lede, each once."""
    said: list[Line] = []
    prose = in_prose(brief, parts, woven)
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
            said.append(Sentence(as_sentence(unit.text), (unit.id,)))
        elif prose and unit in woven:
            said.append(Sentence(woven[unit], (unit.id,)))
        else:
            said.append(fact(unit.text, (unit.id,), unit.label))
    return said


def _lists(
    brief: Brief, prompt: Prompt, told: Sequence[Line], calls: Sequence[Line], parts: Mapping[str, str], first: Opening
) -> list[tuple[str, list[Line]]]:
    """Return the lists, each with what leads to it: of orders or advice, where there are some, and of facts."""
    setting, contacts = _setting(parts, first), [each for each in calls if isinstance(each, Fact)]
    facts = [each for each in told if isinstance(each, Fact)]
    details: list[Line] = [*setting, *facts, *contacts, *_source_of(brief, parts, first)]
    if brief.kind is Kind.NOTICE and brief.urgency is not Urgency.NORMAL:
        unplaced = "where" in parts and "where" not in first.told and " در " not in parts["topic"]
        return _urgent(prompt, told, contacts, setting, unplaced)
    orders = [each for each in told if isinstance(each, Sentence) and is_order(each.text)]
    few = 2 * sum(isinstance(each, Sentence) for each in told) < len(told)
    if prompt.orders == _CHECKLIST and (len(orders) > _FEW or few or "نکته" in first.lede.text):
        rest: list[Line] = [*setting, *contacts]
        together = len(rest) < _FEW  # in the order of the notes
        return [(_CHECKLIST, [*told, *rest])] if together else [(_CHECKLIST, [*told]), (DETAILS, rest)]
    if not prompt.orders or len(orders) <= _FEW:
        return [(DETAILS, details)]
    return [(prompt.orders, [*orders]), (DETAILS, details)]


def _urgent(
    prompt: Prompt, told: Sequence[Line], contacts: Sequence[Fact], setting: Sequence[Fact], unplaced: bool
) -> list[tuple[str, list[Line]]]:
    """Return what to do and whom to call, and the rest: behind it, unless only that says where it happens."""
    orders: list[Line] = []
    rest: list[Line] = [*setting]
    for before, each in zip([None, *told], told, strict=False):
        behind = before in orders and is_leaning(each.text)  # «آن را ...» stays beside what it is of
        if is_order(each.text) or is_wished(each.text) or behind or _is_contact(each):
            orders.append(each)
        elif isinstance(each, Fact):
            rest.append(each)
    orders.sort(key=_is_contact)
    lists = [(prompt.orders, [*orders, *contacts]), (DETAILS, rest)] if orders else [(DETAILS, [*rest, *contacts])]
    return lists[::-1] if unplaced else lists


def _is_contact(line: Line) -> bool:
    """Whether a line says whom to call: «تماس: امداد ۱۱۲», «وضعیت راه: ۱۴۱؛ امداد: ۱۱۲»."""
    return isinstance(line, Fact) and (
        line.label == "تماس" or _CONTACT.search(f"{line.label}: {line.text}") is not None
    )


def _setting(parts: Mapping[str, str], first: Opening) -> list[Fact]:
    """Return the time and the place as facts, as far as the lede does not say them."""
    whose = _whose(parts)
    setting = [
        fact(parts[id_].removeprefix(f"{whose} "), (id_,), f"{label} {whose}".strip())
        for id_, label in (("when", "زمان"), ("where", _of_place(parts)))
        if id_ in parts and id_ not in first.told
    ]
    rest = first.rest.get("when", "") if "when" in first.told else ""
    return [*([fact(rest, ("when",), "زمان" if rest[0].isdigit() else "")] if rest else []), *setting]


def _source_of(brief: Brief, parts: Mapping[str, str], first: Opening) -> list[Fact]:
    """Return who tells of what a portrait is of, where no sentence says so."""
    untold = brief.kind is Kind.FEATURE and not first.named
    return [Fact(parts["agency"], ("agency",), "منبع")] if untold else []


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
    other = named in parts["topic"].split()[1:] and not named[0].isdigit() and len(named) > 2
    return named if rest and other and named not in words("time") else ""


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
