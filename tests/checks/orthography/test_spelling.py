import pytest

from bumi.brief import Brief
from bumi.checks import CHECKS, check_text, fix


def found(text: str, brief: Brief | None = None) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(it.code, it.matched, it.suggestions) for it in check_text(text, brief=brief, only=["spelling"])]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("بازدیذ از موزه آزاد است", "بازدیذ", "بازدید"),
        ("وزیر در این بازه گقت که کار تمام است", "گقت", "گفت"),
        ("دوره آموزسی این هفته آغاز می‌شود", "آموزسی", "آموزشی"),
        ("انتخاات این دوره برگزار شد", "انتخاات", "انتخابات"),
    ],
)
def test_a_slip_is_found_with_what_was_meant(text: str, wrong: str, right: str) -> None:
    assert found(text) == [("word", wrong, (right,))]


@pytest.mark.parametrize(
    "text",
    [
        "بازدید از کلوت‌های شهداد و ارگ راین در نوروز آزاد است.",
        "ترامپ و پوتین در هلسینکی دیدار کردند.",
        "گردشگران از قلعه‌گنج تا ریگان آمدند و می‌خواهند بمانند.",
        "«بازدیذ» در نقل‌قول می‌ماند.",
        "کتابخانه‌های عمومی، دانش‌آموزان و آتش‌نشانان؛ ۱۲ نفر و PDF",
        "",
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


def test_words_of_the_brief_are_right(brief: Brief) -> None:
    text = "گروه بازدیذ به راور آمد"
    assert found(text, brief)
    assert found(text, brief.model_copy(update={"topic": "کنسرت گروه بازدیذ"})) == []


def test_nothing_is_mended_without_asking() -> None:
    assert "spelling" in CHECKS
    assert fix("بازدیذ سپاسگذار گاهاً", only=["spelling"]) == "بازدیذ سپاسگذار گاهاً"


def test_a_spoken_form_is_told_once_and_is_no_slip() -> None:
    told = [(it.check, it.matched) for it in check_text("این کتاب را بخرن.") if it.matched == "بخرن"]
    assert told == [("register", "بخرن")]
