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
        "۴۰۰اُمین و ۵۰ متر² و CO₂ و O۲ و H۲O و m³",
    ],
)
def test_silence(text: str) -> None:
    assert codes(text) == []


def test_what_only_a_person_can_mend() -> None:
    assert codes("کرمانs و حوزة آب و ن\ufffdم") == ["mixed", "ta", "lost"]
    assert fix("کرمانs", only=["script"]) == "کرمانs"


@pytest.mark.parametrize(
    ("wrong", "right"), [("با ９९ نفر", "با ۹۹ نفر"), ("با ⑨⑨ نفر", "با ۹۹ نفر"), ("با ⑩ نفر", "با ۱۰ نفر")]
)
def test_digits_of_other_scripts_and_shapes_block_and_are_mended(wrong: str, right: str) -> None:
    (finding,) = check_text(wrong, only=["script"])
    assert (finding.code, finding.severity, finding.safe) == ("numeral", "blocks", True)
    assert fix(wrong, only=["script"]) == right


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("½ کیلو", ("۰٫۵",)),
        ("۲½ کیلو", ("٫۵",)),
        ("⅓ باغ", ()),
        ("قرن Ⅻ", ("۱۲",)),
        ("۱O نفر", ("۱۰",)),
        ("۱۰⁶ متر", ()),
    ],
)
def test_what_is_no_plain_digit_is_left_to_a_person(text: str, suggestions: tuple[str, ...]) -> None:
    (finding,) = check_text(text, only=["script"])
    assert (finding.code, finding.severity, finding.safe) == ("numeral", "blocks", False)
    assert finding.suggestions == suggestions


@pytest.mark.parametrize(("word", "severity"), [("Kermаn", "blocks"), ("سیرجIن", "blocks"), ("کرمانs", "warns")])
def test_a_letter_that_poses_as_one_of_another_script_blocks(word: str, severity: str) -> None:
    (finding,) = check_text(word, only=["script"])
    assert (finding.code, finding.severity) == ("mixed", severity)


def test_a_printed_shape_is_shown_in_persian_letters_and_what_is_no_letter_left() -> None:
    (finding,) = check_text("ﻛﺘﺎﺑﻲ", only=["script"])
    assert finding.suggestions == ("کتابی",)
    assert codes("\ufdd0\ufdee\ufe73") == []


def test_in_a_quotation_letters_and_digits_are_mended_and_nothing_else() -> None:
    assert fix("«كار 12 رفتـــند»", only=["script"]) == "«کار ۱۲ رفتـــند»"


@pytest.mark.parametrize(
    "hidden", ["⠼⠊⠊", "九九", "ЗО", "नौ", "\U0001ccf9\U0001ccf9", "\ue000", "⼗", "㈱", "שאול", "\U00010a00"]
)
def test_a_script_that_a_persian_text_has_no_use_for_blocks(hidden: str) -> None:
    (finding,) = check_text(f"با {hidden} نوازنده", only=["script"])
    assert finding.matched == hidden
    assert (finding.severity, finding.safe) == ("blocks", False)


@pytest.mark.parametrize(
    "text", ["😀 🎻 ❤\ufe0f 🇮🇷", "® ™ € ° § → • ★ ✓", "naïve Škoda café", "پرتو α و Ω", "۵ ㎡", "عَلَم", "﷼"]
)
def test_latin_words_emoji_and_common_signs_are_fine(text: str) -> None:
    assert codes(text) == []


def test_letters_that_pose_as_digits_beside_a_separator_are_shown() -> None:
    (finding,) = check_text("با loo.ooo نوازنده", only=["script"])
    assert (finding.code, finding.severity, finding.suggestions) == ("numeral", "warns", ("۱۰۰.۰۰۰",))
    assert codes("در oil.ooo و lo.ol و bio.org") == []
