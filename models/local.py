"""A model whose weights are here: candidates under the guard in one batch, and exact likelihoods."""

from collections.abc import Sequence
from typing import Any

from models.encoding import encode
from models.guard import Guard, Vocabulary
from models.realiser import Candidate
from models.sampling import log_likelihoods, sample
from models.wording import Request

__all__ = ["LocalRealiser"]

_LIMITS = {"kicker": 16, "headline": 32, "lede": 90, "body": 80}  # tokens


class LocalRealiser:
    """Writes `count` candidates a request; the first is the model's own best, the others are drawn."""

    def __init__(self, model: Any, tokenizer: Any, name: str, adapter: str = "", count: int = 12) -> None:
        self._model, self._tokenizer, self._count = model, tokenizer, count
        self._vocabulary = Vocabulary(tokenizer)
        self.name, self.adapter = name, adapter

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        """Return the distinct candidates of each request; the same requests and seed give the same."""
        guards = [Guard(request.source(), self._vocabulary) for request in requests]
        prompts = [request.prompt() for request in requests]
        limits = [_LIMITS[request.place] for request in requests]
        written = sample(self._model, self._tokenizer, prompts, guards, self._count, seed, limits)
        return [list({each.text: each for each in candidates}.values()) for candidates in written]

    def likelihoods(self, asked: Sequence[tuple[str, str]]) -> list[float]:
        """Return the mean log-probability a token of each answer to its prompt (nats)."""
        rows = [encode(self._tokenizer, prompt, answer) for prompt, answer in asked]
        return log_likelihoods(self._model, rows, self._tokenizer.pad_token_id)
