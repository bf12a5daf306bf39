"""Models that answer a whole question in one JSON object, whatever stands behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bumi.models.backends.client import Chat, Client

__all__ = ["Question", "ServerModel", "StructuredModel"]


@dataclass(frozen=True)
class Question:
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

    def answer(self, question: Question, seed: int) -> str:
        """Return the answer as text, which may be no such object at all: half of one, or words around it.

        NotAvailable when the model cannot be asked.
        """


class ServerModel:
    """The model `name` of an OpenAI-compatible server at `url` (with its /v1); how it is asked is `Client`'s."""

    adapter = ""

    def __init__(self, url: str, name: str, *, timeout_s: float = 300.0, retries: int = 2, tokens: int = 4000) -> None:
        self.name, self._tokens = name, tokens
        self._client = Client(url, name, timeout_s, retries)

    def answer(self, question: Question, seed: int) -> str:
        """Return the answer as text, as repeatable as the server is."""
        told = self._client.ask(
            question.chat, seed=seed, temperature=_TEMPERATURE, tokens=self._tokens, schema=question.schema
        )
        return told.text


_TEMPERATURE = 0.3  # a piece is to be true before it is lively
