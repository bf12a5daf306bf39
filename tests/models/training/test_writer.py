"""Training learns, can be ended anywhere, and comes out the same."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

import bumi.models.training.writer as training
from bumi.errors import BadInput, NotAvailable
from bumi.models.backends.registry import open_realiser
from bumi.models.data.training_examples import read_notes, read_pairs
from bumi.models.training.writer import Recipe, train_writer
from bumi.models.weights.adapters import ADAPTER, WEIGHTS
from bumi.models.weights.loading import load
from bumi.models.writer import Writer
from bumi.settings import Settings
from tests.models.planner.briefs import brief
from tests.models.tiny import tiny_gemma

RECIPE = Recipe(rank=2, epochs=4, ranking=0, rate=1e-2, batch=8, checkpoint_every=5)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gemma(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(autouse=True)
def few_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, notes = read_pairs()[:3], read_notes()[:20]
    monkeypatch.setattr(training, "read_pairs", lambda: pairs)
    monkeypatch.setattr(training, "read_notes", lambda: notes)


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "adapter_model.safetensors")


def test_it_learns(base: Path, tmp_path: Path) -> None:
    losses: list[float] = []
    train_writer(base, tmp_path, RECIPE, lambda step, steps, loss: losses.append(loss))
    assert sum(losses[-4:]) < sum(losses[:4])
    assert not (tmp_path / "checkpoint.pt").exists()


def test_an_ended_run_goes_on_where_it_was(base: Path, tmp_path: Path) -> None:
    whole, ended = tmp_path / "whole", tmp_path / "ended"
    train_writer(base, whole, RECIPE)
    steps: list[int] = []

    def end_at_seven(step: int, of: int, loss: float) -> None:
        steps.append(step)
        if step == 7 and steps.count(7) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_writer(base, ended, RECIPE, end_at_seven)
    train_writer(base, ended, RECIPE, end_at_seven)
    assert steps[:8] == [1, 2, 3, 4, 5, 6, 7, 6], "goes on after the checkpoint at step 5"
    for name, tensor in weights(whole).items():
        assert torch.allclose(tensor.float(), weights(ended)[name].float(), atol=0.05), name


def test_it_goes_on_from_an_adapter_and_learns_what_editors_teach(base: Path, tmp_path: Path) -> None:
    first, then, lessons = tmp_path / "first", tmp_path / "then", read_notes()[-8:]
    train_writer(base, first, RECIPE)
    few = replace(RECIPE, epochs=1, house=8, times=3)
    anew: list[float] = []
    train_writer(base, then, few, lambda step, steps, loss: anew.append(loss))
    on: list[float] = []
    train_writer(base, then, few, lambda step, steps, loss: on.append(loss), start=first)
    assert on[0] < anew[0]
    asked: list[int] = []
    train_writer(base, then, few, lambda step, steps, loss: asked.append(steps), lessons=lessons, start=first)
    assert asked[0] == (8 + 3 * 8) // RECIPE.batch


def test_another_recipe_does_not_take_up_a_checkpoint(base: Path, tmp_path: Path) -> None:
    def end(step: int, of: int, loss: float) -> None:
        if step == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_writer(base, tmp_path, RECIPE, end)
    with pytest.raises(BadInput, match=r"checkpoint\.pt"):
        train_writer(base, tmp_path, replace(RECIPE, epochs=1))


def test_any_folder_in_transformers_format_can_write(base: Path) -> None:
    """A model that has learnt nothing writes nothing that passes: its notes stand as facts."""
    (draft,) = Writer(open_realiser(Settings(model=str(base)))).draft([brief()], seed=1)
    assert draft.model.name == base.name
    assert draft.model.adapter == ""
    assert draft.fields.body


def test_what_an_adapter_learnt_is_added_to_the_weights(base: Path, tmp_path: Path) -> None:
    train_writer(base, tmp_path, RECIPE)
    (plain, _), (merged, _) = load(base), load(base, tmp_path)
    parts = load_file(tmp_path / WEIGHTS)
    added = {}
    for name, down in parts.items():
        if name.endswith(".lora_A.weight"):
            layer = name.removeprefix("base_model.model.").removesuffix(".lora_A.weight")
            up = parts[name.replace("lora_A", "lora_B")]
            added[f"{layer}.weight"] = up.float() @ down.float()  # alpha / r is 1
    assert added and all(part.any() for part in added.values())
    for name, tensor in plain.state_dict().items():
        wanted = (tensor.float() + added.get(name, 0)).to(tensor.dtype)
        assert torch.equal(merged.state_dict()[name], wanted), name


def test_an_adapter_of_another_model_is_refused(base: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match="برای این مدل ساخته نشده"):
        load(base, ADAPTER)


def test_an_adapter_of_a_model_with_more_layers_is_refused(base: Path, tmp_path: Path) -> None:
    train_writer(base, tmp_path, RECIPE)
    parts = load_file(tmp_path / WEIGHTS)
    more = {name.replace("layers.0.", "layers.99."): tensor.clone() for name, tensor in parts.items()}
    save_file(parts | more, tmp_path / WEIGHTS, {"format": "pt"})
    with pytest.raises(NotAvailable, match="برای این مدل ساخته نشده"):
        load(base, tmp_path)
