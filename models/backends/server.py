"""Models on an OpenAI-compatible server, which write single sentences or whole pieces as JSON.

A server does not support our decoding constraints, so its sentences are verified afterwards, and those not true to
their request are dropped.
"""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from bumi.models.backends.client import Client
from bumi.models.backends.instruction import messages
from bumi.models.constraints import SourceVocabulary
from bumi.models.realiser import Candidate, Chat, StructuredQuestion
from bumi.models.request import PLACES, Request
from bumi.persian.text import digits_to_persian, normal

_TEMPERATURE = 0.3  # low: truth matters more than variety

_MARKUP = re.compile(r"\*\*+|__+|`+|^(?:#+|[-*>]|=>)\s+|[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_LABEL = re.compile(f"^(?:{'|'.join([*PLACES.values(), 'پاسخ', 'جمله'])}) ?: *")
_IN_QUOTATION_MARKS = re.compile('«([^«»]*)»|["“\']([^"“”]*)["”\']')


class ServerRealiser:
    """Asks the model `name` of the server at `url` (with its /v1) for `count` candidates a request.

    At most `parallel` requests run at once, each through `Client`. Answers end after `tokens` tokens.
    """

    adapter = ""

    def __init__(
        self,
        url: str,
        name: str,
        *,
        count: int = 4,
        parallel: int = 4,
        timeout_s: float = 120.0,
        retries: int = 3,
        tokens: int = 400,
        temperature: float = 0.7,
    ) -> None:
        self.name = name
        self._count, self._parallel, self._tokens, self._temperature = count, parallel, tokens, temperature
        self._client = Client(url, name, timeout_s, retries)

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        """Return the distinct candidates of each request that are true to it, as reproducible as the server is.

        NotAvailable when the server cannot be reached, refuses the key or has no such model.
        """
        # One request per answer: several servers ignore `n` or repeat themselves. The seeds do not overlap those
        # of `seed` + 1, which the writer asks with next.
        seeds = range(seed * self._count, (seed + 1) * self._count)
        asked = [(messages(request), each) for request in requests for each in seeds]
        with ThreadPoolExecutor(self._parallel) as pool:
            texts = iter(list(pool.map(lambda question: self._ask(*question), asked)))
        return [_true(request, [next(texts) for _ in seeds]) for request in requests]

    def _ask(self, chat: Chat, seed: int) -> str:
        """Return the cleaned answer; empty where the server cut it off."""
        answer = self._client.ask(chat, seed=seed, temperature=self._temperature, tokens=self._tokens)
        return _cleaned(answer.text, answer.whole)


class ServerModel:
    """The model `name` of an OpenAI-compatible server at `url` (with its /v1); requests go through `Client`."""

    adapter = ""

    def __init__(self, url: str, name: str, *, timeout_s: float = 300.0, retries: int = 2, tokens: int = 4000) -> None:
        self.name, self._tokens = name, tokens
        self._client = Client(url, name, timeout_s, retries)

    def answer(self, question: StructuredQuestion, seed: int) -> str:
        """Return the answer as text, as reproducible as the server is."""
        told = self._client.ask(
            question.chat, seed=seed, temperature=_TEMPERATURE, tokens=self._tokens, schema=question.schema
        )
        return told.text


def _true(request: Request, texts: Sequence[str]) -> list[Candidate]:
    """Return the distinct texts whose numbers, names and quotations are all in the request."""
    known = SourceVocabulary(request.source())
    return [Candidate(text, 0.0) for text in dict.fromkeys(texts) if text and not known.violations(text)]


def _cleaned(answer: str, whole: bool = True) -> str:
    """Return the first line of an answer without markup, label and quotation marks around it.

    If the answer is not `whole`, the line counts as finished only if another line follows it.
    """
    lines = answer.strip().splitlines()
    if len(lines) < (1 if whole else 2):
        return ""
    text = _LABEL.sub("", _MARKUP.sub("", normal(lines[0])).strip())
    if quoted := _IN_QUOTATION_MARKS.fullmatch(text):
        text = quoted[1] or quoted[2] or ""
    return digits_to_persian(" ".join(text.split()))
