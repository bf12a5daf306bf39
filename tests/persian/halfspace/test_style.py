import pytest

from bumi.persian.halfspace.style import joins_plurals, only_plural


@pytest.mark.parametrize(
    "text",
    [
        "سازمانهای بزرگ می‌گویند",  # the other half-spaces are kept
        "سازمانهای بزرگ می گویند",  # the others are spaces, and this is none
        "سازمانهای بزرگ و خانه‌های ما",  # what cannot be joined is not
        "سازمانهای بزرگ و کتاب‌های خوب می‌گویند",  # one of each is no evidence
    ],
)
def test_a_text_that_joins_its_plurals(text: str) -> None:
    assert joins_plurals(text)


@pytest.mark.parametrize(
    "text",
    [
        "سازمانهای بزرگ میگویند",  # half-spaces are lost everywhere
        "سازمانهای بزرگ و کتاب‌های خوب و میزها را باغ‌ها و شهرک‌ها می‌گویند",
        "سازمانهای بزرگ و کتاب های خوب می گویند",
        "سازمانهای بزرگ",  # who knows
        "",
    ],
)
def test_a_text_that_does_not(text: str) -> None:
    assert not joins_plurals(text)


def test_what_is_only_a_plural() -> None:
    assert only_plural("کتاب‌ها") and only_plural("سازمان‌های")
    assert not any(map(only_plural, ("می‌شود", "برنامه‌ریزی‌ها", "کتابها")))
