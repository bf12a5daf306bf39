"""A batch of texts being written, one token a step, with the cache of what was read."""

from collections.abc import Sequence
from typing import Any

__all__ = ["Decoding"]

_ANY = 0  # the token that fills up a batch; the attention mask hides it, so many models have none for it


class Decoding:
    """Rows of one batch: `logits` (rows, vocabulary) are for the next token of each.

    Every prompt is read once, and its cache shared by `times` rows beside each other.
    """

    def __init__(self, model: Any, prompts: Sequence[Sequence[int]], times: int) -> None:
        import torch

        self._model = model
        longest = max(map(len, prompts))
        ids = torch.tensor([[_ANY] * (longest - len(row)) + [*row] for row in prompts])
        mask = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in prompts])
        positions = (mask.cumsum(1) - 1).clamp(min=0)
        read = model(input_ids=ids, attention_mask=mask, position_ids=positions, use_cache=True, logits_to_keep=1)
        self._cache, self._mask = read.cache, mask.repeat_interleave(times, 0)
        self._cache.batch_repeat_interleave(times)
        self.logits: torch.Tensor = read.logits[:, -1].float().repeat_interleave(times, 0)

    def go_on(self, rows: Sequence[int], tokens: Sequence[int]) -> None:
        """Go on with the rows `rows`, in that order and perhaps more than once, a token each."""
        import torch

        if [*rows] != [*range(len(self._mask))]:
            keep = torch.tensor(rows, dtype=torch.long)
            self._mask = self._mask[keep]
            self._cache.batch_select_indices(keep)
        self._mask = torch.cat([self._mask, self._mask.new_ones(len(rows), 1)], 1)
        step = self._model(
            input_ids=torch.tensor(tokens)[:, None],
            attention_mask=self._mask,
            position_ids=self._mask.sum(1, keepdim=True) - 1,
            cache=self._cache,
            use_cache=True,
        )
        self.logits = step.logits[:, -1].float()
