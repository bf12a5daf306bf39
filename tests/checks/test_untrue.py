"""What cannot be meant whoever says it: an agency that kills, a past tomorrow, a price of nothing, a source twice."""

import pytest

from bumi.brief import Brief
from bumi.checks import check_text

RULES = ("doubled", "source", "agent", "tense", "small-sum")


def codes(text: str, field: str = "body", brief: Brief | None = None) -> list[str]:
    return [it.code for it in check_text(text, field, brief) if it.code in RULES]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("باغ باز شد،. بیایید.", "doubled"),
        ("باغ باز شد؛، بیایید.", "doubled"),
        ("باغ باز است؟. بیایید.", "doubled"),
        ("گفت: «باغ باز است.».", "doubled"),
        ("به گزارش شهرداری راور شهرداری راور اعلام کرد باغ باز است.", "source"),
        ("به گفته مدیر باغ، در باز است و مدیر باغ افزود ورود آزاد است.", "source"),
        ("به گزارش اورژانس کرمان، راه باز است، به نقل از اورژانس کرمان.", "source"),
        ("اورژانس کرمان در سه روز جان ۶ نفر را گرفت.", "agent"),
        ("اداره برق راور در حادثه دیروز ۶ نفر را به کشتن داد.", "agent"),
        ("جشنواره پس‌فردا در باغ ملی برگزار شد.", "tense"),
        ("باغ هفته آینده افتتاح شد.", "tense"),
        ("بلیت ۸۰ تومان است.", "small-sum"),
        ("بلیت هشتاد تومان است.", "small-sum"),
    ],
)
def test_what_is_found(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "باغ باز است… بیایید. شعر، موسیقی؛ و نمایش؟! بیایید.",
        "به گزارش ایرنا، شهرداری راور اعلام کرد باغ باز است. شهرداری راور افزود ورود آزاد است.",
        "به گزارش شهرداری راور، معاون شهرداری راور گفت باغ باز است.",
        "اورژانس کرمان اعلام کرد سیل جان ۶ نفر را گرفت. سیل جان ۶ نفر را گرفت. اورژانس جان ۶ نفر را نجات داد.",
        "جشنواره فردا برگزار خواهد شد. قرار شد جشنواره فردا برگزار شود. فردای آن روز جشن برگزار شد.",
        "برای فردا آماده است و دیروز جشنواره برگزار شد. از فردا می‌گویند که جشن برگزار شد.",
        "بلیت ۸۰ هزار تومان و ۱۲ هزار و ۵۰۰ تومان است؛ سکه ۵۰۰ تومانی. از ۳۵ تا ۶۰ هزار تومان.",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_lede_names_its_source_once(brief: Brief) -> None:
    lede = "به گزارش شهرداری راور، باغ باز است. شهرداری راور اعلام کرد ورود آزاد است."
    assert codes(lede, "lede", brief) == ["source"]
    assert codes(lede, "body", brief) == []


def test_a_date_is_to_come_after_the_day_of_publication(brief: Brief) -> None:
    before = Brief.model_validate({**brief.model_dump(), "publish_at": "1405/07/10 10:00"})
    after = Brief.model_validate({**brief.model_dump(), "publish_at": "1405/07/21 10:00"})
    text = "جشنواره ۱۸ مهر برگزار شد."
    assert [codes(text, brief=it) for it in (before, after, brief)] == [["tense"], [], []]


def test_a_small_sum_of_the_brief_itself_is_only_advised_on(brief: Brief) -> None:
    given = brief.model_copy(update={"notes": ("نان ۸۰ تومان",)})
    (finding,) = (it for it in check_text("نان ۸۰ تومان است.", brief=given) if it.code == "small-sum")
    assert finding.severity == "advises"
