"""The embedded model as a judge: how likely it finds a text."""

from collections.abc import Sequence
from typing import Any

from models.encoding import encode_prompt

__all__ = ["LanguageJudge"]

_BATCH = 16  # texts
_LONGEST = 160  # tokens: a sentence


class LanguageJudge:
    """Tells the log-probability of texts under a causal model, a batch at a time."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model, self._tokenizer = model, tokenizer

    def __call__(self, texts: Sequence[str]) -> list[float]:
        """Return the log-probability of each text, in nats; what is beyond 160 tokens is not read."""
        batches = (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))
        return [likelihood for batch in batches for likelihood in self._likelihoods(batch)]

    def _likelihoods(self, texts: Sequence[str]) -> list[float]:
        import torch

        rows = [encode_prompt(self._tokenizer, text)[:_LONGEST] for text in texts]
        longest = max(map(len, rows))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
        with torch.inference_mode():
            logits = self._model(input_ids=ids, attention_mask=self._mask(rows, longest)).logits[:, :-1].float()
            gains = torch.log_softmax(logits, -1).gather(-1, ids[:, 1:, None]).squeeze(-1)
        return [gains[at, : len(row) - 1].sum().item() for at, row in enumerate(rows)]

    @staticmethod
    def _mask(rows: Sequence[Sequence[int]], longest: int) -> Any:
        import torch

        return torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
