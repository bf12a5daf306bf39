"""Plan a piece: which part of the brief each sentence rests on, by the rules of its kind."""

import re
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bumi.brief import Brief, Kind
from bumi.calendar import MONTHS, jalali_day
from bumi.numerals import spelled_out
from bumi.text import digits_to_persian
from models.attribution import quotations, setting, source_alone, sourced
from models.lede import headline, lede
from models.note import Note
from models.prompts import Prompt
from models.shorthand import in_order
from models.slot import Slot, point, slot
from models.split import fragments, stand_alone
from models.wording import AHEAD, Request

__all__ = ["APART", "Plan", "plan"]

APART = 7907  # between seeds of one draft that is to open otherwise: what is no opening stays as it is

_SHORT = 4  # two notes of at most so many words, and one fact each, make one sentence
_YEAR = re.compile(rf"(?<=[ \u200c])({'|'.join(MONTHS)})\s+(۱[۳۴]\d\d)(?![\d/])")


@dataclass
class Plan:
    """The headline, the sentences in order, the body by paragraphs, and what stands in a list of points after it."""

    headline: str
    lede: Slot
    body: list[list[Slot]]
    points: list[Slot]

    def slots(self) -> list[Slot]:
        """Return every sentence and point, in reading order."""
        return [self.lede, *(slot for paragraph in self.body for slot in paragraph), *self.points]


def plan(
    brief: Brief,
    prompt: Prompt,
    seed: int = 0,
    formal: Callable[[str], str] = str,
    unsaid: Collection[Request | None] = (),
) -> Plan:
    """Return the plan of `brief`: every part finds its place, and each is said once.

    How it opens and names its source goes in turn, from one seed to the next and from one topic to another. `formal`
    puts spoken words of the notes into writing. `unsaid` are requests that no good sentence was found for: the lede
    does without them, and in the body they become points of a list, word for word.
    """
    parts, turn = _as_written(brief, formal), zlib.crc32(brief.topic.encode())
    opening = lede(brief, prompt, parts, turn + seed, unsaid)
    untold = [id_ for id_ in parts if id_ not in opening.rests_on]
    told = _sentences(brief.kind, parts, [id_ for id_ in untold if id_.startswith("n")], unsaid)
    call = [slot(brief.kind, "body", parts, ["call"])] if "call" in parts else []
    body = [each for each in told if each.request not in unsaid]
    if prompt.plan.agency == "body":
        body = _with_source(brief, body, prompt, turn + seed % APART)
    quotes = enumerate(quotations(brief.quotes, prompt.attribution), 1)
    _insert(body, prompt.plan.quote_after, [Slot("body", (f"q{i}",), words=words) for i, words in quotes])
    body += [each for each in call if each.request not in unsaid]
    if not body:
        body = [_source_alone(brief, prompt)]
    points = [Slot("body", (id_,), words=words) for id_, words in setting(parts, untold, prompt.attribution)]
    points += [point(each) for each in (*told, *call) if each.request in unsaid]
    return Plan(headline(brief, prompt), opening, _paragraphs(body, prompt.plan.paragraph), points)


def _as_written(brief: Brief, formal: Callable[[str], str]) -> dict[str, str]:
    """The parts as a newsroom writes them: Persian digits, nothing abbreviated, no year after a month of this year."""
    parts = {
        id_: in_order(spelled_out(digits_to_persian(formal(text) if id_.startswith("n") else text)))
        for id_, text in brief.parts().items()
    }
    if brief.kind in AHEAD or brief.starts_at:
        near = digits_to_persian(jalali_day(brief.starts_at)[-4:]) if brief.starts_at else ""
        parts = {
            id_: _YEAR.sub(lambda m: m[1] if near in ("", m[2]) else m[0], text) if id_ == "when" else text
            for id_, text in parts.items()
        }
    return parts


def _sentences(
    kind: Kind, parts: Mapping[str, str], notes: Sequence[str], unsaid: Collection[Request | None]
) -> list[Slot]:
    """One slot a note; a note of several facts is split, two very short ones are joined where they can be."""
    slots, at = list[Slot](), 0
    while at < len(notes):
        pair = notes[at : at + 2]
        joined = slot(kind, "body", parts, pair)
        if len(pair) == 2 and all(_is_short(parts[id_]) for id_ in pair) and joined.request not in unsaid:
            slots.append(joined)
            at += 2
        else:
            slots += _of_one(kind, parts, pair[0], unsaid)
            at += 1
    return slots


def _of_one(kind: Kind, parts: Mapping[str, str], id_: str, unsaid: Collection[Request | None]) -> list[Slot]:
    """The slots of one note: what cannot be said well as a whole is told fact by fact."""
    pieces, facts = fragments(parts[id_]), fragments(parts[id_], whole=0)
    if slot(kind, "body", parts, [id_]).request in unsaid and stand_alone(facts):
        pieces = facts
    return [slot(kind, "body", {**parts, id_: piece}, [id_]) for piece in pieces]


def _is_short(note: str) -> bool:
    return len(note.split()) <= _SHORT and not Note(note).marks()


def _with_source(brief: Brief, body: list[Slot], prompt: Prompt, turn: int) -> list[Slot]:
    """Name the agency as the source of the body's first sentence."""
    if not body:
        return [_source_alone(brief, prompt)]
    frame = sourced(brief.agency, prompt.attribution, turn)
    return [replace(body[0], rests_on=("agency", *body[0].rests_on), frame=frame), *body[1:]]


def _source_alone(brief: Brief, prompt: Prompt) -> Slot:
    return Slot("body", ("agency",), words=source_alone(brief.agency, prompt.attribution))


def _insert(body: list[Slot], at: int, quotations: list[Slot]) -> None:
    """Put the quotations after `at` sentences, or later, where they do not part two sentences on one note."""
    while 0 < at < len(body) and set(body[at - 1].rests_on) & set(body[at].rests_on):
        at += 1
    body[at:at] = quotations


def _paragraphs(slots: list[Slot], most: int) -> list[list[Slot]]:
    """Cut into paragraphs of like length, of `most` sentences; two sentences on one note stay together."""
    number = max(1, -(-len(slots) // most))
    size, longer = divmod(len(slots), number)
    cuts = [0]
    for i in range(number):
        cuts.append(cuts[-1] + size + (i < longer))
    cuts[1:-1] = [cut + (slots[cut - 1].rests_on == slots[cut].rests_on) for cut in cuts[1:-1]]
    return [slots[a:b] for a, b in pairwise(cuts) if a < b]
