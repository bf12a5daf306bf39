import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.morphology import verb_forms
from bumi.persian.verbs import affirmative, finite, is_verb, plurals


def test_only_what_is_nothing_but_a_verb_is_finite() -> None:
    verbs = "شد است می‌رود نمی‌روند گفتند خریدم نکرد شوند"
    others = "کرد خرید گوشی بارانی بلند مانند مردم برگشت باخت نشده خواهند می‌نوشته دوم"
    assert [word for word in verbs.split() if not finite(word)] == []
    assert [word for word in others.split() if finite(word)] == []


def test_the_word_before_says_whether_it_is_a_verb() -> None:
    assert is_verb(["او", "آمد"], 1)
    assert not is_verb(["رفت", "و", "آمد"], 2)
    assert not is_verb(["در", "آمد"], 1)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("می‌کند", ("می‌کنند",)),
        ("می‌زد", ("می‌زدند",)),
        ("می‌داد", ("می‌دادند",)),
        ("می‌خورد", ("می‌خورند", "می‌خوردند")),
        ("است", ("هستند",)),
        ("داد", ("دادند",)),
        ("شدند", ()),
        ("کتاب", ()),
    ],
)
def test_the_verb_of_several_persons(one: str, many: tuple[str, ...]) -> None:
    assert plurals(one) == many


def test_the_verb_without_its_no() -> None:
    pairs = {"نیست": "است", "نمی‌آید": "می‌آید", "نیامد": "آمد", "نکرد": "کرد", "نوشت": "", "رفت": "", "نان": ""}
    assert {word: affirmative(word) for word in pairs} == pairs


@given(st.sampled_from(sorted(verb_forms())))
def test_the_verb_of_several_is_a_verb_and_no_longer_of_one(form: str) -> None:
    for many in plurals(form):
        assert many in verb_forms()
        assert plurals(many) == ()
