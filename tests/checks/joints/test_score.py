import pytest

from bumi.checks.joints.examples import damaged
from bumi.checks.joints.score import Score, score

GOLD = ["می‌شود و کتاب‌های «خوب» می‌رسد", "بی نیم‌فاصله"]


def test_the_gold_itself_is_perfect() -> None:
    found = score(GOLD, GOLD)
    assert (found.hit, found.missed, found.wrong, found.other, found.touch, found.f1) == (4, 0, 0, 0, 0, 1)


@pytest.mark.parametrize("how", ["space", "nothing"])
def test_what_is_damaged_has_none(how: str) -> None:
    found = score(GOLD, [damaged(line, how).text for line in GOLD])
    assert (found.hit, found.missed, found.f1) == (0, 4, 0)
    assert found.touch == pytest.approx(1000 * 4 / 7)


def test_quotation_marks_and_arabic_letters_make_no_difference() -> None:
    assert score(["«كتاب‌ها» ۱۲"], ["کتاب‌ها 12"]) == Score(hit=1, words=2)


def test_changed_letters_lose_the_line() -> None:
    assert score(["می‌رود"], ["می‌روند"]).recall == 0


def test_a_half_space_too_many_is_wrong_and_a_lost_space_is_other() -> None:
    assert score(["دست آورد خود را دید"], ["دست‌آورد خودرا دید"]) == Score(wrong=1, other=1, words=5)


def test_every_way_of_loss_knows_its_places() -> None:
    mixed = damaged("می‌رود می‌آید می‌شود", "mixed")  # of 20 letters: nothing, itself, a space
    assert (mixed.text, mixed.spaces, mixed.joints) == ("میرود می‌آید می شود", {15}, {2})


def test_intact_text_stays() -> None:
    assert damaged(GOLD[0], "intact").text == GOLD[0]
