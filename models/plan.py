"""Plan a piece: which part of the brief each sentence rests on, by the rules of its kind."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from bumi.brief import Brief
from bumi.calendar import MONTHS, jalali_day
from bumi.numerals import spelled_out
from bumi.text import digits_to_persian, flat
from models.attribution import attributed, quotations, setting, source_alone, sourced
from models.note import Note
from models.prompts import Prompt, filled
from models.split import fragments
from models.wording import AHEAD, Request

__all__ = ["Plan", "Slot", "names_county", "plan"]

_SHORT = 4  # two notes of at most so many words, and one fact each, make one sentence
_MARKED = re.compile("[،؛:=→+/()؟]")  # a note of several facts
_FIRST = ("topic", "topic", "when", "topic", "where")  # what a lede begins with, in turn
_FULL = 26  # a lede whose parts have so many words takes no further note along
_YEAR = re.compile(rf"(?<=[ \u200c])({'|'.join(MONTHS)})\s+(۱[۳۴]\d\d)(?![\d/])")


@dataclass(frozen=True)
class Slot:
    """One sentence to come: a request to the model, or what is in its final words already: a quotation, a whole note.

    `frame` is a pattern around what is written («به گزارش {agency}، {sentence}»).
    """

    place: str
    rests_on: tuple[str, ...]
    request: Request | None = None
    words: str = ""
    frame: str = "{sentence}"


@dataclass
class Plan:
    """The headline, and the sentences in order, the body by paragraphs."""

    headline: str
    lede: Slot
    body: list[list[Slot]]

    def slots(self) -> list[Slot]:
        """Return every sentence, in reading order."""
        return [self.lede, *(slot for paragraph in self.body for slot in paragraph)]


def plan(brief: Brief, prompt: Prompt, seed: int = 0, formal: Callable[[str], str] = str) -> Plan:
    """Return the plan of `brief`: every part finds its place, and each is said once.

    How it opens and names its source goes in turn, from one seed to the next and from one topic to another. `formal`
    puts spoken words of the notes into writing.
    """
    rules, voice, parts = prompt.plan, prompt.attribution, _as_written(brief, formal)
    turn = seed + zlib.crc32(brief.topic.encode())
    notes = [f"n{i}" for i in range(1, len(brief.notes) + 1)]
    lede_ids: list[str] = [id_ for id_ in rules.lede if id_ in parts and not (id_ == "county" and names_county(brief))]
    for id_ in notes[: max(rules.lede_notes, not {"when", "where"} & set(lede_ids))]:
        if len(" ".join(parts[id_] for id_ in [*lede_ids, id_]).split()) <= _FULL:
            lede_ids.append(id_)
    if voice.lede and notes:
        frame, named = attributed(brief, parts, voice.lede, turn)
        slot = _slot(brief, "body", parts, ["n1"])
        lede_ids = [*named, *slot.rests_on]
        lede = replace(slot, place="lede", rests_on=tuple(lede_ids), frame=frame)
    else:
        lede = _opening(_slot(brief, "lede", parts, lede_ids), turn)
    body = _sentences(brief, parts, [id_ for id_ in notes if id_ not in lede_ids])
    unsaid: list[str] = [id_ for id_ in ("when", "where") if id_ in parts and id_ not in lede_ids]
    if unsaid:
        words = setting({id_: parts[id_] for id_ in unsaid}, voice)
        body.insert(len(body) if voice.lede else 0, Slot("body", tuple(unsaid), words=words))
    if rules.agency == "body":
        body = _with_source(brief, body, prompt, turn)
    quoted = [Slot("body", (f"q{i}",), words=words) for i, words in enumerate(quotations(brief.quotes, voice), 1)]
    _insert(body, rules.quote_after, quoted)
    if "call" in parts:
        body.append(_slot(brief, "body", parts, ["call"]))
    if not body:
        body = [_source_alone(brief, prompt)]
    in_topic = flat(brief.county) in flat(brief.topic)
    headline = filled(prompt.headline, {"topic": brief.topic, "county": "" if in_topic else brief.county})
    return Plan(headline, lede, _paragraphs(body, rules.paragraph))


def _as_written(brief: Brief, formal: Callable[[str], str]) -> dict[str, str]:
    """The parts as a newsroom writes them: Persian digits, nothing abbreviated, no year after a month of this year."""
    parts = {
        id_: spelled_out(digits_to_persian(formal(text) if id_.startswith("n") else text))
        for id_, text in brief.parts().items()
    }
    if brief.kind in AHEAD or brief.starts_at:
        near = digits_to_persian(jalali_day(brief.starts_at)[-4:]) if brief.starts_at else ""
        parts = {
            id_: _YEAR.sub(lambda m: m[1] if near in ("", m[2]) else m[0], text) if id_ == "when" else text
            for id_, text in parts.items()
        }
    return parts


def _sentences(brief: Brief, parts: dict[str, str], notes: list[str]) -> list[Slot]:
    """One slot a note; a note of several facts is split, two very short ones are joined."""
    slots, waiting = list[Slot](), ""
    for id_ in notes:
        if waiting:
            if _is_short(parts[id_]):
                slots.append(_slot(brief, "body", parts, [waiting, id_]))
                waiting = ""
                continue
            slots.append(_slot(brief, "body", parts, [waiting]))
            waiting = ""
        if _is_short(parts[id_]):
            waiting = id_
        else:
            slots += [_slot(brief, "body", {**parts, id_: piece}, [id_]) for piece in fragments(parts[id_])]
    return slots + ([_slot(brief, "body", parts, [waiting])] if waiting else [])


def _is_short(note: str) -> bool:
    return len(note.split()) <= _SHORT and not _MARKED.search(note)


def _opening(lede: Slot, turn: int) -> Slot:
    """Let a lede begin with its topic, or now and then with the time or the place."""
    assert lede.request
    first = _FIRST[turn % len(_FIRST)]
    return replace(lede, request=replace(lede.request, first=first if first in lede.rests_on else "topic"))


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


def _slot(brief: Brief, place: str, parts: dict[str, str], ids: list[str]) -> Slot:
    """Return the slot for the parts `ids`; a note that is a sentence already stands as it is."""
    request = Request.of(brief.kind, place, parts, ids)
    rests_on = tuple(id_ for id_, _ in request.parts)
    if place == "body" and len(rests_on) == 1 and Note(text := parts[rests_on[0]]).is_sentence():
        return Slot(place, rests_on, words=f"{text.rstrip('.')}.")
    return Slot(place, rests_on, request)


def _paragraphs(slots: list[Slot], most: int) -> list[list[Slot]]:
    """Cut into paragraphs of like length, of `most` sentences; two sentences on one note stay together."""
    number = max(1, -(-len(slots) // most))
    size, longer = divmod(len(slots), number)
    cuts = [0]
    for i in range(number):
        cuts.append(cuts[-1] + size + (i < longer))
    cuts[1:-1] = [cut + (slots[cut - 1].rests_on == slots[cut].rests_on) for cut in cuts[1:-1]]
    return [slots[a:b] for a, b in pairwise(cuts) if a < b]


def names_county(brief: Brief) -> bool:
    """Whether the topic or the place names the county already."""
    return any(flat(brief.county) in flat(text) for text in (brief.topic, brief.where))
