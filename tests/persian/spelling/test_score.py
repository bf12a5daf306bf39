import pytest

from bumi.persian.spelling.score import Score, score


def test_a_word_put_right_a_word_missed_and_a_word_spoiled() -> None:
    found = score(["آعاز بازدیذ از شهر"], ["آغاز بازدید از شهر"], ["آغاز بازدیذ از شهرها"])
    assert found == Score(words=4, errors=2, changed=2, found=1, fixed=1, false=1)
    assert found.detection == found.correction == pytest.approx(0.5)
    assert found.false_alarms == pytest.approx(0.5)


def test_found_but_wrongly_mended() -> None:
    found = score(["گقت"], ["گفت"], ["گشت"])
    assert (found.found, found.fixed, found.false) == (1, 0, 0)


def test_spaces_and_half_spaces_make_no_difference() -> None:
    assert score(["می شود كتاب"], ["می‌شود کتاب"], ["میشود کتاب"]) == Score(words=3)


def test_one_word_for_two() -> None:
    assert score(["بعنوان هدیه"], ["به عنوان هدیه"], ["به‌عنوان هدیه"]).fixed == 1
