"""Who realises requests as sentences: what the writer asks of a model, whatever stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bumi.models.request import Request

__all__ = ["Candidate", "Nobody", "Realiser"]


@dataclass(frozen=True)
class Candidate:
    """A text and its log-probability under the unguarded model (nats; 0 where it cannot be known).

    `length` is in tokens, its end included (0 where it cannot be known); `woven` says that it has all of its note's
    words in their order, and of its own only what joins them.
    """

    text: str
    gain: float
    length: int = 0
    woven: bool = False


class Realiser(Protocol):
    """Writes candidates; `name` and `adapter` are for the record of a draft."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def adapter(self) -> str:
        """The adapter's version; empty where there is none."""

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        """Return the candidates of each request, all true to its numbers, Latin words and quotations; perhaps none."""


class Nobody:
    """Writes nothing: every note stands in the list of facts, in its own words."""

    name = "nobody"
    adapter = ""

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        """Return no candidate for any request."""
        return [[] for _ in requests]
