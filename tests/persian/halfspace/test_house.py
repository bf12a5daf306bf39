"""The style that a house may choose for ها and تر, and what it makes of texts."""

import pytest
from pydantic import ValidationError

from bumi.checks import check_text, fix
from bumi.persian.halfspace.house import Style, house_style, in_style

FREE, APART, JOINED = (Style(plurals=way, comparatives=way) for way in ("free", "apart", "joined"))


@pytest.mark.parametrize(
    ("apart", "joined"),
    [
        ("کتاب‌ها", "کتابها"),
        ("کتاب‌هایشان", "کتابهایشان"),
        ("بزرگ‌تر", "بزرگتر"),
        ("بزرگ‌ترین", "بزرگترین"),
        ("مهم‌تری", "مهمتری"),
    ],
)
def test_a_choice_is_written_as_the_house_does(apart: str, joined: str) -> None:
    for word in (apart, joined):
        assert in_style(word, APART) == apart and in_style(word, JOINED) == joined and in_style(word, FREE) == word


@pytest.mark.parametrize(
    "word",
    ["خانه‌ها", "بهتر", "بیشترین", "کبوتر", "دفتر", "میزها", "زیباتر", "تنها", "آنها", "برنامه‌ریزی", "می‌شود"],
)
def test_what_leaves_no_choice_stays(word: str) -> None:
    assert in_style(word, APART) == in_style(word, JOINED) == word


def test_the_choices_are_three_and_ours_is_one_of_them() -> None:
    assert house_style().plurals in ("apart", "joined", "free")
    with pytest.raises(ValidationError):
        Style.model_validate({"plurals": "above", "comparatives": "free"})


@pytest.mark.parametrize(
    ("style", "mended"),
    [
        (FREE, "کتابهای بزرگ‌تر و باغ‌های کوچکتر می‌خواهند"),
        (APART, "کتاب‌های بزرگ‌تر و باغ‌های کوچک‌تر می‌خواهند"),
        (JOINED, "کتابهای بزرگتر و باغهای کوچکتر می‌خواهند"),
    ],
)
def test_a_text_is_mended_into_the_style(style: Style, mended: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bumi.checks.orthography.halfspace.house_style", lambda: style)
    text = "کتابهای بزرگ‌تر و باغ‌های کوچکتر می خواهند"
    once = fix(text, only=["halfspace"])
    if style is not FREE:
        assert once == mended
    assert fix(once, only=["halfspace"]) == once and "می‌خواهند" in once
    assert fix(f"«{text}»", only=["halfspace"]) == f"«{text}»"
    assert not [it for it in check_text(mended, only=["halfspace"]) if it.safe] or style is FREE
