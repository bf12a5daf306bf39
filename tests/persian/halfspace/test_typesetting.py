import pytest

from bumi.persian.halfspace import typeset


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("بچه ها می آیند و نمی مانند", "بچه‌ها می‌آیند و نمی‌مانند"),
        ("کتابهایی که میخوانند", "کتاب‌هایی که می‌خوانند"),
        ("خاک شنی و آب گرم چاه و فردایش پیش نیاز", "خاک شنی و آب گرم چاه و فردایش پیش نیاز"),
        ("میدان آزادی، ها!", "میدان آزادی، ها!"),
        ("", ""),
    ],
)
def test_only_signs_of_verbs_and_plurals_are_parted(text: str, set_: str) -> None:
    assert typeset(text) == set_
