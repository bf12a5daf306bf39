import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bumi.brief import Brief
from bumi.checks import CHECKS, check_fields, check_text, fix
from bumi.errors import BadInput
from bumi.piece import Fields

WORDS = "می شود|كتاب ها|12|رفته|ای|فرصتها|PDF|a.ir|و|سه|شنبه|۱۸ مهر|ۀ|😀|@"
MARKS = '«|»|"|،| |  |,|.|...|؟؟|\u200c|\u200d|\u200f|\u0651|ـ|\r\n'
untidy = st.lists(st.sampled_from(f"{WORDS}|{MARKS}".split("|")), max_size=30).map("".join)


def test_all_is_well_with_a_good_piece(brief: Brief) -> None:
    fields = Fields(
        kicker="جشنواره انار",
        headline="درهای باغ ملی راور باز می‌شود",
        lede="جشنواره «انار» راور ۱۸ تا ۲۰ مهر در باغ ملی برگزار می‌شود.",
        body="در این جشنواره ۱۲ غرفه برپاست.\n\nمریم احمدی گفت: «درِ باغ به روی همه مردم باز است».",
        caption="جشنواره انار در راور",
        hashtags=("راور", "جشنواره_انار"),
    )
    assert check_fields(fields, brief) == []


def test_findings_come_in_reading_order(brief: Brief) -> None:
    fields = Fields(headline="۹۹ نفر", lede="كتاب ، ۹۸ نفر", body="۹۷ نفر", hashtags=("كتاب",))
    found = check_fields(fields, brief)
    assert [(f.field, f.check) for f in found] == [
        ("headline", "numbers"),
        ("lede", "script"),
        ("lede", "punctuation"),
        ("lede", "numbers"),
        ("body", "numbers"),
        ("hashtags", "script"),
    ]


def test_an_unknown_check_is_named() -> None:
    with pytest.raises(BadInput, match=r"«taste».*script"):
        check_text("متن", only=["taste"])
    with pytest.raises(BadInput):
        fix("متن", only=["taste"])
    assert fix("كتاب", only=["numbers"]) == "كتاب"


def test_words_of_the_brief_are_not_mended_without_asking(brief: Brief) -> None:
    own = brief.model_copy(update={"topic": "فرصتها"})
    assert fix("فرصتها", brief=own) == "فرصتها"
    assert fix("فرصتها") == "فرصت‌ها"


@settings(deadline=None)
@given(untidy | st.text())
def test_fixing_is_settled_and_spans_are_true(text: str) -> None:
    for finding in check_text(text):
        assert text[finding.start : finding.end] == finding.matched
    fixed = fix(text)
    assert fix(fixed) == fixed
    assert not [finding for finding in check_text(fixed) if finding.safe]


@settings(deadline=None)
@given(untidy)
def test_fixing_keeps_letters_and_lines(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(char for char in of.translate(str.maketrans("كۀ12", "کۀ۱۲")) if char.isalnum())

    assert letters(fix(text).replace("ـ", "")) == letters(text.replace("ـ", ""))
    assert fix(text).count("\n") == text.count("\n")


@settings(deadline=None, max_examples=40)
@given(untidy | st.text())
def test_any_text_has_an_answer_against_a_brief(text: str) -> None:
    brief = Brief(kind="event", topic="آزمون", agency="شهرداری", county="راور", axis="فرهنگ", notes=("۱۸ مهر",))
    assert all(finding.check in CHECKS for finding in check_text(text, brief=brief))


@pytest.mark.parametrize(
    "text",
    [
        "کتاب ها ، می شود. " * 5_000,
        "«" * 50_000,
        '"ب" ' * 20_000,
        "۱ و " * 20_000,
        "a." * 50_000,
        "1-" * 50_000,
        "ک" * 100_000,
        "متهم علی رضایی و پیکر و مثل گاو " * 3_000,
        "۱۲ب۳۴۵-۶۵ منزل ۰۳۴۳۲۱۲۳۴۵۶ " * 3_000,
        "نه می‌رود را است می‌باشد از با دو کتاب‌ها مردم " * 3_000,
    ],
    ids=["prose", "open", "straight", "days", "dots", "dashes", "word", "persons", "doors", "grammar"],
)
def test_long_texts_take_time_in_proportion(text: str, brief: Brief) -> None:
    check_text("گرم", brief=brief)
    started = time.process_time()
    check_text(text, brief=brief)
    assert time.process_time() - started < 10
