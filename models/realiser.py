"""Interfaces of language models: sentences for requests (`Realiser`), JSON answers to questions (`StructuredModel`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bumi.models.request import Request

Chat = Sequence[Mapping[str, str]]
"""The messages of a chat, each with its role and content."""


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


@dataclass(frozen=True)
class StructuredQuestion:
    """A chat that asks for one JSON object.

    `schema` is its JSON schema. `parts` are what its texts may rest on, by id: a model that can be held to its source
    while it writes is held to the parts that each sentence names in its `rests_on`, and to `context` everywhere.
    """

    chat: Chat
    schema: Mapping[str, Any]
    parts: Mapping[str, str]
    context: tuple[str, ...]


class StructuredModel(Protocol):
    """Answers questions; `name` and `adapter` are for the record of a draft."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def adapter(self) -> str:
        """The adapter's version; empty where there is none."""

    def answer(self, question: StructuredQuestion, seed: int) -> str:
        """Return the answer as text, which may be no such object at all: half of one, or words around it.

        NotAvailable when the model cannot be asked.
        """
