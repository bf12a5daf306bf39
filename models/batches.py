"""Examples as batches of tokens, and how likely their answers are: the same for training and for measuring."""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from models.encoding import IGNORED, encode
from models.examples import Example

if TYPE_CHECKING:
    import torch

__all__ = ["Answers", "Batch", "Row", "batches", "log_likelihoods", "perplexity"]

type Row = tuple[list[int], list[int]]
"""Token ids, and labels."""

_AT_ONCE = 32


class Batch(Protocol):
    """What a model learns from in one step."""

    def loss(self, model: Any, pad: int, device: str) -> "torch.Tensor":
        """Return how far `model` is from it."""


@dataclass(frozen=True)
class Answers:
    """A batch of examples, whose answers are to be likely."""

    rows: tuple[Row, ...]

    def loss(self, model: Any, pad: int, device: str) -> "torch.Tensor":
        """Return the mean cross entropy of a token of the answers (nats)."""
        return _losses(model, self.rows, pad, device)[0].mean()


def batches(examples: Iterable[Example], tokenizer: Any, size: int, seed: int) -> list[Answers]:
    """Return batches of examples as tokens: of like length within, in random order between."""
    chance = random.Random(seed)
    rows = [encode(tokenizer, each.prompt, each.answer) for each in examples]
    order = sorted(rows, key=lambda row: len(row[0]) + chance.random() * 8)
    made = [Answers(tuple(order[i : i + size])) for i in range(0, len(order), size)]
    chance.shuffle(made)
    return made


def log_likelihoods(model: Any, rows: Sequence[Row], pad: int, device: str) -> "list[torch.Tensor]":
    """Return the log-probability of each row's answer, its end token included (nats)."""
    losses, lengths = _losses(model, rows, pad, device)
    return [-each.sum() for each in losses.split(lengths)]


def perplexity(model: Any, tokenizer: Any, examples: Iterable[Example]) -> float:
    """Return how unexpected the answers are to `model`, per token; 1 is foreseen. NaN where there are none."""
    import torch

    lost, tokens = 0.0, 0
    with torch.inference_mode():
        for batch in batches(examples, tokenizer, _AT_ONCE, seed=0):
            losses, lengths = _losses(model, batch.rows, tokenizer.pad_token_id, "cpu")
            lost += float(losses.sum())
            tokens += sum(lengths)
    return math.exp(lost / tokens) if tokens else math.nan


def _losses(model: Any, rows: Sequence[Row], pad: int, device: str) -> "tuple[torch.Tensor, list[int]]":
    """Return the cross entropy of each answer token, row after row, and how many each row has.

    Logits of the prompts, most of the cost, are never made.
    """
    import torch

    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([ids + [pad] * (longest - len(ids)) for ids, _ in rows], device=device)
    mask = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in rows], device=device)
    labels = torch.tensor([labels + [IGNORED] * (longest - len(labels)) for _, labels in rows], device=device)[:, 1:]
    hidden = model.model(input_ids=ids, attention_mask=mask).last_hidden_state
    wanted = labels != IGNORED
    logits = model.lm_head(hidden[:, :-1][wanted]).float()
    return torch.nn.functional.cross_entropy(logits, labels[wanted], reduction="none"), wanted.sum(1).tolist()
