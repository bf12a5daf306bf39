"""The training of the support check learns, can be ended anywhere, and comes out the same."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

import bumi.models.training.support as training
from bumi.errors import BadInput
from bumi.models.training.support import SupportRecipe, train_support
from bumi.models.training.support_examples import Labelled
from tests.models.tiny import tiny_encoder

RECIPE = SupportRecipe(rank=2, steps=24, rising=2, falling=4, rate=1e-2, head_rate=1e-2, checkpoint_every=5)
WORDS = ("انار", "باغ", "برف", "جشن", "پسته", "سیل")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_encoder(tmp_path_factory.mktemp("tiny") / "encoder")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two dozen examples that segments alone decide."""
    made = [Labelled(one, two, one == two, "number") for one in WORDS for two in WORDS]
    monkeypatch.setattr(training, "trained", lambda seed: made)
    monkeypatch.setattr(training, "faults", lambda dev, rng: made)
    monkeypatch.setattr(training, "_ENTAILMENT", 1)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    (folder / "nli_fa").mkdir(parents=True)
    (folder / "nli_fa" / "train.tsv").write_text("premise\thypothesis\tlabel\nباغ\tباغ\te\nباغ\tسیل\tn\n", "utf-8")
    return folder


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "adapter_model.safetensors") | load_file(folder / "head.safetensors")


@pytest.mark.usefixtures("few")
def test_it_learns(base: Path, shared: Path, tmp_path: Path) -> None:
    losses: list[float] = []
    train_support(base, shared, tmp_path / "out", RECIPE, lambda step, steps, loss: losses.append(loss))
    assert len(losses) == RECIPE.steps
    assert sum(losses[-4:]) < sum(losses[:4])
    assert not (tmp_path / "out" / "support.pt").exists()
    assert json.loads((tmp_path / "out" / "adapter_config.json").read_text())["base_model_name_or_path"] == base.name


@pytest.mark.usefixtures("few")
def test_an_ended_run_goes_on_where_it_was(base: Path, shared: Path, tmp_path: Path) -> None:
    train_support(base, shared, tmp_path / "whole", RECIPE)

    def end(step: int, steps: int, loss: float) -> None:
        if step == 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_support(base, shared, tmp_path / "ended", RECIPE, end)
    steps: list[int] = []
    train_support(base, shared, tmp_path / "ended", RECIPE, lambda step, of, loss: steps.append(step))
    assert steps[0] == 11
    whole, ended = weights(tmp_path / "whole"), weights(tmp_path / "ended")
    assert whole.keys() == ended.keys()
    assert all(torch.allclose(whole[name], ended[name], atol=1e-3) for name in whole)


@pytest.mark.usefixtures("few")
def test_a_checkpoint_of_another_recipe_is_refused(base: Path, shared: Path, tmp_path: Path) -> None:
    def end(step: int, steps: int, loss: float) -> None:
        if step == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_support(base, shared, tmp_path / "out", RECIPE, end)
    with pytest.raises(BadInput, match="نیمه‌کاره"):
        train_support(base, shared, tmp_path / "out", replace(RECIPE, seed=2))
