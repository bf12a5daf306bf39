"""A verb is woven only into a clause that has a noun it goes with."""

import pytest

from models.constraints.automaton import Thread
from models.constraints.collocations import is_action, is_person, is_place, is_time, selecting_words, unselected
from models.constraints.insertions import woven_words


def can_be(note: str, sentence: str, head: str = "") -> bool:
    thread = Thread(note, head)
    return thread.all_said(thread.after(sentence))


@pytest.mark.parametrize(
    ("note", "right", "wrong"),
    [
        ("هشدار زرد هواشناسی", "هشدار زرد هواشناسی صادر شد", "هشدار زرد هواشناسی برپا شد"),
        ("۳ پس‌لرزه", "۳ پس‌لرزه رخ داد", "۳ پس‌لرزه برگزار شد"),
        ("خسارت به ۳۴۰ هکتار باغ", "خسارت به ۳۴۰ هکتار باغ وارد شد", "خسارت به ۳۴۰ هکتار باغ اهدا شد"),
        ("۹ تیم", "۹ تیم رقابت کردند", "۹ تیم طول کشید"),
        ("قهرمان استان", "قهرمان استان معرفی شد", "قهرمان استان ساخته شد"),
        ("۲ قایق", "۲ قایق در دسترس است", "۲ قایق تشکیل شد"),
        ("گزارش: ۱۱۵", "برای گزارش با شماره ۱۱۵ تماس بگیرید", "گزارش ۱۱۵ حرکت می‌کند"),
    ],
)
def test_a_verb_goes_with_its_nouns(note: str, right: str, wrong: str) -> None:
    assert can_be(note, right)
    assert not can_be(note, wrong)


def test_plurals_and_endings_are_the_same_noun() -> None:
    for noun in ("کارگاه", "کارگاه‌ها", "کارگاه‌های", "کارگاهی"):
        assert "برگزار" not in unselected([noun])
    assert "برگزار" in unselected(["کارد"])


def test_each_clause_has_its_own_nouns() -> None:
    note = "کارگاه سفال، هزینه ۲۰۰ هزار تومان"
    assert can_be(note, "کارگاه سفال برگزار می‌شود و هزینه ۲۰۰ هزار تومان است")
    assert not can_be(note, "کارگاه سفال است و هزینه ۲۰۰ هزار تومان برگزار می‌شود")


def test_a_list_is_one_clause() -> None:
    assert can_be("کارگاه، نشست و نقاشی", "کارگاه، نشست و نقاشی برگزار می‌شود")


def test_what_is_said_of_the_topic_goes_with_the_topic() -> None:
    assert can_be("فضای باز", "این کنسرت در فضای باز برگزار می‌شود", "کنسرت")
    assert not can_be("فضای باز", "فضای باز برگزار می‌شود", "کنسرت")


def test_every_word_that_chooses_can_be_woven() -> None:
    assert selecting_words() <= woven_words()


def test_places_people_times_and_actions_are_known_by_their_nouns() -> None:
    assert is_place("پارک") and is_place("روستاهای") and not is_place("گلیم")
    assert is_person("دانشجو") and is_person("قایق‌سوار") and not is_person("پارک")
    assert is_action("تعمیر") and is_action("پرداخت") and not is_action("کابل")
    assert is_time("چهارشنبه") and not is_time("مدیر")
