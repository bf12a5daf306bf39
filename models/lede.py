"""How a piece opens: its headline, by a pattern, and its lede."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from bumi.brief import Brief
from bumi.language import stop_words
from bumi.province import bare, province
from models.attribution import attributed, names_place
from models.clause import as_clause
from models.note import Note
from models.prompts import Prompt, filled
from models.slot import Slot, slot
from models.wording import AHEAD, Request

__all__ = ["headline", "lede"]

_FIRST = ("topic", "topic", "when", "topic", "where", "topic", "county")  # what a lede begins with, in turn
_FULL = 26  # a lede whose parts have so many words takes no further note along
_TIMED = ("when", "where")


def headline(brief: Brief, prompt: Prompt) -> str:
    """Return the headline: the topic, with the county where it names no place."""
    topic, county = brief.topic, brief.county
    if _leads_to_county(brief):
        topic, county = _in_full(brief, topic), ""
    placed = names_place(topic, brief.county) or " در " in topic
    return filled(prompt.headline, {"topic": topic, "county": "" if placed else county})


def lede(brief: Brief, prompt: Prompt, parts: Mapping[str, str], turn: int, unsaid: Collection[Request | None]) -> Slot:
    """Return the lede that takes most along of what can be said: no request of `unsaid`; a plain one at last.

    Where the agency is the source or the news, it stands in a pattern around the first note; elsewhere the lede is
    woven of topic, time, place, and maybe a note or two.
    """
    notes = [id_ for id_ in parts if id_.startswith("n")]
    if prompt.attribution.lede or not _leads_to_county(brief):
        full, named = dict(parts), tuple[str, ...]()
    else:
        full, named = {**parts, "topic": _in_full(brief, parts["topic"])}, ("county",)
    if prompt.attribution.lede:
        ways = (_around(brief, prompt, parts, turn, id_) for id_ in notes)
    else:
        own = _TIMED if _times_something_else(parts) else ()
        header: list[str] = [
            id_
            for id_ in prompt.plan.lede
            if id_ in parts and id_ not in own and not (id_ == "county" and _names_county(brief))
        ]
        firsts = dict.fromkeys((_first(header, turn), "topic"))
        ways = (way for first in firsts for way in _woven_ways(brief, prompt, full, header, first))
    found = next((way for way in ways if way.request not in unsaid), _plain(brief, prompt, full, turn))
    return replace(found, rests_on=(*found.rests_on, *named))


def _first(header: list[str], turn: int) -> str:
    """Return what the lede is to begin with; where no place is known, the county is one."""
    first = _FIRST[turn % len(_FIRST)]
    return "county" if first == "where" and "where" not in header else first


def _around(brief: Brief, prompt: Prompt, parts: Mapping[str, str], turn: int, note: str) -> Slot:
    frame, named = attributed(brief, parts, prompt.attribution.lede, turn)
    told = slot(brief.kind, "body", parts, [note])
    return replace(told, place="lede", rests_on=(*named, *told.rests_on), frame=frame)


def _woven_ways(
    brief: Brief, prompt: Prompt, parts: Mapping[str, str], header: list[str], first: str
) -> Iterator[Slot]:
    """Yield the ledes that can be woven with `first` at their beginning: as a clause, with notes, and without."""
    notes = [id_ for id_ in parts if id_.startswith("n")]
    clause = as_clause(parts["topic"], parts.get("when", ""), brief.kind in AHEAD)
    if clause:
        if "where" in header and (road := _is_where(clause.subject, parts["where"])):
            ids = [id_ for id_ in header if id_ != "where"]
            made = _woven(brief, {**parts, "topic": road}, ids, first, clause.verb)
            yield replace(made, rests_on=(*made.rests_on, "where"))
        yield _woven(brief, {**parts, "topic": clause.subject}, header, first, clause.verb)
    yield _woven(brief, parts, _with_notes(prompt, parts, header, notes), first)
    yield _woven(brief, parts, header, first)


def _is_where(subject: str, where: str) -> str:
    """Return `subject` named in full where the place is what it speaks of; else nothing.

    «محور به علت سیلاب» at «محور بم-ریگان» is «محور بم-ریگان به علت سیلاب».
    """
    noun, _, rest = subject.partition(" ")
    return f"{where} {rest}".strip() if where.split()[0] == noun else ""


def _with_notes(prompt: Prompt, parts: Mapping[str, str], header: list[str], notes: list[str]) -> list[str]:
    """Return `header` and as many of the first notes as its kind takes along, one at least where no time is known.

    A note of many facts has a sentence of its own.
    """
    ids = list(header)
    for id_ in notes[: max(prompt.plan.lede_notes, not {"when", "where"} & set(header))]:
        fits = len(" ".join(parts[each] for each in [*ids, id_]).split()) <= _FULL
        if fits and Note(parts[id_]).marks() <= 1:
            ids.append(id_)
    return ids


def _woven(brief: Brief, parts: Mapping[str, str], ids: list[str], first: str, verb: str = "") -> Slot:
    """Return a lede of `ids` that begins with `first`, where it has that, and else with its topic."""
    made = slot(brief.kind, "lede", parts, ids)
    assert made.request
    request = replace(made.request, first=first if first in made.rests_on else "topic", verb=verb)
    return replace(made, request=request)


def _plain(brief: Brief, prompt: Prompt, parts: Mapping[str, str], turn: int) -> Slot:
    pattern = prompt.plain.lede[turn % len(prompt.plain.lede)]
    rests_on = tuple(id_ for id_ in ("topic", "agency", "county", "when", "where") if f"{{{id_}}}" in pattern)
    words = filled(pattern, {**parts, "county": "" if _names_county(brief) else brief.county})
    return Slot("lede", tuple(id_ for id_ in rests_on if id_ in parts), words=words, plain=True)


def _times_something_else(parts: Mapping[str, str]) -> bool:
    """Whether the time says whose it is, and that is a part of the topic: «بازارچه از ۲۰ اسفند» of «ثبت‌نام بازارچه»."""
    named, *rest = parts.get("when", "").split() or [""]
    topic = parts["topic"].split()
    return bool(rest) and named in topic[1:] and named not in stop_words() and not named.isdigit()


def _names_county(brief: Brief) -> bool:
    """Whether the topic or the place names the county already, or the topic leads to its name."""
    return _leads_to_county(brief) or any(names_place(text, brief.county) for text in (brief.topic, brief.where))


def _leads_to_county(brief: Brief) -> bool:
    """Whether the topic ends with what the county is: «مدیران شهرستان», and of the province «جنوب استان»."""
    return brief.topic.endswith(f" {'استان' if brief.county == province().name else 'شهرستان'}")


def _in_full(brief: Brief, topic: str) -> str:
    """Return such a topic with the name that it leads to, said once: «جنوب استان کرمان»."""
    return f"{topic} {bare(topic.split()[-1], brief.county)}"
