"""The writer of drafts: keep sentences, rewrite notes by a model where it is likely enough, list all else as facts."""

from collections.abc import Callable, Collection, Iterable, Sequence

from bumi.brief import Brief, Kind
from bumi.models.planner import Unit, as_written, assembled, kept, outline, printable, prompt, to_weave
from bumi.models.planner.release import edited
from bumi.models.realiser import Realiser
from bumi.models.request import Request
from bumi.models.scoring import opening, verified_candidates
from bumi.piece import Draft, ModelNote

_AGAIN = 2  # seeds that are tried for an opening of its own: a brief has few wordings of its lede
_APART = 7907  # between them


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
        (those beside which it will stand), it is put together anew with the next seed, twice at most; the draft names
        its seed. `progress` is called with (briefs written, briefs in all).
        """
        drafts: list[Draft] = []
        openings = {opening(lede) for lede in ledes}
        for done, brief in enumerate(briefs, 1):
            drafts.append(self._own_way(brief, seed, openings))
            openings.add(opening(drafts[-1].fields.lede))
            progress(done, len(briefs))
        return drafts

    def _own_way(self, brief: Brief, seed: int, openings: Collection[str]) -> Draft:
        """Return the draft of `brief`: an answer is kept, a press release edited, all else written."""
        if brief.kind is Kind.ANSWER:
            return kept(brief, seed)
        return edited(brief, seed, self._formal) if brief.release else self._draft_apart(brief, seed, openings)

    def _draft_apart(self, brief: Brief, seed: int, openings: Collection[str]) -> Draft:
        woven = self._woven(brief)
        first = draft = self._draft(brief, seed, woven)
        for again in range(1, _AGAIN + 1):
            if opening(draft.fields.lede) not in openings:
                return draft
            draft = self._draft(brief, seed + again * _APART, woven)
        return first if opening(draft.fields.lede) in openings else draft

    def _draft(self, brief: Brief, seed: int, woven: dict[Unit, str]) -> Draft:
        rules = prompt(brief.kind)
        fields, sources = assembled(outline(brief, rules, seed, self._formal, woven), brief.parts())
        note = ModelNote(name=self._realiser.name, adapter=self._realiser.adapter, prompt=rules.version, seed=seed)
        return Draft(fields=fields, sources=sources, model=note)

    def _woven(self, brief: Brief) -> dict[Unit, str]:
        """Return the printable sentences of a model for the notes that are none."""
        asked = requests_of(brief, self._formal)
        if not asked:
            return {}
        requests = [*dict.fromkeys(asked.values())]
        found = dict(zip(requests, self._realiser.realise(requests, 0), strict=True))
        made: dict[Unit, str] = {}
        for unit, request in asked.items():
            judged = [each for each in verified_candidates(request, brief, found[request]) if printable(each)]
            if judged:
                made[unit] = max(judged, key=lambda each: each.score()).text
        return made


def requests_of(brief: Brief, formal: Callable[[str], str] = str) -> dict[Unit, Request]:
    """Return what a model is asked for: the notes of `brief` that are no sentence, and may be woven to one."""
    parts = as_written(brief, formal)
    return {
        each: Request.of(brief.kind, "body", {**parts, each.id: each.text}, [each.id])
        for each in to_weave(brief, parts)
    }
