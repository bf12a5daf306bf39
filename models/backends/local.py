"""A model whose weights are here, any causal one of transformers: candidates under a mask."""

from collections.abc import Sequence
from typing import Any

from models.backends.beam import beam_search
from models.backends.instruction import instructed
from models.backends.sampling import sample
from models.constraints import Guard, Vocabulary, Weave
from models.realiser import Candidate
from models.request import Request
from models.weights import encode_prompt, give_back_memory

__all__ = ["LocalRealiser"]

_LIMITS = {"lede": 90, "body": 80}  # tokens
_WOVEN_LIMIT = 160  # tokens: nothing of a note is left out
_WIDTH = 8  # beams


class LocalRealiser:
    """Weaves sentences from their notes, and draws `count` candidates of what cannot be woven.

    A model without an adapter of ours does not know our wording: it is told what to do, with examples. `tokens` counts
    those of all candidates so far.
    """

    def __init__(self, model: Any, tokenizer: Any, name: str, adapter: str = "", count: int = 12) -> None:
        self._model, self._tokenizer, self._count = model, tokenizer, count
        known = model.get_output_embeddings().weight.shape[0]
        self._vocabulary = Vocabulary(tokenizer, known, _ends(model))
        self.name, self.adapter = name, adapter
        self.tokens = 0

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        """Return the distinct candidates of each request; the same requests and seed give the same."""
        candidates = dict(self._weave([request for request in requests if request.woven()]))
        candidates |= self._draw([request for request in requests if not candidates.get(request)], seed)
        give_back_memory()
        self.tokens += sum(each.length for found in candidates.values() for each in found)
        return [list({each.text: each for each in candidates[request]}.values()) for request in requests]

    def _weave(self, requests: Sequence[Request]) -> list[tuple[Request, list[Candidate]]]:
        if not requests:
            return []
        weaves = [self._weave_of(request) for request in requests]
        limits = [_WOVEN_LIMIT] * len(requests)
        woven = beam_search(self._model, self._prompts(requests), weaves, _WIDTH, limits)
        return [*zip(requests, woven, strict=True)]

    def _weave_of(self, request: Request) -> Weave:
        return Weave(request.thread(), self._guard(request))

    def _draw(self, requests: Sequence[Request], seed: int) -> list[tuple[Request, list[Candidate]]]:
        if not requests:
            return []
        guards, limits = map(self._guard, requests), [_LIMITS[request.place] for request in requests]
        drawn = sample(self._model, self._prompts(requests), [*guards], self._count, seed, limits)
        return [*zip(requests, drawn, strict=True)]

    def _prompts(self, requests: Sequence[Request]) -> list[list[int]]:
        return [encode_prompt(self._tokenizer, self._worded(request.prompt())) for request in requests]

    def _guard(self, request: Request) -> Guard:
        return Guard(request.source(), self._vocabulary)

    def _worded(self, prompt: str) -> str:
        """Return `prompt` as this model understands it."""
        return prompt if self.adapter else instructed(prompt, self._tokenizer)


def _ends(model: Any) -> list[int]:
    """Return the tokens at which the model's makers let a text end: often more than one."""
    ends = model.generation_config.eos_token_id
    return ends if isinstance(ends, list) else [] if ends is None else [ends]
