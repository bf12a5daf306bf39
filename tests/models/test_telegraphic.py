"""Notes that are made of sentences leave out what an officer leaves out, and nothing that carries a fact."""

import random
import re
from pathlib import Path

import pytest

from bumi.text import flat, normal, numbers
from models.examples import is_learnt, read_pairs, sentences_of
from models.telegraphic import SOURCES, examples_from, retold

PAIRS = read_pairs()[:40]
PARAGRAPH = "این کارگاه ۱۲ نفر ظرفیت دارد و در سالن شهر برگزار می‌شود. ورود به آن برای همه آزاد است."


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for source in SOURCES:
        path = tmp_path / f"{source}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("", "utf-8")
    path.write_text(f"{PARAGRAPH}\n{PARAGRAPH}\nThis is not Persian at all.\n", "utf-8")
    return tmp_path


def test_every_sentence_of_clean_text_is_asked_for_once(corpora: Path) -> None:
    answers = {example.answer for example in examples_from(corpora, 1)}
    assert answers == {normal(it) + "." for it in PARAGRAPH.rstrip(".").split(". ")}
    assert len(examples_from(corpora, 1)) == 2


def test_another_seed_leaves_out_other_words() -> None:
    one, same, other = ([e.prompt for p in PAIRS for e in retold(p, random.Random(seed))] for seed in (1, 1, 2))
    assert one == same != other


def test_the_sentences_of_a_pair_keep_their_numbers_in_the_note() -> None:
    for pair in PAIRS:
        sentences = {normal(it["text"]) for place, it in sentences_of(pair) if place == "body" and is_learnt(it)}
        for example in retold(pair, random.Random(3)):
            note = example.prompt.partition("نکته: ")[2].removesuffix("\n=>")
            assert example.answer in sentences
            assert [value for _, _, value in numbers(note)] == [value for _, _, value in numbers(example.answer)]
            assert len(note.split()) <= len(example.answer.split())
            assert set(re.findall(r"\w+", flat(note))) <= set(re.findall(r"\w+", flat(example.answer)))
