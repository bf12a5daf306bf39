"""The privacy check on the labelled sentences: precision and recall of both halves, and how they are counted."""

import pytest

from bumi.checks.evaluation import personal_data_rows
from bumi.checks.evaluation.personal_data import (
    SETS,
    KindScore,
    LabelledSentence,
    labelled_sentences,
    personal_data_scores,
)


@pytest.mark.parametrize("half", ["dev", "test"])
def test_personal_data_is_found_and_figures_are_left_alone(half: str) -> None:
    sentences = labelled_sentences(SETS / f"{half}.tsv")
    assert len(sentences) > 75 and 0.4 < sum(not each.kinds for each in sentences) / len(sentences) < 0.6
    *_, every = personal_data_scores(sentences)
    assert every.kind == "all" and every.precision > 0.95 and every.recall > 0.95


def test_the_test_half_stands_in_the_table_of_measures() -> None:
    rows = [*personal_data_rows()]
    assert [row.check for row in rows] == ["privacy, precision", "privacy, recall"] and all(row.passed for row in rows)


def test_scores_by_kind() -> None:
    sentences = [
        LabelledSentence(frozenset({"mobile"}), "همراه ۰۹۱۳۳۴۰۷۷۸۸"),
        LabelledSentence(frozenset({"mobile"}), "همراه ندارم"),
        LabelledSentence(frozenset(), "همراه ۰۹۱۳۳۴۰۷۷۸۹"),
    ]
    scores = [*personal_data_scores(sentences)]
    assert scores == [KindScore("mobile", 2, 2, 1), KindScore("all", 2, 2, 1)]
    assert (scores[0].precision, scores[0].recall) == (0.5, 0.5)
