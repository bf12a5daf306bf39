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
from models.plan import APART, Plan, plan
from models.planner.release import edited
from models.prompts import filled, prompt
from models.realiser import Realiser
from models.slot import Slot
from models.wording import Request

__all__ = ["Writer"]

_SEEDS = 7  # that are tried for an opening of its own


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
            draft = edited(brief, seed, self._formal) if brief.release else self._draft_apart(brief, seed, openings)
            drafts.append(draft)
            openings.add(opening(drafts[-1].fields.lede))
            progress(done, len(briefs))
        return drafts

    def _draft_apart(self, brief: Brief, seed: int, openings: Collection[str]) -> Draft:
        tried = (self._draft(brief, each) for each in range(seed, seed + _SEEDS * APART, APART))
        first = next(tried)
        if opening(first.fields.lede) not in openings:
            return first
        return next((draft for draft in tried if opening(draft.fields.lede) not in openings), first)

    def _draft(self, brief: Brief, seed: int) -> Draft:
        """Plan and realise; where something cannot be said well, plan again without it."""
        found: dict[Request, list[Judged]] = {}
        while True:
            unsaid = {request for request, judged in found.items() if not judged}
            made = plan(brief, prompt(brief.kind), seed, self._formal, unsaid)
            asked = dict.fromkeys(slot.request for slot in made.slots() if slot.request and slot.request not in found)
            if not asked:
                return self._compose(brief, made, found, seed)
            for request, candidates in zip(asked, self._realiser.realise([*asked], seed), strict=True):
                found[request] = judge(request, brief, candidates)

    def _compose(self, brief: Brief, made: Plan, found: dict[Request, list[Judged]], seed: int) -> Draft:
        """Choose, sentence by sentence in reading order, and put the piece together."""
        rules, sources = prompt(brief.kind), list[Source]()
        chosen: list[str] = []

        def say(slot: Slot) -> str:
            text = slot.words
            if slot.request:
                text = slot.request.finished(best(found[slot.request], chosen, brief.topic, seed).text)
            chosen.append(text)
            text = slot.frame.replace("{sentence}", text)
            notes = tuple(brief.parts()[id_] for id_ in slot.rests_on)
            sources.append(Source(field=slot.place, text=text, rests_on=slot.rests_on, notes=notes, plain=slot.plain))
            return text

        lede = say(made.lede)
        paragraphs = [" ".join(map(say, paragraph)) for paragraph in made.body]
        if made.points:
            paragraphs.append("\n".join([rules.plain.points, *map(say, made.points)]))
        kicker = filled(rules.kicker, brief.parts())
        fields = Fields(
            kicker="" if flat(kicker) in flat(made.headline) else kicker,
            headline=made.headline,
            lede=lede,
            body="\n\n".join(paragraphs),
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
