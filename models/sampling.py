"""Candidates in one batch: each prompt is read once, its cache shared by all its candidates.

Sampling with a temperature inside the nucleus (Holtzman et al., 2020, arXiv:1904.09751), under a guard.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from models.encoding import IGNORED
from models.realiser import Candidate

if TYPE_CHECKING:
    import torch

    from models.guard import Guard

__all__ = ["log_likelihoods", "sample"]


def sample(
    model: Any,
    tokenizer: Any,
    prompts: Sequence[str],
    guards: "Sequence[Guard]",
    count: int,
    seed: int,
    limits: Sequence[int],
    temperature: float = 0.7,
    nucleus: float = 0.9,
    report: Callable[[int], None] = lambda tokens: None,
) -> list[list[Candidate]]:
    """Return `count` candidates for each prompt, the first of them greedy; unfinished ones are left out.

    `limits` are the most tokens an answer may have, one a prompt. The same seed gives the same candidates.
    """
    import torch

    torch.manual_seed(seed)
    with torch.inference_mode():
        logits, cache, mask = _read(model, tokenizer, prompts)
        logits, mask = logits.repeat_interleave(count, 0), mask.repeat_interleave(count, 0)
        cache.batch_repeat_interleave(count)
        rows = [_Row(i // count, greedy=i % count == 0) for i in range(len(prompts) * count)]
        live = rows
        while live:
            allowed = torch.stack([guards[row.prompt].mask(row.text) for row in live])
            stuck = ~allowed.any(1)
            allowed[stuck, tokenizer.eos_token_id] = True
            chosen, gains = _choose(logits, allowed, [row.greedy for row in live], temperature, nucleus)
            for row, token, gain, lost in zip(live, chosen.tolist(), gains.tolist(), stuck.tolist(), strict=True):
                row.take(token, gain, tokenizer, limits[row.prompt])
                row.complete &= not lost
            going = [i for i, row in enumerate(live) if not row.ended]
            if len(going) < len(live):
                keep = torch.tensor(going, dtype=torch.long)
                live, chosen, mask = [live[i] for i in going], chosen[keep], mask[keep]
                cache.batch_select_indices(keep)
            if live:
                report(len(live))
                mask = torch.cat([mask, mask.new_ones(len(live), 1)], 1)
                positions = mask.sum(1, keepdim=True) - 1
                step = model(
                    input_ids=chosen[:, None], attention_mask=mask, position_ids=positions, cache=cache, use_cache=True
                )
                logits = step.logits[:, -1].float()
    found: list[list[Candidate]] = [[] for _ in prompts]
    for row in rows:
        if row.complete and row.text.strip():
            found[row.prompt].append(Candidate(row.text.strip(), row.gain / row.length))
    return found


def log_likelihoods(model: Any, rows: Sequence[tuple[list[int], list[int]]], pad: int, size: int = 64) -> list[float]:
    """Return the mean log-probability (nats a token) of each row's labelled tokens, in batches of like length."""
    import torch

    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    scores = [0.0] * len(rows)
    with torch.inference_mode():
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            longest = max(len(rows[i][0]) for i in batch)
            ids = torch.tensor([rows[i][0] + [pad] * (longest - len(rows[i][0])) for i in batch])
            wanted = torch.tensor([rows[i][1] + [IGNORED] * (longest - len(rows[i][1])) for i in batch])[:, 1:]
            hidden = model.model(input_ids=ids, attention_mask=(ids != pad).long()).last_hidden_state[:, :-1]
            asked = wanted != IGNORED
            gains = torch.log_softmax(model.lm_head(hidden[asked]).float(), -1).gather(1, wanted[asked][:, None])[:, 0]
            counts = asked.sum(1)
            for i, row_gains in zip(batch, gains.split(counts.tolist()), strict=True):
                scores[i] = float(row_gains.mean())
    return scores


class _Row:
    """One candidate being written."""

    def __init__(self, prompt: int, greedy: bool) -> None:
        self.prompt, self.greedy = prompt, greedy
        self.ids: list[int] = []
        self.text = ""
        self.gain, self.length = 0.0, 0
        self.ended = self.complete = False

    def take(self, token: int, gain: float, tokenizer: Any, limit: int) -> None:
        self.gain += gain
        self.length += 1
        if token == tokenizer.eos_token_id:
            self.ended = self.complete = True
            return
        self.ids.append(token)
        self.text = tokenizer.decode(self.ids)
        self.ended = self.length >= limit


def _read(model: Any, tokenizer: Any, prompts: Sequence[str]) -> "tuple[torch.Tensor, Any, torch.Tensor]":
    """Read all prompts, padded on the left; return (next logits, cache, mask)."""
    import torch

    ids = [[tokenizer.bos_token_id, *tokenizer(prompt, add_special_tokens=False).input_ids] for prompt in prompts]
    longest = max(map(len, ids))
    pad = tokenizer.pad_token_id
    tensor = torch.tensor([[pad] * (longest - len(row)) + row for row in ids])
    mask = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in ids])
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    read = model(input_ids=tensor, attention_mask=mask, position_ids=positions, use_cache=True, logits_to_keep=1)
    return read.logits[:, -1].float(), read.cache, mask


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
