import pytest

from bumi.brief import Brief
from bumi.checks import CHECKS, check_text, fix
from bumi.checks.orthography import with_madda
from bumi.checks.orthography.spelling import confused


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


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("سپاسگذاریم", "سپاسگزاریم", "compound"),
        ("سپاسگذار", "سپاسگزار", "compound"),
        ("خدمت‌گذاران", "خدمت‌گزاران", "compound"),
        ("برگذاری", "برگزاری", "compound"),
        ("قانون گزاری", "قانون گذاری", "compound"),
        ("تأثیرگزارترین", "تأثیرگذارترین", "compound"),
        ("بنیانگزار", "بنیانگذار", "compound"),
        ("گاهاً", "گاهی", "tanvin"),
        ("گاها", "گاهی", "tanvin"),
        ("امورات", "امور", "plural"),
        ("بعنوان", "به عنوان", "attached"),
        ("خواستگاه", "خاستگاه", "sound"),
        ("اذر", "آذر", "madda"),
        ("اباد", "آباد", "madda"),
    ],
)
def test_what_is_found(wrong: str, right: str, kind: str) -> None:
    found = [(each.kind, each.written) for each in confused(f"این {wrong} است")]
    assert found == [(kind, right)]


@pytest.mark.parametrize(
    "text",
    [
        "برگزار شد",
        "کارگزاری و کارگذاری",
        "قانون‌گذار",
        "نمازگزاران",
        "خبرگزاری",
        "واگذاری",
        "گذار از بحران",
        "می‌گذارد",
        "آبادی رحمت‌آباد",
    ],
)
def test_what_is_right(text: str) -> None:
    assert not list(confused(text))


def test_a_madda_that_a_phone_left_out_is_put_back_within_names_too() -> None:
    assert (
        with_madda("۱۲ اذر در رحمت‌اباد و محمداباد و عنبراباد، اخر خط")
        == "۱۲ آذر در رحمت‌آباد و محمدآباد و عنبرآباد، آخر خط"
    )
    assert with_madda("آبادی آباد و اجاره ابزار") == "آبادی آباد و اجاره ابزار"
