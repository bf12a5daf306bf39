"""What is measured of answers does not depend on what stands beside them, and follows what a model has learnt."""

import math
from pathlib import Path

import pytest
import torch

from bumi.models.data.training_examples import of_note, read_notes
from bumi.models.training.batches import log_likelihoods, perplexity
from bumi.models.training.writer import Recipe, train_writer
from bumi.models.weights.loading import encode, load
from tests.models.tiny import tiny_gemma


def test_answers_that_were_learnt_are_foreseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base, notes = tiny_gemma(tmp_path / "base"), read_notes()[:24]
    examples = [*map(of_note, notes)]
    model, tokenizer = load(base)
    before = perplexity(model, tokenizer, examples)
    alone = [perplexity(model, tokenizer, [each]) for each in examples]
    assert min(alone) <= before <= max(alone)
    recipe = Recipe(rank=2, epochs=6, ranking=0, rate=1e-2, house=0, times=1)
    train_writer(base, tmp_path / "adapter", recipe, lessons=notes)
    assert perplexity(*load(base, tmp_path / "adapter"), examples) < 0.7 * before


def test_answers_to_one_prompt_do_not_see_each_other(tmp_path: Path) -> None:
    model, tokenizer = load(tiny_gemma(tmp_path))
    model = model.float()
    first, second = (map(of_note, notes) for notes in (read_notes()[:4], read_notes()[4:7]))
    answers = [[each.answer for each in some] for some in (first, second)]
    rows = [encode(tokenizer, prompt, *some) for prompt, some in zip(("۱", "دو سه"), answers, strict=True)]
    alone = [([*asked], (answer,)) for asked, told in rows for answer in told]
    with torch.inference_mode():
        together = log_likelihoods(model, rows, tokenizer.pad_token_id, "cpu")
        one_by_one = [log_likelihoods(model, [row], tokenizer.pad_token_id, "cpu")[0] for row in alone]
        asked, (answer, *_) = rows[0]
        logits = model(torch.tensor([asked + answer])).logits[0, len(asked) - 1 : -1].log_softmax(1)
    assert torch.allclose(torch.stack(together), torch.stack(one_by_one), rtol=1e-4)
    assert torch.allclose(together[0], logits[range(len(answer)), answer].sum(), rtol=1e-4), "as the model says itself"


def test_of_nothing_nothing_is_known(tmp_path: Path) -> None:
    assert math.isnan(perplexity(*load(tiny_gemma(tmp_path)), []))
