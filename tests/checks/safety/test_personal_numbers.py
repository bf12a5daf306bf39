"""Numbers of persons are found however they are parted and in whatever digits, and other numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.checks import check_text
from bumi.persian.numbers import number_words

SCRIPTS = [
    str.maketrans("0123456789", digits) for digits in ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９")
]
GAPS = ["", " ", "\u200c", "\u00a0", "-", " - ", "–", ".", "/", "_", "\n", "\u2009", "\u200f ", "ـ", "\u200d"]
WORDS = {str(value): word for word, value in number_words().items() if value < 1000}
NUMBERS = {
    "mobile": ["0913", "340", "77", "88"],
    "card": ["5892", "1007", "5291", "7037"],
    "national-id": ["083", "016", "613", "0"],
    "iban": ["04", "0160", "1396", "2459", "5711", "7777", "41"],
}
LED = {"mobile": "", "card": "کارت ", "national-id": "کد ملی ", "iban": "شبای IR"}


def found(text: str) -> list[str]:
    return [finding.code for finding in check_text(text, only=["privacy"])]


@given(st.sampled_from(sorted(NUMBERS)), st.data())
def test_neither_gaps_nor_scripts_hide_a_number(kind: str, data: st.DataObject) -> None:
    groups = NUMBERS[kind]
    gaps = data.draw(st.lists(st.sampled_from(GAPS), min_size=len(groups) - 1, max_size=len(groups) - 1))
    said = groups[0] + "".join(gap + group for gap, group in zip(gaps, groups[1:], strict=True))
    mixed = "".join(digit.translate(data.draw(st.sampled_from(SCRIPTS))) for digit in said)
    assert kind in found(f"بنویسید {LED[kind]}{mixed} است"), said


@given(st.integers(0, 99_999_999), st.sampled_from([0, 1, 2, 3, 4, 9]), st.sampled_from(SCRIPTS))
def test_a_mobile_needs_no_zero_before_it(rest: int, operator: int, script: dict[int, int]) -> None:
    number = f"9{operator}{rest:08}".translate(script)
    assert found(f"شماره همراه {number} است") == ["mobile"]
    assert found(f"بهای آن {number} ریال است") == []
    assert "mobile" not in found(f"شماره پرونده {number} است")


@given(
    st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=6), st.sampled_from([" ", "، ", "؛", " و بعد ", "-"])
)
def test_words_do_not_hide_a_mobile(groups: list[str], gap: str) -> None:
    """A whole mobile of random words, and digits for what is left over."""
    digits, said = "0913", ["صفر", "نهصد و سیزده"]
    for group in groups:
        if len(digits) + len(group) <= 11:
            digits, said = digits + group, [*said, WORDS[group]]
    if left := "7" * (11 - len(digits)):
        said.append(left)
    text = f"شماره من {gap.join(said)} است"
    assert found(text) == ["mobile"], text


@pytest.mark.parametrize(
    "text",
    [
        *("در ۱۴۰۵/۰۹/۱۲ و ۳۱۲ ۸۸۴۵", "ساعت ۰۹:۳۰، ۱۲:۳۱ و ۸۸۴", "رتبه‌ها ۰۹، ۰۲، ۳۱، ۲۸، ۸۴، ۵"),
        *("۹۱۳ نفر، ۳۴۰ تن و ۷۷۸۸ متر", "اعتبار ۹٬۱۳۳٬۴۰۷٬۷۸۸ ریال", "نهصد و سیزده و سیصد و چهل و هفتاد نفر"),
        *("فروش ۳ میلیارد و ۴۰۰ میلیون تومان", "بخشنامه ۹۰۲/۳۱۲/۸۸۴۵", "مختصات ۵۷.۰۸۳۴۰۷ و ۳۰.۲۸۳۴۰۱"),
    ],
    ids=range(9),
)
def test_figures_dates_and_laws_are_no_personal_numbers(text: str) -> None:
    assert found(text) == []


def test_the_message_shows_the_ends_of_a_number_in_words() -> None:
    (finding,) = check_text("شماره صفر نهصد و سیزده، سیصد و چهل، ۷۷۸۸", only=["privacy"])
    assert "۰۹…۸۸" in finding.message
