"""YAML files as people write them."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from bumi.errors import BadInput
from bumi.plain_yaml import documents_in, documents_of
from tests.desk.attacks import YAMLS


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "any.yaml"


def problem(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BadInput) as caught:
        documents_of(path)
    (sentence,) = caught.value.problems
    return sentence


@pytest.mark.parametrize(
    "typed", ["18:30", "0341", "1405-07-01", "12.50", "1_000", "yes", "1e3", "null", "~", "!!int x"]
)
def test_a_value_is_the_text_that_was_typed(written: Path, typed: str) -> None:
    written.write_text(f"when: {typed}\n", "utf-8")
    assert documents_of(written) == [{"when": typed.removeprefix("!!int ")}]


def test_empty_documents_between_others_are_passed_over(written: Path) -> None:
    written.write_text("---\na: ب\n---\n# شرح\n---\n- پ\n---\n", "utf-8")
    assert documents_of(written) == [{"a": "ب"}, ["پ"]]


def test_a_byte_order_mark_is_no_part_of_the_first_key(written: Path) -> None:
    written.write_text("a: ب\n", "utf-8-sig")
    assert documents_of(written) == [{"a": "ب"}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a: ب".encode("utf-16"), "با رمزگذاری UTF-8 ذخیره کنید"),
        ("a: تیر".encode("cp1256", "replace"), "با رمزگذاری UTF-8 ذخیره کنید"),
        ("topic: الف: ب", "سطر ۱، ستون ۱۱"),
        ("a: ب\n  b: پ", "سطر ۲، ستون"),
        ("? [a]\n: b", "سطر ۱، ستون"),
        ("a: \x07", "قالب این پرونده YAML نیست"),
        ("[" * 3000, "سطر ۱، ستون ۱۰۰۱"),
        ("- " * 3000, "سطر ۱، ستون ۴۱"),
        ("- a\n" * 20_001, "بیش از ۲۰۰۰۰ مقدار"),
        ("a" * 600_000, "بزرگ‌تر از ۵۱۲ کیلوبایت"),
        ("", "پرونده خالی است"),
        ("# شرح\n---\n", "پرونده خالی است"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_place_and_the_remedy(
    written: Path, content: str | bytes, words: str
) -> None:
    sentence = problem(written, content)
    assert sentence.startswith("any.yaml: ")
    assert words in sentence


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.yaml: این پرونده باز نشد"):
        documents_of(tmp_path / "none.yaml")


def test_a_small_file_that_would_unfold_to_an_endless_one_is_refused(written: Path) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))
    assert "سطر ۲، ستون ۱۰" in problem(written, bomb)


@pytest.mark.parametrize("kind", YAMLS)
def test_no_file_takes_long_whatever_is_in_it(kind: str) -> None:
    for size in (100_000, 500_000):
        begun = time.thread_time()
        with suppress(BadInput):
            documents_in(YAMLS[kind](size), "any.yaml")
        assert time.thread_time() - begun < 3
