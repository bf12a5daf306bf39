"""Choose among candidates by evidence: nothing lost, nothing added, nothing turned round, and well said."""

from collections.abc import Sequence
from dataclasses import dataclass

from bumi.brief import Brief, Kind
from models.evidence import Evidence, evidence
from models.plan import Slot
from models.sampling import Candidate

__all__ = ["Judged", "best", "judge"]

_ENDS = (".", "؟", "!")
_LONGEST = {"kicker": 40, "headline": 75}
_LEAST_COVERAGE = 0.5  # of a sentence's source
_MOST_ADDED = {"lede": 1, "body": 1, "headline": 0, "kicker": 0}
_AHEAD = (Kind.EVENT, Kind.NOTICE)  # kinds that tell what is to come: the past tense would be false


@dataclass(frozen=True)
class Judged:
    """A candidate with its evidence; `back` is the mean log-probability of the source given the text (nats)."""

    text: str
    fluency: float
    back: float
    evidence: Evidence

    def score(self) -> float:
        """Return the worth of the candidate; only differences between candidates of one slot mean anything."""
        shown = self.evidence
        said = 4 * shown.coverage - len(shown.added) + 0.7 * self.fluency + 0.7 * self.back
        return said - (0 if shown.verbal else 1.5) - (1.5 if shown.past else 0)


def judge(slot: Slot, brief: Brief, candidates: Sequence[Candidate], backs: Sequence[float]) -> list[Judged]:
    """Return the candidates that may stand in `slot`, judged."""
    assert slot.request
    whole = "؛ ".join(text for _, text in slot.request.parts)
    around = slot.place in ("headline", "kicker")
    source = slot.request.topic if around else whole
    context = f"{whole} {slot.request.topic} {brief.county} {brief.agency} {brief.where}"
    judged = [
        Judged(each.text, each.fluency, back, evidence(each.text, source, context))
        for each, back in zip(candidates, backs, strict=True)
    ]
    return [each for each in judged if _passes(slot, brief.kind, each)]


def best(judged: Sequence[Judged], before: Sequence[str]) -> Judged | None:
    """Return the best of `judged` beside the sentences already there, or None when there is none."""
    openings = {_opening(text) for text in before}
    worth = [(each.score() - (1.0 if _opening(each.text) in openings else 0.0), each) for each in judged]
    return max(worth, key=lambda pair: pair[0])[1] if worth else None


def _passes(slot: Slot, kind: Kind, judged: Judged) -> bool:
    shown, text = judged.evidence, judged.text
    if len(text) > _LONGEST.get(slot.place, 600) or "  " in text or len(shown.added) > _MOST_ADDED[slot.place]:
        return False
    if slot.place in ("headline", "kicker"):
        early = shown.past and kind in _AHEAD
        return not early and not text.endswith(_ENDS[0]) and "؛" not in text and bool(text.strip())
    return text.endswith(_ENDS) and not shown.missing and not shown.turned and shown.coverage >= _LEAST_COVERAGE


def _opening(text: str) -> str:
    return " ".join(text.split()[:2])
