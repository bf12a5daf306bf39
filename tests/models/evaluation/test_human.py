"""Drafts are written out to be judged, and judgements counted; a careless file is told, all of it at once."""

import pytest

from bumi.errors import BadInput
from bumi.models.evaluation.human import AS_IT_STANDS, OPPOSITE, READ, TRUE, judged, to_judge
from tests.models.evaluation.test_metrics import BODY, BRIEF, LEDE, written

BLANK = to_judge([BRIEF] * 2, [written(), written(plain=True)])


def with_judgements(*judgements: tuple[str, str]) -> str:
    """The blank reading with a (judgement, fault) for each of its first sentences."""
    note, header, *rows = BLANK.splitlines()
    cells = [row.split("\t")[:7] for row in rows]
    for row, judgement in zip(cells, [*judgements, *[("", "")] * len(cells)], strict=False):
        row += judgement
    return "\n".join([note, header, *("\t".join(row) for row in cells)])


def test_a_reading_has_a_row_a_sentence_with_its_notes() -> None:
    note, header, *rows = BLANK.splitlines()
    assert note == "# m, adapter none, seed 1"
    assert header.split("\t")[-2:] == ["judgement", "fault"]
    cells = [row.split("\t") for row in rows]
    assert [(row[0], row[3], row[4]) for row in cells[:3]] == [
        ("1", "headline", BRIEF.topic),
        ("1", "lede", LEDE),
        ("1", "body", BODY[0]),
    ]
    assert cells[1][5] == f"{BRIEF.topic} | {BRIEF.when}"
    assert [row[6] for row in cells] == [""] * 5 + [""] * 2 + ["plain"] * 3
    assert all(row[7:] == ["", ""] for row in cells)


def test_judgements_are_counted() -> None:
    spoiled = [("clumsy", "فعل ندارد"), ("opposite", "ممنوع مجاز شده است")]
    text = with_judgements(*[("true", "")] * 6, *[("stiff", "گفتاری")] * 2, *spoiled)
    read, true, printed, opposite = judged(text, "a.tsv")
    assert (read.bar, read.value, read.passed) == (READ, 2, False)
    assert (true.bar, true.value, true.passed) == (TRUE, 0.8, False)
    assert (printed.bar, printed.value, printed.passed) == (AS_IT_STANDS, 0.6, True)
    assert len(true.faults) == 2 and "ممنوع مجاز شده است" in true.faults[1]
    assert (opposite.bar, opposite.value, opposite.passed) == (OPPOSITE, 1, False)


def test_only_drafts_read_whole_count_as_read() -> None:
    read, true, _, opposite = judged(with_judgements(*[("true", "")] * 9), "a.tsv")
    assert read.value == 1 and true.value == 1.0 and true.passed and opposite.passed


def test_thirty_drafts_read_and_true_reach_the_bars() -> None:
    text = to_judge([BRIEF] * 30, [written()] * 30).replace("\t\t\n", "\ttrue\t\n")
    assert all(it.passed for it in judged(text, "a.tsv"))


def test_nothing_read_is_nothing_true() -> None:
    assert not any(it.passed for it in judged(BLANK, "a.tsv")[:2])


def test_every_careless_row_is_told() -> None:
    text = with_judgements(("good", ""), ("untrue", ""), ("true", ""))
    with pytest.raises(BadInput) as told:
        judged(text, "a.tsv")
    assert len(told.value.problems) == 2
    assert "a.tsv، جمله ۱" in told.value.problems[0] and "«good»" in told.value.problems[0]
    assert "جمله ۲" in told.value.problems[1]


def test_a_file_of_something_else_is_told() -> None:
    with pytest.raises(BadInput, match="ستون"):
        judged("چیزی دیگر\n", "a.txt")
