"""Batches of tokens and the likelihood of their answers, for training and measuring."""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from bumi.models.data import TrainingExample
from bumi.models.weights import TokenRow, encode

if TYPE_CHECKING:
    import torch

_AT_ONCE = 32
_NOBODY = -1  # whose token a filling one is


class Batch(Protocol):
    """A training batch: the input of one step."""

    def loss(self, model: Any, pad: int, device: str) -> "torch.Tensor":
        """Return the loss of `model` on it."""


@dataclass(frozen=True)
class Answers:
    """A batch of examples, for cross entropy on the answers."""

    rows: tuple[TokenRow, ...]

    def loss(self, model: Any, pad: int, device: str) -> "torch.Tensor":
        """Return the mean cross entropy per answer token (nats)."""
        return _losses(model, self.rows, pad, device)[0].mean()


def batches(examples: Iterable[TrainingExample], tokenizer: Any, size: int, seed: int) -> list[Answers]:
    """Return batches of tokenized examples: similar lengths within a batch, batches in random order."""
    chance = random.Random(seed)
    rows = [encode(tokenizer, each.prompt, each.answer) for each in examples]
    order = sorted(rows, key=lambda row: tokens(row) + chance.random() * 8)
    made = [Answers(tuple(order[i : i + size])) for i in range(0, len(order), size)]
    chance.shuffle(made)
    return made


def tokens(row: TokenRow) -> int:
    """Return the number of tokens of a row."""
    asked, answers = row
    return len(asked) + sum(map(len, answers))


def log_likelihoods(model: Any, rows: Sequence[TokenRow], pad: int, device: str) -> "list[torch.Tensor]":
    """Return the log-probability of each answer of each row, its end token included (nats)."""
    losses, lengths = _losses(model, rows, pad, device)
    return [-each.sum() for each in losses.split(lengths)]


def perplexity(model: Any, tokenizer: Any, examples: Iterable[TrainingExample]) -> float:
    """Return the perplexity of `model` on the answers, per token (at least 1); NaN without answers."""
    import torch

    lost, tokens = 0.0, 0
    with torch.inference_mode():
        for batch in batches(examples, tokenizer, _AT_ONCE, seed=0):
            losses, lengths = _losses(model, batch.rows, tokenizer.pad_token_id, "cpu")
            lost += float(losses.sum())
            tokens += sum(lengths)
    return math.exp(lost / tokens) if tokens else math.nan


def _losses(model: Any, rows: Sequence[TokenRow], pad: int, device: str) -> "tuple[torch.Tensor, list[int]]":
    """Return the cross entropy of each answer token, answer after answer, and how many each has.

    A prompt is encoded once for all its answers, which do not attend to each other: attention mask and positions of
    each continue from the prompt. Prompt and answer must fit the attention window. Logits of the prompts, most of the
    cost, are never computed.
    """
    import torch

    told = [[*asked, *chain(*answers)] for asked, answers in rows]
    whose = [[0] * len(asked) + [i for i, each in enumerate(answers, 1) for _ in each] for asked, answers in rows]
    ids, part = (_padded(each, filled, device) for each, filled in ((told, pad), (whose, _NOBODY)))
    sees = ((part[:, None] == 0) | (part[:, None] == part[:, :, None])).tril()  # (rows, tokens, tokens before them)
    hidden = model.model(input_ids=ids, attention_mask=sees[:, None], position_ids=sees.sum(2) - 1).last_hidden_state
    row, at = (part > 0).nonzero(as_tuple=True)
    before = (sees[row, at] * torch.arange(ids.shape[1], device=device)).topk(2).values[:, 1]  # the last it sees
    logits = model.lm_head(hidden[row, before]).float()
    lengths = [len(answer) for _, answers in rows for answer in answers]
    return torch.nn.functional.cross_entropy(logits, ids[row, at], reduction="none"), lengths


def _padded(rows: Sequence[list[int]], filled: int, device: str) -> "torch.Tensor":
    import torch

    return torch.nn.utils.rnn.pad_sequence([torch.tensor(row, device=device) for row in rows], True, filled)
