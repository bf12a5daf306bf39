"""The support check: does a sentence follow from its brief, and if not, what speaks against it?"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.checks.support import Judgement
from bumi.settings import Settings
from models.scoring.premise import HEAD, WORD, joined, key, keys, premise

if TYPE_CHECKING:
    from models.scoring.encoder import CrossEncoder

__all__ = ["ADAPTER", "BOUND", "SupportCheck", "open_support"]

ADAPTER = Path(__file__).parents[1] / "adapters" / "support"

BOUND = 0.0
"""The logit under which a sentence is told not to follow."""


class SupportCheck:
    """Holds sentences against the parts of a brief by a cross-encoder."""

    def __init__(self, encoder: "CrossEncoder") -> None:
        self._encoder = encoder

    @property
    def encoder(self) -> "CrossEncoder":
        """The encoder that scores."""
        return self._encoder

    def judge(self, parts: Mapping[str, str], sentences: Sequence[str]) -> list[Judgement]:
        """Return a judgement for each sentence; `parts` are those of Brief.parts(), by id."""
        chosen = [premise(parts, sentence) for sentence in sentences]
        pairs = [(joined(parts, ids), sentence) for ids, sentence in zip(chosen, sentences, strict=True)]
        logits = self._encoder.logits(pairs) if pairs else []
        return [
            Judgement(logit, logit >= BOUND, _nearest(parts, ids, sentence), _strange(parts, sentence))
            for logit, ids, sentence in zip(logits, chosen, sentences, strict=True)
        ]


@cache
def open_support(settings: Settings) -> SupportCheck:
    """Return the check with the adapter of this repository, loaded once; NotAvailable where there is no encoder."""
    from models.scoring.encoder import CrossEncoder
    from models.scoring.weights import encoder

    return SupportCheck(CrossEncoder(encoder(settings), ADAPTER))


def _nearest(parts: Mapping[str, str], ids: tuple[str, ...], sentence: str) -> str:
    said = keys(sentence)
    own = [id_ for id_ in ids if id_ not in HEAD] or [*ids]
    return max(own, key=lambda id_: len(said & keys(parts[id_])), default="")


def _strange(parts: Mapping[str, str], sentence: str) -> tuple[str, ...]:
    known = {word for text in parts.values() for word in keys(text)}
    return tuple(word for word in WORD.findall(sentence) if key(word) in keys(word) and key(word) not in known)
