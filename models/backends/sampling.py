"""Candidates in one batch: each prompt is read once, its cache shared by all its candidates.

Sampling with a temperature inside the nucleus (Holtzman et al., 2020, arXiv:1904.09751), under a guard.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from models.backends.decoding import Decoding
from models.constraints import joined
from models.realiser import Candidate

if TYPE_CHECKING:
    import torch

    from models.constraints import Guard

__all__ = ["sample"]


def sample(
    model: Any,
    prompts: Sequence[Sequence[int]],
    guards: "Sequence[Guard]",
    count: int,
    seed: int,
    limits: Sequence[int],
    temperature: float = 0.7,
    nucleus: float = 0.9,
) -> list[list[Candidate]]:
    """Return `count` candidates for each prompt (token ids), the first of them greedy; unfinished ones are left out.

    `limits` are the most tokens an answer may have, one a prompt. The same seed gives the same candidates.
    """
    import torch

    torch.manual_seed(seed)
    with torch.inference_mode():
        batch = Decoding(model, prompts, count)
        rows = [
            _Row(guard, limit, greedy=i == 0) for guard, limit in zip(guards, limits, strict=True) for i in range(count)
        ]
        live = rows
        while live:
            allowed = torch.stack([row.guard.mask(row.text) for row in live])
            stuck = ~allowed.any(1)
            allowed[stuck] = True
            chosen, gains = _choose(batch.logits, allowed, [row.greedy for row in live], temperature, nucleus)
            for row, token, gain, lost in zip(live, chosen.tolist(), gains.tolist(), stuck.tolist(), strict=True):
                row.take(token, gain, lost)
            going = [i for i, row in enumerate(live) if not row.ended]
            live = [live[i] for i in going]
            if live:
                batch.go_on(going, chosen[going].tolist())
    written = [[row for row in rows[i * count : (i + 1) * count] if row.complete] for i in range(len(prompts))]
    return [[Candidate(row.text.strip(), row.gain, row.length) for row in of if row.text.strip()] for of in written]


class _Row:
    """One candidate being written."""

    def __init__(self, guard: "Guard", limit: int, greedy: bool) -> None:
        self.guard, self.greedy, self._limit = guard, greedy, limit
        self.text = ""
        self.gain, self.length = 0.0, 0
        self.ended = self.complete = False

    def take(self, token: int, gain: float, lost: bool) -> None:
        """Go on with `token`; a `lost` row had no token that may follow, and ends unfinished."""
        self.gain += gain
        self.length += 1
        vocabulary = self.guard.vocabulary
        self.complete = not lost and token in vocabulary.ends
        self.ended = lost or self.complete or self.length >= self._limit
        self.text = joined(self.text, vocabulary.text[token])


def _choose(
    logits: "torch.Tensor", allowed: "torch.Tensor", greedy: list[bool], temperature: float, nucleus: float
) -> "tuple[torch.Tensor, torch.Tensor]":
    """Return (tokens, their log-probabilities under the unguarded model), one a row."""
    import torch

    free = torch.log_softmax(logits, -1)
    held = free.masked_fill(~allowed, -torch.inf)
    best = held.argmax(-1)
    top, index = torch.softmax(held / temperature, -1).topk(64)
    before = top.cumsum(-1) - top
    top = top.masked_fill(before > nucleus, 0.0)
    drawn = index.gather(1, torch.multinomial(top, 1))[:, 0]
    chosen = torch.where(torch.tensor(greedy), best, drawn)
    return chosen, free.gather(1, chosen[:, None])[:, 0]
