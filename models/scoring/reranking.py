"""Rerank candidate sentences by faithfulness and likelihood, and drop those that may not stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bumi.brief import Brief
from bumi.models.realiser import Candidate
from bumi.models.request import Request
from bumi.models.scoring.faithfulness import Evidence, evidence, unbound_numbers
from bumi.persian.morphology import verb_roots
from bumi.words import AHEAD

_ENDS = (".", "؟", "!")
_LONGEST = 600  # letters
_LEAST_COVERAGE = {"lede": 0.7, "body": 0.6}  # of what it rests on
_MOST_BEYOND = 3  # content lemmas that are not the source's: a verb, a noun for it to stand on, one more
_LEAST_OF_TOPIC = 0.7  # in a lede
_TOLD_BY = re.compile(r"^(?:به (?:گزارش|گفته|توصیه)|بنا بر اعلام|طبق اعلام) .*?، (?!گردشگری|صنعت|کار و|معدن|تعاون)")


@dataclass(frozen=True)
class Reranked:
    """A candidate with its evidence; `fluency` is its log-probability for each word of its source (nats)."""

    text: str
    fluency: float
    woven: bool
    evidence: Evidence

    def score(self) -> float:
        """Return the worth of the candidate; only differences between candidates of one slot mean anything.

        What is woven is true to its note by construction, and its likelihood decides. What is drawn freely has to
        show that it is.
        """
        shown = self.evidence
        said = self.fluency - len(shown.faults) - (0 if shown.verbal else 1.5)
        if not self.woven:
            said += 4 * (shown.coverage - 1) - 1.5 * shown.displaced - len(shown.added) - 0.35 * shown.beyond
        return said


def verified_candidates(request: Request, brief: Brief, candidates: Sequence[Candidate]) -> list[Reranked]:
    """Return the candidates that may stand for `request`, judged."""
    source = "؛ ".join(text for _, text in request.parts)
    context = f"{request.topic} {brief.county} {brief.agency} {brief.where}"
    length = max(1, len(source.split()))
    judged = [
        Reranked(each.text, each.gain / length, each.woven, evidence(each.text, source, context)) for each in candidates
    ]
    passing = [each for each in judged if _passes(request.place, each, brief.kind in AHEAD)]
    numbered = f"{source}؛ {request.topic}"
    kept = [each for each in passing if each.woven or not unbound_numbers(each.text, numbered)]
    if "topic" in dict(request.parts):
        kept = [each for each in kept if evidence(each.text, request.topic).coverage >= _LEAST_OF_TOPIC]
    return kept


def _passes(place: str, judged: Reranked, ahead: bool) -> bool:
    shown, text = judged.evidence, judged.text
    if len(text) > _LONGEST:
        return False
    if judged.woven:
        return text.count("(") == text.count(")")
    if (shown.past and ahead) or "  " in text or not text.strip() or not _only_a_verb(shown.added):
        return False
    if shown.coverage < _LEAST_COVERAGE[place] or shown.beyond > _MOST_BEYOND:
        return False
    return text.endswith(_ENDS) and not shown.missing and not shown.turned


def _only_a_verb(added: tuple[str, ...]) -> bool:
    """Whether nothing is added, or one verb: a fragment needs one, and a noun would be a fact."""
    return not added or (len(added) == 1 and added[0] in verb_roots())


def opening(text: str) -> str:
    """Return the first two words of a text behind its attribution: texts that share them begin alike."""
    return " ".join(_TOLD_BY.sub("", text).split()[:2])
