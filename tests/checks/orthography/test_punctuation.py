import pytest

from bumi.checks import check_text, fix


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("سلام ، خوبی ؟", "سلام، خوبی؟"),
        ("سلام,خوبی? آمد;رفت", "سلام، خوبی؟ آمد؛ رفت"),
        ("آمد.وی رفت،او ماند", "آمد. وی رفت، او ماند"),
        ("( خوب ) و « بد »", "(خوب) و « بد »"),
        ('گفت"سلام دوست"', "گفت «سلام دوست»"),
        ("او “بله” گفت", "او «بله» گفت"),
        ("سلام  بر   شما", "سلام بر شما"),
        ("و...", "و…"),
        ("چه؟؟؟ نه!! و،،", "چه؟ نه! و،"),
        ("۵۰% مردم", "۵۰٪ مردم"),
        ("کتاب«گل»را", "کتاب «گل» را"),
    ],
)
def test_safe_fixes(wrong: str, right: str) -> None:
    assert fix(wrong, only=["punctuation"]) == right


@pytest.mark.parametrize(
    "text",
    [
        "ساعت ۱۷:۳۰ و ۳.۵ درصد و ۱۲٬۵۰۰ تومان؛ «نقل» و (متن).",
        "Hello, world; how are you?  Fine...",
        "نشانی https://bumi.ir/a,b;c?d و file.txt",
        "آ.پ. ۲ و ق.م. و «الف»ها",
        'نمایشگر 15" است',
        "چه؟!",
        "سطر یک\r\n  سطر دو",
    ],
)
def test_silence(text: str) -> None:
    assert check_text(text, only=["punctuation"]) == []


def test_a_lonely_quotation_mark_is_said_where_it_stands() -> None:
    found = check_text("گفت: «آمد\nو رفت» و «ماند»", only=["punctuation"])
    assert [(finding.code, finding.start) for finding in found] == [("unpaired", 5), ("unpaired", 15)]


def test_nothing_in_a_quotation_is_changed_without_asking() -> None:
    text = "گفت: «سلام ، خوبی ?»"
    assert check_text(text, only=["punctuation"])
    assert fix(text, only=["punctuation"]) == text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("۵۰۰تومان و ۱۵درصد", "۵۰۰ تومان و ۱۵ درصد"),
        ("۲۰ساله، ۱۲نفره و ۳هزار", "۲۰ ساله، ۱۲ نفره و ۳ هزار"),
        ("۱,۲۰۰ ریال و ۱۲,۳۴۵,۶۷۸ نفر", "۱٬۲۰۰ ریال و ۱۲٬۳۴۵٬۶۷۸ نفر"),
    ],
)
def test_figures_are_set_apart(wrong: str, right: str) -> None:
    assert fix(wrong, only=["punctuation"]) == right


def test_a_long_number_is_advised_and_left_alone() -> None:
    text = "۱۲۳۴۵۶۷ ریال برای ۱۲۰۰۰ نفر"
    found = check_text(text, only=["punctuation"])
    assert [(it.code, it.suggestions, it.safe) for it in found] == [
        ("ungrouped", ("۱٬۲۳۴٬۵۶۷",), False),
        ("ungrouped", ("۱۲٬۰۰۰",), False),
    ]
    assert fix(text, only=["punctuation"]) == text


@pytest.mark.parametrize(
    "text",
    [
        "تلفن ۰۳۴۳۲۱۱۲۲۳۳، روز ۱۴۰۵/۱۲/۱۱، ساعت ۸:۳۰ و ۱۲٫۵ درصد",
        "۴۵۰۰ نفر، ۱۲٬۰۰۰ نفر و شماره ۱۲۳۴۵۶",
        "۱۲م آبان و ۲۰ها، ۵ماهیگیر",
        "۱,۲ و ۱,۲۳۴۵",
        "نشانی https://bumi.ir/۱,۲۰۰/۵۰۰تومان",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert check_text(text, only=["punctuation"]) == []
