"""Who realises requests as sentences: what the writer asks of a model, whatever stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.wording import Request

__all__ = ["Candidate", "Realiser"]


@dataclass(frozen=True)
class Candidate:
    """A text and its mean log-probability a token under the unguarded model (nats; 0 where it cannot be known)."""

    text: str
    fluency: float


class Realiser(Protocol):
    """Writes candidates and says how likely words are; `name` and `adapter` are for the record of a draft."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def adapter(self) -> str:
        """The adapter's version; empty where there is none."""

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        """Return the candidates of each request, all true to its numbers, Latin words and quotations."""

    def likelihoods(self, asked: Sequence[tuple[str, str]]) -> list[float]:
        """Return the mean log-probability a token of each answer to its prompt (nats; 0 where it cannot be known)."""
