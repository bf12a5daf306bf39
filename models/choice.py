"""Choose among candidates by evidence: nothing lost, nothing added, nothing turned round, and well said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bumi.brief import Brief
from bumi.language import verb_forms
from models.evidence import Evidence, evidence, unbound_numbers
from models.plan import AHEAD, Slot
from models.realiser import Candidate

__all__ = ["Judged", "best", "judge"]

_ENDS = (".", "؟", "!")
_LONGEST = {"kicker": 40, "headline": 75}
_LEAST_COVERAGE = {"lede": 0.7, "body": 0.6, "headline": 0.6, "kicker": 0.3}  # of what it rests on
_MOST_BEYOND = 3  # content lemmas that are not the source's: a verb, a noun for it to stand on, one more
_LEAST_OF_TOPIC = 0.7  # in a lede


@dataclass(frozen=True)
class Judged:
    """A candidate with its evidence; `back` is the mean log-probability of the source given the text (nats)."""

    text: str
    fluency: float
    back: float
    evidence: Evidence
    headline: bool = False

    def score(self) -> float:
        """Return the worth of the candidate; only differences between candidates of one slot mean anything."""
        shown = self.evidence
        said = 4 * shown.coverage - len(shown.added) + self.fluency + self.back - len(shown.faults)
        if self.headline:  # the further from its topic, the likelier it is wrong; it needs no verb
            return said - 0.5 * shown.beyond
        return said - 0.35 * shown.beyond - (0 if shown.verbal else 1.5) - (1.5 if shown.past else 0)


def judge(slot: Slot, brief: Brief, candidates: Sequence[Candidate], backs: Sequence[float]) -> list[Judged]:
    """Return the candidates that may stand in `slot`, judged."""
    assert slot.request
    whole = "؛ ".join(text for _, text in slot.request.parts)
    around = slot.place in ("headline", "kicker")
    source = slot.request.topic if around else whole
    context = f"{whole if around else slot.request.topic} {brief.county} {brief.agency} {brief.where}"
    judged = [
        Judged(each.text, each.fluency, back, evidence(each.text, source, context), around)
        for each, back in zip(candidates, backs, strict=True)
    ]
    ahead, numbered = brief.kind in AHEAD, f"{whole}؛ {slot.request.topic}"
    passing = [each for each in judged if _passes(slot.place, each, ahead) and not unbound_numbers(each.text, numbered)]
    if slot.place == "lede" and "topic" in slot.rests_on:
        passing = [each for each in passing if evidence(each.text, slot.request.topic).coverage >= _LEAST_OF_TOPIC]
    return passing


def best(judged: Sequence[Judged], before: Sequence[str]) -> Judged | None:
    """Return the best of `judged` beside the sentences already there, or None when there is none."""
    openings = {_opening(text) for text in before}
    worth = [(each.score() - (1.0 if _opening(each.text) in openings else 0.0), each) for each in judged]
    return max(worth, key=lambda pair: pair[0])[1] if worth else None


def _passes(place: str, judged: Judged, ahead: bool) -> bool:
    shown, text = judged.evidence, judged.text
    if len(text) > _LONGEST.get(place, 600) or "  " in text or not _only_a_verb(place, shown.added):
        return False
    if shown.coverage < _LEAST_COVERAGE[place] or shown.beyond > _MOST_BEYOND:
        return False
    if place in ("headline", "kicker"):
        early = shown.past and ahead
        return not early and not text.endswith(_ENDS[0]) and "؛" not in text and bool(text.strip())
    return text.endswith(_ENDS) and not shown.missing and not shown.turned


def _only_a_verb(place: str, added: tuple[str, ...]) -> bool:
    """Whether nothing is added, or in a sentence one verb: a fragment needs one, and a noun would be a fact."""
    return not added or (place in ("lede", "body") and len(added) == 1 and added[0] in _verbs())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(verb_forms().values())


def _opening(text: str) -> str:
    return " ".join(text.split()[:2])
