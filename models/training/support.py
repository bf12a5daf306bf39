"""Train the support check: an adapter over the encoder, its segment embeddings and its head.

Low-rank adaptation (Hu et al., 2021, arXiv:2106.09685) by binary cross-entropy: first on FarsTail alone, then on
rounds of generated examples with all hand-written faults and part of FarsTail. The learning rate rises, stays, and
falls to zero at the end; a run can be stopped at any moment and resumes from its last checkpoint.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import BertModel

from bumi.models.scoring.encoder import HEAD_WEIGHTS, LAYERS, EncodedPair, Network, Reader, batches
from bumi.models.training.checkpoint import resume, save, write_adapter
from bumi.models.training.support_examples import Labelled, entailment, faults, trained

CHECKPOINT = "support.pt"

_ROUNDS = 16  # parts into which a sample of examples is cut
_ENTAILMENT = 700  # examples of FarsTail in each round after the first
_HEAVIER = 1.3  # weight of a true sentence, of which there are fewer


@dataclass(frozen=True)
class SupportRecipe:
    """Settings of the training; the same recipe and data on the same machine give the same weights."""

    rank: int = 32
    steps: int = 4600
    falling: int = 1900  # last steps, over which the rates fall to zero
    rising: int = 150  # steps
    rate: float = 4e-4
    head_rate: float = 1e-3
    seed: int = 1
    checkpoint_every: int = 300


def train_support(
    base: Path,
    shared: Path,
    folder: Path,
    recipe: SupportRecipe,
    report: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> None:
    """Write the adapter (half precision) and its head to `folder`.

    `base` is the converted encoder, `shared` the folder that holds nli_fa/. `report` is called with (step, steps, loss)
    at each step. BadInput if a checkpoint in `folder` has another recipe.
    """
    torch.manual_seed(recipe.seed)
    reader = Reader(base)
    network = _network(base, reader, recipe)
    adapter = [weight for weight in network.bert.parameters() if weight.requires_grad]
    head = torch.nn.ModuleDict({"segments": network.segments, "head": network.head})
    optimiser = torch.optim.AdamW(
        [{"params": adapter, "lr": recipe.rate}, {"params": [*head.parameters()], "lr": recipe.head_rate}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, recipe))
    parts = {"model": network.bert, "own": head, "optimiser": optimiser, "schedule": schedule}
    made_of = json.dumps(asdict(recipe))
    done = resume(folder / CHECKPOINT, made_of, parts)
    for step, (rows, follows) in enumerate(_plan(reader, shared, recipe, done), done + 1):
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(rows)
        wanted = torch.tensor(follows)
        weight = torch.where(wanted > 0, _HEAVIER, 1.0)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, wanted, weight=weight)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*adapter, *head.parameters()], 1.0)
        optimiser.step()
        schedule.step()
        report(step, recipe.steps, float(loss.detach()))
        if step % recipe.checkpoint_every == 0:
            save(folder / CHECKPOINT, made_of, parts, step)
    write_adapter(network.bert.half(), base.name, folder)
    save_file({name: weight.float() for name, weight in head.state_dict().items()}, folder / HEAD_WEIGHTS)
    (folder / CHECKPOINT).unlink(missing_ok=True)


def _network(base: Path, reader: Reader, recipe: SupportRecipe) -> Network:
    bert = BertModel.from_pretrained(base, add_pooling_layer=False, local_files_only=True)
    lora = LoraConfig(r=recipe.rank, lora_alpha=2 * recipe.rank, lora_dropout=0.0, target_modules=LAYERS)
    hidden = bert.config.hidden_size
    return Network(get_peft_model(bert, lora), hidden, reader.pad).eval()  # no dropout: no text is seen often


def _plan(
    reader: Reader, shared: Path, recipe: SupportRecipe, done: int
) -> Iterator[tuple[Sequence[EncodedPair], Sequence[float]]]:
    """Yield the batches after the first `done`: rows, with 1.0 for each that follows from its premise, else 0.0."""
    first, step, number = entailment(shared, "train"), 0, 0
    drawing: list[Labelled] = []
    while step < recipe.steps:
        rng = random.Random(recipe.seed * 1000 + number)
        if number == 0:
            examples = first
        else:
            part = (number - 1) % _ROUNDS
            if part == 0 or not drawing:
                drawing = trained(recipe.seed * 100 + (number - 1) // _ROUNDS)
            size = -(-len(drawing) // _ROUNDS)
            examples = [*drawing[part * size : (part + 1) * size], *faults(False, rng), *rng.sample(first, _ENTAILMENT)]
        rows = [reader.row(it.premise, it.sentence) for it in examples]
        lengths = [len(row.ids) for row in rows]
        order = sorted(range(len(rows)), key=lambda at: lengths[at] + rng.random() * 12)
        for batch in batches(order, lengths, rng):
            step += 1
            if done < step <= recipe.steps:
                yield [rows[at] for at in batch], [float(examples[at].follows) for at in batch]
        number += 1


def _rate(step: int, recipe: SupportRecipe) -> float:
    return min(1.0, (step + 1) / recipe.rising, max(0.0, (recipe.steps - step) / recipe.falling))
