"""Train the writer's adapter: a LoRA over every linear layer, by plain next-token loss on answers.

Low-rank adaptation: Hu et al., 2021 (arXiv:2106.09685). Stages: optional denoising of clean Persian made
telegraphic; the pairs and notes, with lessons from editors if given; last, ranking of its own sentences (ranking.py).
The learning rate falls as a cosine over the second stage, and again, from a lower rate, over the last; a run can be
stopped at any moment and resumes from its last checkpoint.
"""

import hashlib
import json
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bumi.errors import NotAvailable
from bumi.models.data import TrainingExample, examples, of_note, read_notes, read_pairs, read_preferences
from bumi.models.training.batches import Batch, batches
from bumi.models.training.checkpoint import CHECKPOINT, resume, save, write_adapter
from bumi.models.training.denoising import examples_from
from bumi.models.training.ranking import rankings
from bumi.models.weights import WEIGHTS, load, version

_TO_RANK = 0.375  # of the full rate
_LAYERS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@dataclass(frozen=True)
class Recipe:
    """Settings of training an adapter; the same recipe and examples on the same machine give the same adapter.

    Each epoch uses a new sample of `house` examples of the repository's pairs and notes, or all of them, and each
    lesson of the editors `times`. With zero `epochs` only ranking is trained.
    """

    rank: int = 32
    warming: int = 2500  # sentences of clean text, if given
    epochs: int = 1
    ranking: int = 1  # epochs of learning to rank
    house: int | None = None
    times: int = 2
    rate: float = 8e-4
    batch: int = 16
    seed: int = 1
    checkpoint_every: int = 50


def train_writer(
    base: Path,
    folder: Path,
    recipe: Recipe,
    report: Callable[[int, int, float], None] = lambda step, steps, loss: None,
    clean_text: Path | None = None,
    lessons: Sequence[dict[str, str]] = (),
    start: Path | None = None,
) -> None:
    """Train on all pairs but the dev set and write the adapter (bfloat16) to `folder`.

    `clean_text` is the folder of the corpora to warm up on (denoising.py); `lessons` are notes of editors;
    `start` is the adapter to continue from, of the same rank. `report` is called with (step, steps, loss) at each step.
    A checkpoint in `folder` with the same recipe and lessons is resumed; BadInput if it has others, NotAvailable if
    peft is not installed.
    """
    import torch

    try:
        from peft import LoraConfig, get_peft_model
    except ImportError:
        raise NotAvailable("برای آموزش بسته peft لازم است؛ «make setup» را دوباره اجرا کنید") from None
    torch.manual_seed(recipe.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    plain, tokenizer = load(base)
    lora = LoraConfig(r=recipe.rank, lora_alpha=recipe.rank, target_modules=_LAYERS)
    model = get_peft_model(plain, lora).to(device).train()
    if start:
        _go_on_from(start, model)
    house = _house()
    plan: list[Batch] = [*batches(_warming(clean_text, recipe), tokenizer, recipe.batch, recipe.seed)]
    warming = len(plan)
    for epoch in range(recipe.epochs):
        seed = recipe.seed + epoch
        learnt = _drawn(house, recipe, seed) + [*map(of_note, lessons)] * recipe.times
        plan += batches(learnt, tokenizer, recipe.batch, seed)
    taught = len(plan)
    judged = read_preferences()
    for seed in range(recipe.seed, recipe.seed + recipe.ranking):
        plan += rankings(judged, _drawn(house, recipe, seed), tokenizer, seed)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=recipe.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, warming, taught, len(plan)))
    parts = {"model": model, "optimiser": optimiser, "schedule": schedule}
    made_of = json.dumps([asdict(recipe), _digest(lessons), version(start) if start else ""])
    done = resume(folder / CHECKPOINT, made_of, parts)
    for step, batch in enumerate(plan[done:], done + 1):
        with torch.autocast(device, torch.bfloat16):
            loss = batch.loss(model.base_model.model, tokenizer.pad_token_id, device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        report(step, len(plan), float(loss.detach()))
        if step % recipe.checkpoint_every == 0:
            save(folder / CHECKPOINT, made_of, parts, step)
    write_adapter(model.to(torch.bfloat16), base.name, folder)
    (folder / CHECKPOINT).unlink(missing_ok=True)


def _warming(folder: Path | None, recipe: Recipe) -> list[TrainingExample]:
    return examples_from(folder, recipe.seed)[: recipe.warming] if folder else []


def _house() -> list[TrainingExample]:
    """Return the examples of the pairs and notes of this repository."""
    return [example for pair in read_pairs() for example in examples(pair)] + [*map(of_note, read_notes())]


def _drawn(every: list[TrainingExample], recipe: Recipe, seed: int) -> list[TrainingExample]:
    """Return the examples of one epoch."""
    return every if recipe.house is None else random.Random(seed).sample(every, min(recipe.house, len(every)))


def _digest(lessons: Sequence[dict[str, str]]) -> str:
    return hashlib.sha256(json.dumps([*lessons], ensure_ascii=False).encode()).hexdigest()


def _go_on_from(adapter: Path, model: Any) -> None:
    from peft import set_peft_model_state_dict
    from safetensors.torch import load_file

    set_peft_model_state_dict(model, load_file(adapter / WEIGHTS))


def _rate(step: int, warming: int, taught: int, steps: int, rise: int = 20) -> float:
    """Return the share of the full rate: it rises, holds in warm-up, falls to a twentieth, and again in ranking."""
    if step < taught:
        return min((step + 1) / rise, _cosine(max(0, step - warming) / max(1, taught - warming)))
    return _TO_RANK * min((step - taught + 1) / rise, _cosine((step - taught) / max(1, steps - taught)))


def _cosine(done: float) -> float:
    return 0.5 * (1 + math.cos(math.pi * done)) * 0.95 + 0.05
