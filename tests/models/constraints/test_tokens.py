"""What tokens write, whatever the tokenizer."""

from pathlib import Path

import pytest
from transformers import AutoTokenizer

from bumi.models.constraints.tokens import COMPLETIONS, TokenVocabulary, completes, is_whole, joined, parted
from bumi.settings import ROOT
from tests.models.tiny import TINY

TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "briefs").glob("*.yaml"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tiny")


@pytest.mark.parametrize("family", ["llama", "qwen"])
def test_tokens_of_bytes_join_to_the_text_they_were_cut_from(folder: Path, family: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(TINY[family](folder / family))
    vocabulary = TokenVocabulary(tokenizer)
    parts = 0
    for line in (line for text in TEXTS for line in text.splitlines()):
        written = ""
        for token in tokenizer(line, add_special_tokens=False).input_ids:
            parts += not is_whole(vocabulary.text[token])
            written = joined(written, vocabulary.text[token])
        assert written == line
    assert parts, "no character was ever cut"


def test_a_character_is_whole_with_its_last_byte() -> None:
    half = "\udce2\udc80"  # of the half-space, E2 80 8C
    assert parted(f"می{half}") == ("می", half)
    assert joined(f"می{half}", "\udc8cشود") == "می\u200cشود"
    assert "\u200c" in COMPLETIONS[half]
    assert completes("\udce2", "\udc80") and completes(half, "\udc8cشود")
    assert not completes(half, "شود") and not completes(half, "\udcb0")


def test_ends_and_size_are_the_models_where_it_differs_from_its_tokenizer(folder: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(TINY["qwen"](folder / "sized"))
    vocabulary = TokenVocabulary(tokenizer, len(tokenizer) + 5, [0])
    assert vocabulary.ends == [0, 2]
    assert vocabulary.text[-5:] == [""] * 5
    assert len(vocabulary.simple) == vocabulary.size == len(tokenizer) + 5
    assert len(TokenVocabulary(tokenizer, 300).text) == 300
