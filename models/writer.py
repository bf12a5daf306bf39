"""The writer: plan the piece, realise each sentence in several ways, choose by evidence.

Every sentence of a brief is written in one batch, from its own parts of the brief alone and under a
guard that knows them, so a number, a date or a quotation of another sentence cannot slip in either.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from bumi.brief import Brief
from bumi.piece import Draft, Fields, ModelNote, Source
from bumi.text import flat
from models.choice import Judged, best, judge, opening
from models.hashtags import hashtags
from models.plan import Plan, Slot, names_county, plan
from models.prompts import filled, prompt
from models.realiser import Realiser

__all__ = ["Writer"]

_SEEDS = 5  # that are tried for an opening of its own


class Writer:
    """Drafts with whatever `realiser` writes the sentences; `formal` puts spoken words of the notes into writing."""

    def __init__(self, realiser: Realiser, formal: Callable[[str], str] = str) -> None:
        self._realiser, self._formal = realiser, formal

    def draft(
        self,
        briefs: Sequence[Brief],
        seed: int = 1,
        progress: Callable[[int, int], None] = lambda done, all_: None,
        ledes: Iterable[str] = (),
    ) -> list[Draft]:
        """Return a draft for each brief.

        A draft depends on its brief and the seed alone. Where it opens like one before it, or like one of `ledes`
        (those of the day), it is written with the next seeds until it does not; the draft names the seed.
        `progress` is called with (briefs written, briefs in all).
        """
        drafts: list[Draft] = []
        openings = {opening(lede) for lede in ledes}
        for done, brief in enumerate(briefs, 1):
            drafts.append(self._draft_apart(brief, seed, openings))
            openings.add(opening(drafts[-1].fields.lede))
            progress(done, len(briefs))
        return drafts

    def _draft_apart(self, brief: Brief, seed: int, openings: Collection[str]) -> Draft:
        tried = (self._draft(brief, each) for each in range(seed, seed + _SEEDS))
        first = next(tried)
        if opening(first.fields.lede) not in openings:
            return first
        return next((draft for draft in tried if opening(draft.fields.lede) not in openings), first)

    def _draft(self, brief: Brief, seed: int) -> Draft:
        made = plan(brief, prompt(brief.kind), seed, self._formal)
        slots = [slot for slot in made.slots() if slot.request]
        written = self._realiser.realise([slot.request for slot in slots if slot.request], seed) if slots else []
        found = {id(slot): judge(slot, brief, candidates) for slot, candidates in zip(slots, written, strict=True)}
        return self._compose(brief, made, found, seed)

    def _compose(self, brief: Brief, made: Plan, found: dict[int, list[Judged]], seed: int) -> Draft:
        """Choose, sentence by sentence in reading order, and put the piece together."""
        rules, sources = prompt(brief.kind), list[Source]()
        chosen: list[str] = []

        def say(slot: Slot) -> str:
            judged = None if slot.words else best(found[id(slot)], chosen, brief.topic, seed)
            text = slot.words or (judged.text if judged else _plain(brief, slot))
            chosen.append(text)
            text = slot.frame.replace("{sentence}", text)
            notes = tuple(brief.parts()[id_] for id_ in slot.rests_on)
            plain = not slot.words and judged is None
            sources.append(Source(field=slot.place, text=text, rests_on=slot.rests_on, notes=notes, plain=plain))
            return text

        lede = say(made.lede)
        body = "\n\n".join(" ".join(say(slot) for slot in paragraph) for paragraph in made.body)
        kicker = filled(rules.kicker, brief.parts())
        fields = Fields(
            kicker="" if flat(kicker) in flat(made.headline) else kicker,
            headline=made.headline,
            lede=lede,
            body=body,
            caption=_caption(lede, sources),
            hashtags=hashtags(brief),
        )
        note = ModelNote(name=self._realiser.name, adapter=self._realiser.adapter, prompt=rules.version, seed=seed)
        return Draft(fields=fields, sources=tuple(sources), model=note)


def _caption(lede: str, sources: Sequence[Source]) -> str:
    """Return the post for social channels: the lede and how to take part, in sentences chosen already.

    A caption that the model writes from all notes at once mixes them up (docs/experiments.md).
    """
    call = [source.text for source in sources if source.rests_on == ("call",)]
    return " ".join([lede, *call])


def _plain(brief: Brief, slot: Slot) -> str:
    """Write a text by the plain pattern of its place; no note it rests on is left out."""
    assert slot.request
    place = slot.request.place
    pattern: str = getattr(prompt(brief.kind).plain, place)
    parts = {**brief.parts(), **dict(slot.request.parts), "county": "" if names_county(brief) else brief.county}
    named = {"topic", "agency", "county"} | {id_ for id_ in ("when", "where") if f"{{{id_}}}" in pattern}
    notes = "؛ ".join(text.rstrip(".") for id_, text in slot.request.parts if id_ not in named)
    text = filled(pattern, {**parts, "notes": notes or brief.topic})
    return f"{text} {notes}." if place == "lede" and notes else text
