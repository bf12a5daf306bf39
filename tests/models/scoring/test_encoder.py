"""The cross-encoder, with a tiny random one."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.models.scoring.encoder import SEGMENTS, CrossEncoder, Reader, aligned, batches
from bumi.models.training.support import SupportRecipe, train_support
from tests.models.tiny import tiny_encoder
from tests.models.training.test_support import few, shared  # noqa: F401  # fixtures


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_encoder(tmp_path_factory.mktemp("tiny") / "encoder")


def test_segments_say_which_words_are_matched(base: Path) -> None:
    row = Reader(base).row("باغ ملی", "باغ نو")
    assert len(row.ids) == len(row.segments)
    assert row.segments == [0, *(1,) * 3, *(0,) * 4, 0, 5, *(6,) * 3, *(5,) * 3, 5]


def test_forms_of_a_word_are_matched(base: Path) -> None:
    assert 6 in Reader(base).row("غرفه‌ها", "۱۲ غرفه").segments
    assert 6 not in Reader(base).row("غرفه‌ها", "۱۲ کتاب").segments


def test_what_is_too_long_is_cut(base: Path) -> None:
    assert len(Reader(base).row("باغ " * 400, "انار " * 400).ids) == 220 + 80 + 4


def test_batches_hold_every_row_once() -> None:
    lengths = [*range(1, 300, 7)]
    cut = batches(range(len(lengths)), lengths)
    assert sorted(at for batch in cut for at in batch) == [*range(len(lengths))]
    assert len(cut) > 1


@pytest.mark.usefixtures("few")
def test_a_row_has_the_same_logit_in_every_batch(base: Path, shared: Path, tmp_path: Path) -> None:  # noqa: F811
    train_support(base, shared, tmp_path, SupportRecipe(rank=2, steps=2))
    encoder = CrossEncoder(base, tmp_path)
    pairs = [("باغ ملی باز است", "باغ باز است."), ("ورود آزاد است؛ " * 9, "ورود آزاد است."), ("انار", "انار نیست.")]
    together = encoder.logits(pairs)
    assert together == pytest.approx([encoder.logits([pair])[0] for pair in pairs], abs=1e-4)


NOTE = "برای خانه پودری ۶ کیلویی یا گازی ۴ کیلویی بخرید"


def segments(text: str, other: str = NOTE) -> dict[str, int]:
    return {text[it.start : it.end]: it.segment for it in aligned(text, other)}


def test_a_word_of_the_other_text_is_matched_in_whatever_form() -> None:
    assert segments("غرفه‌های ۱۲", "12 غرفه") == {"غرفه‌های": 1, "۱۲": 1}
    assert segments("باغ نو", "باغ ملی") == {"باغ": 1, "نو": 0}


def test_neighbours_are_told_before_and_behind() -> None:
    assert segments("خانه پودری ۶") == {"خانه": 3, "پودری": 4, "۶": 2}


def test_exchanged_values_lose_their_neighbours() -> None:
    said, turned = segments("پودری ۶ یا گازی ۴"), segments("پودری ۴ یا گازی ۶")
    assert (said["۶"], said["۴"]) == (4, 2)
    assert (turned["۶"], turned["۴"]) == (1, 1)


def test_words_that_say_nothing_have_no_neighbours() -> None:
    assert segments("پودری یا گازی", "پودری یا گازی") == {"پودری": 3, "یا": 1, "گازی": 2}


@given(st.text("ابپت۱۲ ،و", max_size=40), st.text("ابپت۱۲ ،و", max_size=40))
def test_words_stand_in_order_and_a_text_is_whole_beside_itself(text: str, other: str) -> None:
    found = aligned(text, other)
    assert all(one.end < two.start for one, two in pairwise(found))
    assert all(0 <= it.segment < SEGMENTS for it in found)
    assert all(it.segment for it in aligned(text, text))
