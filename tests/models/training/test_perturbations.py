"""Faults that rules plant: each changes what is said, and only that."""

import random

import pytest

from bumi.models.training.perturbations import RULES, TYPES, renumbered

SENTENCES = {
    "number": "۱۲ غرفه در باغ ملی باز است.",
    "swap": "۱۲ غرفه و ۳۰ کارگاه باز است.",
    "unit": "آب ۳ روز قطع می‌شود.",
    "negation": "ورود به باغ ممنوع است.",
    "condition": "اگر باران ببارد، جشن در سالن برپا می‌شود.",
    "certainty": "احتمال دارد جاده بسته شود.",
    "scope": "همه مدرسه‌ها تعطیل است.",
    "agent": "شهرداری کرمان خیابان را شست.",
    "role": "زنان رایگان وارد می‌شوند.",
    "cause": "جاده به علت برف بسته شد.",
    "status": "جشن برگزار شد.",
    "limit": "حداقل ۵ نفر لازم است.",
    "order": "پیش از ثبت‌نام به سایت بروید.",
    "trend": "دما افزایش یافت.",
    "inclusion": "جشن با موسیقی برپا می‌شود.",
    "relation": "کارگاه صبح برای کودکان بم و نمایش عصر برای مادران است.",
}


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_is_planted(type_: str) -> None:
    made = {RULES[type_](SENTENCES[type_], random.Random(seed)) for seed in range(9)} - {None}
    assert made
    assert SENTENCES[type_] not in made


@pytest.mark.parametrize("type_", RULES)
def test_what_does_not_fit_is_left(type_: str) -> None:
    assert RULES[type_]("سلام", random.Random(1)) is None


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("آب قطع می‌شود.", "آب قطع نمی‌شود."),
        ("آب قطع نمی‌شود.", "آب قطع می‌شود."),
        ("کلاس دایر نیست.", "کلاس دایر است."),
        ("سیل نبرد.", "سیل برد."),
    ],
)
def test_verbs_are_denied_and_affirmed(said: str, turned: str) -> None:
    assert turned in {RULES["negation"](said, random.Random(seed)) for seed in range(9)}


def test_a_number_exchanged_in_both_stays_true() -> None:
    made = renumbered("۱۲ غرفه", "۱۲ غرفه باز است.", random.Random(3))
    assert made
    premise, sentence = made
    assert premise.split()[0] == sentence.split()[0] != "۱۲"


def test_numbers_that_only_one_has_are_left() -> None:
    assert renumbered("۱۲ غرفه", "۱۳ غرفه باز است.", random.Random(3)) is None
