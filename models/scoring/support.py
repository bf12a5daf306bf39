"""Support check: whether a sentence follows from its brief.

A cross-encoder gives a logit; a broken rule (`bumi.models.scoring.rules`) lowers it. Weights and bound are chosen on
the dev set (docs/experiments.md).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.checks import Judgement
from bumi.models.scoring.premise import HEAD, KIND, WORD, joined, key, keys, parts_of, premise
from bumi.models.scoring.rules import Breach, Claimed, broken
from bumi.settings import Settings

if TYPE_CHECKING:
    from bumi.models.scoring.encoder import CrossEncoder

ADAPTER = Path(__file__).parents[1] / "adapters" / "support"

BOUND = -5.11
"""The score under which a sentence is told not to follow: 4 % of the true ones of the dev set are below."""

_CERTAIN = 7.0
"""How much a broken rule lowers the logit, if true sentences hardly ever break it."""
_LIKELY = 3.0
"""How much any other broken rule lowers it."""

_REFUSED = "این جمله از بخش‌هایی که نام برده است برنمی‌آید؛ تنها آنچه همان‌ها می‌گویند بنویس"


class SupportCheck:
    """Scores sentences against the parts of a brief by a cross-encoder and by rules."""

    def __init__(self, encoder: "CrossEncoder") -> None:
        self._encoder = encoder

    def scores(self, claims: Sequence[tuple[Mapping[str, str], str]]) -> list[float]:
        """Return how well each sentence follows from the parts of a brief beside it, as a logit.

        It is the mean of two: beside the parts that say most of the sentence, and beside the one that says most, which
        is what most sentences rest on. What is said of other things there draws a small encoder away.
        """
        return self._scored([(parts, premise(parts, sentence), sentence) for parts, sentence in claims])

    def _scored(self, claims: Sequence[tuple[Mapping[str, str], tuple[str, ...], str]]) -> list[float]:
        """Return the scores of sentences whose parts are chosen; the first behind the head is what says most."""
        pairs = []
        for parts, ids, sentence in claims:
            nearest = ids[: sum(id_ in HEAD for id_ in ids) + 1]
            pairs += [(joined(parts, ids), sentence), (joined(parts, nearest), sentence)]
        logits = self._encoder.logits(pairs) if pairs else []
        return [(one + other) / 2 for one, other in zip(logits[::2], logits[1::2], strict=True)]

    def judge(self, brief: Brief, sentences: Sequence[str]) -> list[Judgement]:
        """Return a judgement for each sentence of a piece on `brief`."""
        parts = parts_of(brief.kind, brief.parts())
        claims = [(parts, premise(parts, sentence), sentence) for sentence in sentences]
        return [_judgement(brief, *claim, logit) for claim, logit in zip(claims, self._scored(claims), strict=True)]

    def refusal(self, brief: Brief, cited: Mapping[str, str], sentence: str) -> str:
        """Return why a sentence that breaks no rule may not stand on the parts `cited` of `brief`; else nothing."""
        (logit,) = self.scores([(parts_of(brief.kind, cited), sentence)])
        return _REFUSED if logit < BOUND else ""


@cache
def open_support(settings: Settings) -> SupportCheck:
    """Return the check with the adapter of this repository, loaded once; NotAvailable where there is no encoder."""
    from bumi.models.scoring.encoder import CrossEncoder
    from bumi.models.weights import encoder

    return SupportCheck(CrossEncoder(encoder(settings), ADAPTER))


def breach(brief: Brief, sentence: str) -> Breach | None:
    """Return the rule that a sentence on `brief` breaks, a certain one if there is one."""
    parts = parts_of(brief.kind, brief.parts())
    return _breach(brief, parts, premise(parts, sentence), sentence)


def penalty(found: Breach | None) -> float:
    """Return how much a broken rule lowers the logit of the sentence."""
    if found is None:
        return 0.0
    return _CERTAIN if found.certain else _LIKELY


def _breach(brief: Brief, parts: Mapping[str, str], ids: tuple[str, ...], sentence: str) -> Breach | None:
    cited = {id_: text for id_, text in parts.items() if id_ in ids and id_ != KIND}
    return next(broken(Claimed(sentence, cited, brief)), None)


def _judgement(brief: Brief, parts: Mapping[str, str], ids: tuple[str, ...], sentence: str, logit: float) -> Judgement:
    found = _breach(brief, parts, ids, sentence)
    score = logit - penalty(found)
    reason = found.reason.partition("؛")[0] if found else ""
    return Judgement(score, score >= BOUND, _nearest(parts, ids, sentence), _strange(parts, sentence), reason)


def _nearest(parts: Mapping[str, str], ids: tuple[str, ...], sentence: str) -> str:
    said = keys(sentence)
    own = [id_ for id_ in ids if id_ not in HEAD] or [*ids]
    return max(own, key=lambda id_: len(said & keys(parts[id_])), default="")


def _strange(parts: Mapping[str, str], sentence: str) -> tuple[str, ...]:
    known = {word for text in parts.values() for word in keys(text)}
    return tuple(word for word in WORD.findall(sentence) if key(word) in keys(word) and key(word) not in known)
