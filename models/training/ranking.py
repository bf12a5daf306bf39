"""Learning to rank: makes printable sentences of a note likelier than the others.

The writer chooses sentences by likelihood, which is trained here by the logistic loss of each pair
(Burges et al., 2005, doi:10.1145/1102351.1102363), over sentences that the model wrote itself, beside the cross entropy
of the best of them (as in Yuan et al., 2023, arXiv:2304.05302), which keeps good sentences likely, not only likelier.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bumi.models.data import Preference, TrainingExample
from bumi.models.training.batches import log_likelihoods, tokens
from bumi.models.weights import TokenRow, encode

if TYPE_CHECKING:
    import torch

type _List = tuple[TokenRow, int]  # a row, and the number of good answers, which come first, best first

_TOKENS = 1500  # tokens of a batch, approximately
_BESIDE = 3  # other examples in a batch, against forgetting
_STEEP = 0.5  # scale: a difference of 1 / _STEEP nats counts as one
_ENTROPY = 0.3  # the weight of the cross entropy


@dataclass(frozen=True)
class Rankings:
    """A batch: lists to rank, and rows of other examples."""

    lists: tuple[_List, ...]
    beside: tuple[TokenRow, ...]

    def loss(self, model: Any, pad: int, device: str) -> "torch.Tensor":
        """Return the mean loss of the lists, with the cross entropy of the best and of the other examples."""
        import torch

        rows = [*(row for row, _ in self.lists), *self.beside]
        told = iter(log_likelihoods(model, rows, pad, device))
        lost, entropies = [], []
        for (_, answers), good in self.lists:
            likely = [next(told) for _ in answers]
            entropies.append(-likely[0] / len(answers[0]))
            behind = [low - high for high in likely[:good] for low in likely[good:]]
            if behind:
                lost.append(torch.nn.functional.softplus(_STEEP * torch.stack(behind)).mean() / _STEEP)
        others = [-next(told) / len(answer) for _, (answer,) in self.beside]
        means = [torch.stack(each).mean() for each in (entropies, others) if each]
        ranked = torch.stack(lost).sum() / len(self.lists) if lost else torch.zeros((), device=device)
        return ranked + _ENTROPY * torch.stack(means).sum()


def rankings(
    preferences: Sequence[Preference], beside: Sequence[TrainingExample], tokenizer: Any, seed: int
) -> list[Rankings]:
    """Return the batches of one epoch over the preferences with a good sentence, each with some of `beside`."""
    chance = random.Random(seed)
    lists = [(_row(each, tokenizer), len(each.good)) for each in preferences if each.good]
    lists.sort(key=lambda each: tokens(each[0]) + chance.random() * 20)
    packed = [*_packed(lists)]
    drawn = chance.sample([*beside], min(len(beside), _BESIDE * len(packed)))
    others = [encode(tokenizer, each.prompt, each.answer) for each in drawn]
    made = [Rankings(tuple(batch), tuple(others[at :: len(packed)])) for at, batch in enumerate(packed)]
    chance.shuffle(made)
    return made


def share_first(model: Any, tokenizer: Any, preferences: Sequence[Preference]) -> float:
    """Return the share of `preferences` whose likeliest sentence is good."""
    import torch

    def is_good(each: Preference) -> bool:
        told = torch.stack(log_likelihoods(model, [_row(each, tokenizer)], tokenizer.pad_token_id, "cpu"))
        return int(told.argmax()) < len(each.good)

    with torch.inference_mode():
        return sum(map(is_good, preferences)) / max(1, len(preferences))


def _row(each: Preference, tokenizer: Any) -> TokenRow:
    return encode(tokenizer, each.request.prompt(), *each.good, *each.bad)


def _packed(lists: Sequence[_List]) -> Iterator[list[_List]]:
    """Yield batches of about _TOKENS tokens."""
    batch, size = list[_List](), 0
    for each in lists:
        batch.append(each)
        size += tokens(each[0])
        if size > _TOKENS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
