import pytest

from bumi.checks import check_text, fix


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("می شود و نمی توان", "می‌شود و نمی‌توان"),
        ("میشود و نمیخواهند", "می‌شود و نمی‌خواهند"),
        ("بر می گردد و برمی گردد", "بر می‌گردد و برمی‌گردد"),
        ("کتاب های خوب و میز ها", "کتاب‌های خوب و میز‌ها"),
        ("فرصتها و تصمیمهای تازه", "فرصت‌ها و تصمیم‌های تازه"),
        ("برنامهریزی و دانشآموزان", "برنامه‌ریزی و دانش‌آموزان"),
        ("برنامه ریزی شهری", "برنامه‌ریزی شهری"),
        ("رفته اند و خانه ای و رفتهاند", "رفته‌اند و خانه‌ای و رفته‌اند"),
        ("بزرگ ترین و مهم تر", "بزرگ‌ترین و مهم‌تر"),
        ("سه شنبه", "سه‌شنبه"),
        ("به زودی می رسد", "به‌زودی می‌رسد"),
        ("آنها میگویند", "آن‌ها می‌گویند"),
        ("انتخابات میان دوره ای", "انتخابات میان‌دوره‌ای"),
        ("\u200cمی\u200c\u200cشود\u200c.", "می‌شود."),
        ("می\u200c شود", "می‌شود"),
    ],
)
def test_safe_fixes(wrong: str, right: str) -> None:
    assert fix(wrong, only=["halfspace"]) == right


@pytest.mark.parametrize(
    "text",
    [
        "میدان میهن و میراث میوه و میان میزبان و میمون",
        "تنهای تنها در انتهای راه به بهای جان",
        "کشورهای همسایه و نیروهای مردمی و کارهایش",
        "کلاهبرداری، رهگیری، آبگرمکن، سبزیکار، همجوار و اتوبوسرانی",
        "نگهدارنده به تری رسید",
        "آنها و اینها بیشتر و بهتر و دفتر و دختر",
        "دست آورد و باز کرد",
        "سه نفر به شدت کار می‌کنند",
        "👨‍👩‍👧 و PDF‌ها",
    ],
)
def test_silence(text: str) -> None:
    assert check_text(text, only=["halfspace"]) == []


def test_a_house_that_joins_its_plurals_is_advised_and_left_alone() -> None:
    text = "سازمانهای بزرگ می‌گویند"
    (finding,) = check_text(text, only=["halfspace"])
    assert (finding.code, finding.suggestions, finding.safe) == ("joined-plural", ("سازمان‌های",), False)
    assert fix("سازمانهای بزرگ و کتاب‌های خوب", only=["halfspace"]) == "سازمان‌های بزرگ و کتاب‌های خوب"


def test_the_span_is_the_words_themselves() -> None:
    text = "😀 او می رود."
    (finding,) = check_text(text, only=["halfspace"])
    assert finding.matched == text[finding.start : finding.end] == "می رود"
