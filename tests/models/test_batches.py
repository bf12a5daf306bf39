"""What is measured of answers does not depend on how they are batched, and follows what a model has learnt."""

import math
from pathlib import Path

import pytest

from models.batches import perplexity
from models.examples import of_note, read_notes
from models.train import Recipe, train_writer
from models.weights import load
from tests.models.tiny import tiny_gemma


def test_answers_that_were_learnt_are_foreseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base, notes = tiny_gemma(tmp_path / "base"), read_notes()[:40]
    examples = [*map(of_note, notes)]
    model, tokenizer = load(base)
    before = perplexity(model, tokenizer, examples)
    alone = [perplexity(model, tokenizer, [each]) for each in examples]
    assert min(alone) <= before <= max(alone)
    recipe = Recipe(rank=2, epochs=6, ranking=0, rate=1e-2, house=0, times=1)
    train_writer(base, tmp_path / "adapter", recipe, lessons=notes)
    assert perplexity(*load(base, tmp_path / "adapter"), examples) < 0.7 * before


def test_of_nothing_nothing_is_known(tmp_path: Path) -> None:
    assert math.isnan(perplexity(*load(tiny_gemma(tmp_path)), []))
