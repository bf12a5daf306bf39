import pytest

from bumi.persian.halfspace.places import places
from bumi.persian.halfspace.stored import tagger
from bumi.persian.halfspace.tagger import SORTS, certain, sort


def mended(text: str) -> str:
    for start, end in reversed([*tagger().missing(text)]):
        text = f"{text[:start]}‌{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("lost", "right"),
    [
        ("خانه ها و کتاب ها را می خرند", "خانه‌ها و کتاب‌ها را می‌خرند"),
        ("عبدالله بن زبیر آمد", "عبدالله‌بن‌زبیر آمد"),
        ("نقش عبداللهبنزبیر", "نقش عبدالله‌بن‌زبیر"),
        ("نیمه نهایی را می بیند و می رود", "نیمه‌نهایی را می‌بیند و می‌رود"),
        ("برای مدرسه رضایت نامه می دهند", "برای مدرسه رضایت‌نامه می‌دهند"),
    ],
)
def test_what_is_missing(lost: str, right: str) -> None:
    assert mended(lost) == right


@pytest.mark.parametrize("text", ["حسین بن علی", "به کار خود رسید", "او آمد، ها!", "شده است", "از بهزیستی نامه می‌دهند"])
def test_what_is_not(text: str) -> None:
    assert mended(text) == text


def test_every_place_is_of_a_sort() -> None:
    text = "به شدت باران می بارد و کتابهای سه شنبه‌ها راه حل ندارند"
    found = {sort(place) for place in places(text)}
    assert found <= set(SORTS)
    assert {each.split()[0] for each in found} >= {"to", "inside", "gap", "listed"}


def test_a_mark_between_words_is_no_gap() -> None:
    assert not any(certain(place) for place in places("او می. رود"))
