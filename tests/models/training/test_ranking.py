"""What may be printed becomes likelier than what may not, in the loss and in a model that learns by it."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

import bumi.models.training.ranking as ranking
import bumi.models.training.writer as training
from bumi.brief import Kind
from bumi.models.data.training_examples import Preference, of_note, read_notes
from bumi.models.request import Request
from bumi.models.training.ranking import Rankings, rankings, share_first
from bumi.models.training.writer import Recipe, train_writer
from bumi.models.weights.loading import TokenRow, load
from tests.models.tiny import tiny_gemma

REQUEST = Request(Kind.EVENT, "body", "جشنواره انار", (("n1", "۴۲ غرفه؛ ورود رایگان"),))
GOOD = "این جشنواره ۴۲ غرفه دارد و ورود رایگان است."
BAD = ("۴۲ غرفه است و ورود رایگان می‌شود.", "۴۲ غرفه برگزار می‌شود و ورود رایگان است.")
LISTS = [
    Preference(replace(REQUEST, topic=f"جشنواره {name}"), (GOOD,), BAD) for name in ("انار", "گردو", "پسته", "خرما")
]


def loss_where(monkeypatch: pytest.MonkeyPatch, good: float, bad: list[float]) -> float:
    told = [torch.tensor(each) for each in (good, *bad)]
    monkeypatch.setattr(ranking, "log_likelihoods", lambda *_: told)
    row: TokenRow = ([1], ([2, 3],) * len(told))
    return float(Rankings(((row, 1),), ()).loss(None, 0, "cpu"))


def test_the_loss_falls_as_the_good_one_gets_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    behind, level, ahead = (loss_where(monkeypatch, -4.0, [bad]) for bad in (-1.0, -4.0, -9.0))
    assert behind > level > ahead
    assert loss_where(monkeypatch, -4.0, []) > loss_where(monkeypatch, -1.0, []), "alone it is to be likely"
    assert loss_where(monkeypatch, -4.0, [-9.0, -1.0]) > ahead, "every bad one counts"


def test_a_list_without_a_good_sentence_teaches_nothing(tmp_path: Path) -> None:
    _, tokenizer = load(tiny_gemma(tmp_path))
    beside = [*map(of_note, read_notes()[:10])]
    assert rankings([Preference(REQUEST, (), BAD)], beside, tokenizer, 1) == []
    (batch,) = rankings(LISTS, beside, tokenizer, 1)
    assert len(batch.lists) == 4
    assert {(good, len(answers)) for (_, answers), good in batch.lists} == {(1, 3)}
    assert len(batch.beside) == 3


def test_a_model_learns_which_to_choose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base, taught = tiny_gemma(tmp_path / "base"), Recipe(rank=2, epochs=1, ranking=0, house=8, batch=8, rate=1e-2)
    notes = read_notes()[:20]
    monkeypatch.setattr(training, "read_pairs", lambda: [])
    monkeypatch.setattr(training, "read_notes", lambda: notes)
    monkeypatch.setattr(training, "read_preferences", lambda: LISTS)
    train_writer(base, tmp_path / "taught", taught)
    train_writer(base, tmp_path / "ranked", replace(taught, epochs=0, ranking=80, rate=4e-2), start=tmp_path / "taught")
    before, after = (share_first(*load(base, tmp_path / name), LISTS) for name in ("taught", "ranked"))
    assert before < after == 1.0
