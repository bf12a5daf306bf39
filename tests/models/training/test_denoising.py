"""Notes that are made of sentences leave out what an officer leaves out, and nothing that carries a fact."""

import re
from pathlib import Path

import pytest

from bumi.models.training.denoising import SOURCES, examples_from
from bumi.persian.text import flat, normal, numbers

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


def test_another_seed_leaves_out_other_words(corpora: Path) -> None:
    prompts = [{example.prompt for example in examples_from(corpora, seed)} for seed in range(8)]
    assert {example.prompt for example in examples_from(corpora, 3)} == prompts[3]
    assert any(each != prompts[0] for each in prompts)


def test_a_note_keeps_the_numbers_and_has_no_word_of_its_own(corpora: Path) -> None:
    for example in (example for seed in range(8) for example in examples_from(corpora, seed)):
        note = example.prompt.partition("نکته: ")[2].removesuffix("\n=>")
        assert [value for _, _, value in numbers(note)] == [value for _, _, value in numbers(example.answer)]
        assert len(note.split()) <= len(example.answer.split())
        assert set(re.findall(r"\w+", flat(note))) <= set(re.findall(r"\w+", flat(example.answer)))
