import pytest

from models.shorthand import in_order


@pytest.mark.parametrize(
    ("noted", "ordered"),
    [
        ("ممنوع: روشن کردن آتش، چیدن بدون اجازه", "روشن کردن آتش و چیدن بدون اجازه ممنوع"),
        ("رایگان: ورود کودکان.", "ورود کودکان رایگان"),
        ("لازم: کارت ملی؛ عکس نه", "لازم: کارت ملی؛ عکس نه"),
        ("ثبت‌نام: رایگان", "ثبت‌نام: رایگان"),
        (
            "محور منوجان - کهنوج بسته، مسیر جایگزین: نودژ – قلعه‌گنج",
            "محور منوجان-کهنوج بسته، مسیر جایگزین: نودژ-قلعه‌گنج",
        ),
        ("آش - نان - چای", "آش - نان - چای"),
    ],
)
def test_words_come_in_the_order_of_a_sentence(noted: str, ordered: str) -> None:
    assert in_order(noted) == ordered
