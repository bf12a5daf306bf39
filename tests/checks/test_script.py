import pytest

from bumi.checks import check_text, fix


def codes(text: str) -> list[str]:
    return [finding.code for finding in check_text(text, only=["script"])]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("كتاب‌هاي علي", "کتاب‌های علی"),
        ("۱٢ نفر و 15 کتاب", "۱۲ نفر و ۱۵ کتاب"),
        ("رفتـــند", "رفتند"),
        ("می¬شود", "می‌شود"),
        ("سلا\u200bم\ufeff", "سلام"),
        ("\u202bسلام\u202c", "سلام"),
        ("ﻛﺘﺎﺏ", "کتاب"),
        ("ہمه", "همه"),
    ],
)
def test_safe_fixes(wrong: str, right: str) -> None:
    assert fix(wrong, only=["script"]) == right


@pytest.mark.parametrize(
    "text",
    [
        "با Windows 11 و COVID-19 در https://a.ir/12?q=3 و info7@bumi.ir",
        "نام او PDF‌ها و PDFها بود",
        "۱۴۰۵ هـ.ش",
        "بابُـل",
        "👨‍👩‍👧 خانواده",
        "Oxygen\u200e) یکی",
        "دائرة المعارف",
        "CO2 در 5 GB",
    ],
)
def test_silence(text: str) -> None:
    assert codes(text) == []


def test_what_only_a_person_can_mend() -> None:
    assert codes("کرمانs و حوزة آب و ن\ufffdم") == ["mixed", "ta", "lost"]
    assert fix("کرمانs", only=["script"]) == "کرمانs"


def test_a_printed_shape_is_shown_in_persian_letters_and_what_is_no_letter_left() -> None:
    (finding,) = check_text("ﻛﺘﺎﺑﻲ", only=["script"])
    assert finding.suggestions == ("کتابی",)
    assert codes("\ufdd0\ufdee\ufe73") == []


def test_in_a_quotation_letters_and_digits_are_mended_and_nothing_else() -> None:
    assert fix("«كار 12 رفتـــند»", only=["script"]) == "«کار ۱۲ رفتـــند»"
