"""Examples as batches of tokens, and the loss over their answers: the same for training and for measuring."""

import math
import random
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from models.encoding import IGNORED, encode
from models.examples import Example

if TYPE_CHECKING:
    import torch

__all__ = ["batches", "loss_of", "padded", "perplexity"]

type Row = tuple[list[int], list[int]]  # token ids, labels

_AT_ONCE = 32


def batches(examples: Iterable[Example], tokenizer: Any, size: int, seed: int) -> list[list[Row]]:
    """Return batches of examples as tokens: of like length within, in random order between."""
    chance = random.Random(seed)
    rows = [encode(tokenizer, each.prompt, each.answer) for each in examples]
    order = sorted(rows, key=lambda row: len(row[0]) + chance.random() * 8)
    made = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(made)
    return made


def padded(rows: Sequence[Row], pad: int) -> "tuple[torch.Tensor, torch.Tensor, torch.Tensor]":
    """Return (token ids, attention mask, labels) of a batch."""
    import torch

    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([ids + [pad] * (longest - len(ids)) for ids, _ in rows])
    mask = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in rows])
    labels = torch.tensor([labels + [IGNORED] * (longest - len(labels)) for _, labels in rows])
    return ids, mask, labels


def loss_of(model: Any, ids: "torch.Tensor", mask: "torch.Tensor", labels: "torch.Tensor") -> "torch.Tensor":
    """Mean cross entropy over answer tokens alone: logits of the prompt, most of the cost, are never made."""
    import torch

    hidden = model.model(input_ids=ids, attention_mask=mask).last_hidden_state
    wanted = labels[:, 1:] != IGNORED
    logits = model.lm_head(hidden[:, :-1][wanted]).float()
    return torch.nn.functional.cross_entropy(logits, labels[:, 1:][wanted])


def perplexity(model: Any, tokenizer: Any, examples: Iterable[Example]) -> float:
    """Return how unexpected the answers are to `model`, per token; 1 is foreseen. NaN where there are none."""
    import torch

    lost, tokens = 0.0, 0
    with torch.inference_mode():
        for batch in batches(examples, tokenizer, _AT_ONCE, seed=0):
            ids, mask, labels = padded(batch, tokenizer.pad_token_id)
            told = int((labels[:, 1:] != IGNORED).sum())
            lost += float(loss_of(model, ids, mask, labels)) * told
            tokens += told
    return math.exp(lost / tokens) if tokens else math.nan
