"""What cannot be meant whoever says it: an agency that kills, a past tomorrow, a price of nothing, a source twice."""

import pytest

from bumi.brief import Brief
from bumi.checks import check_text
from bumi.persian.calendar import parse_moment

RULES = ("doubled", "source", "agent", "tense", "small-sum")


@pytest.fixture(autouse=True)
def _ninth_of_azar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bumi.checks.facts.dates.now", lambda: parse_moment("1405/09/09 10:00"))


def other(brief: Brief, **given: object) -> Brief:
    return Brief.model_validate({**brief.model_dump(exclude={"starts_at", "ends_at"}), **given})


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
        ("اداره ثبت احوال کرمان ۲ نفر را کشت.", "agent"),
        ("دیروز اداره گاز راور دو کارگر جوان را کشت.", "agent"),
        ("شهرداری کرمان جان باخت.", "agent"),
        ("در ریزش آوار، شهرداری کرمان بر اثر شدت ضربه جان خود را از دست داد.", "agent"),
        ("جمعیت هلال‌احمر راور درگذشت.", "agent"),
        ("هلال‌احمر جان سه نفر را گرفت.", "agent"),
        ("پلیس سه مسافر خودرو را به کام مرگ فرستاد.", "agent"),
        ("بیمارستان باهنر ۳ بیمار را کشت.", "agent"),
        ("جشنواره پس‌فردا در باغ ملی برگزار شد.", "tense"),
        ("باغ هفته آینده افتتاح شد.", "tense"),
        ("باغ فردا با حضور شاعران و مردم گشایش یافت.", "tense"),
        ("جشنواره ۳۰ آذر ۱۴۰۵ برگزار شد.", "tense"),
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
        "به گفته شهرداری کرمان، یک کارگر جان باخت. کارگر شهرداری کرمان جان باخت. در بیمارستان باهنر جان باخت.",
        "پلیس راهور در حادثه جان باخت. شهرداری درگذشت استاد را تسلیت گفت. شهرداری از خطای او درگذشت.",
        "اورژانس راور میزبان کارگری است که جان باخت. شهرداری به بازار جان داد. شرکت در مسابقه جان سه نفر را گرفت.",
        "جشنواره ۳۰ آذر ۱۴۰۴ برگزار شد. زلزله بم ۵ دی ۱۳۸۲ رخ داد. جشنواره ۳۰ آذر برگزار شد.",
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
    assert [codes(text, brief=it) for it in (before, after)] == [["tense"], []]


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("notice", "در جیرفت هشدار سازمان مدیریت بحران، سیلاب در جنوب کرمان سه شنبه ۱۰ آذر رخ داد.", ["tense"]),
        ("notice", "سیلاب ۱۰ آذر در جیرفت و کهنوج روی داده است.", ["tense"]),
        ("notice", "سیلاب ۸ آذر رخ داد. باران ۳۰ بهمن آغاز شد. گرما ۱۰ خرداد آغاز شد.", ["tense"]),
        ("notice", "زلزله ۵ دی سال ۱۳۸۲ رخ داد. سال گذشته ۳۰ آذر سیل رخ داد. جشن ۳۱ آذر برگزار شد.", []),
        ("recap", "نشست ۱ دی صورت گرفت.", ["tense"]),
        ("feature", "زلزله بم ۵ دی رخ داد.", []),
    ],
)
def test_a_day_without_a_year_is_to_come_where_it_is_near(brief: Brief, kind: str, text: str, found: list[str]) -> None:
    assert codes(text, brief=other(brief, kind=kind)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("شب شعر یلدا دوشنبه ۳۰ آذر، ساعت ۱۹، در کتابخانه عمومی راور برگزار شد.", ["tense"]),
        ("شهردار گفت: شب شعر روز ۳۰ آذر برگزار می‌شود. شب شعر که پارسال ۳۰ آذر برگزار شد، باز می‌آید.", []),
        ("اعلام شد که شب شعر ۳۰ آذر است. قرار شد ۳۰ آذر برگزار شود. ۳۰ آذر تصویب شد. ۳۰ آذر تعیین شد.", []),
        ("به ۳۰ آذر موکول شد. شب شعر منتقل شد به ۳۰ آذر. ثبت‌نام تا ۳۰ آذر تمدید شد.", []),
        ("ثبت‌نام شب شعر ۳۰ آذر آغاز شد. نشست هماهنگی شب شعر ۳۰ آذر برگزار شد. نمایشگاه تا ۳۰ آذر برپا شد.", []),
        ("شب شعر ۳۰ آذر است و نمایشگاه افتتاح شد. برای شب شعر ۳۰ آذر نشستی برگزار شد.", []),
        ("نشست در مدرسه ۳۰ آذر برگزار شد. شب شعر ۳۰ آذر و نشست ۵ آذر برگزار شد.", []),
    ],
)
def test_the_past_of_a_coming_event(brief: Brief, text: str, found: list[str]) -> None:
    own = other(brief, when="دوشنبه ۳۰ آذر، ساعت ۱۹")
    assert codes(text, brief=own) == found


def test_a_coming_event_is_to_come_on_any_day(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "جشنواره ۱۸ مهر برگزار شد."
    for today in ("1405/07/10", "1405/07/18", "1405/09/09"):
        monkeypatch.setattr("bumi.checks.facts.dates.now", lambda today=today: parse_moment(today))
        assert codes(text, brief=brief) == ["tense"]
        assert codes(text, brief=other(brief, kind="recap")) == []
    assert codes("جشنواره ۱۸ مهر ۱۴۰۴ برگزار شد.", brief=brief) == []


def test_a_near_day_may_be_of_another_year(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = other(brief, kind="notice", when="")
    for today, text, found in (
        ("1405/12/25", "سیل ۵ فروردین رخ داد.", ["tense"]),
        ("1406/01/05", "سیل ۲۵ اسفند رخ داد.", []),
    ):
        monkeypatch.setattr("bumi.checks.facts.dates.now", lambda today=today: parse_moment(today))
        assert codes(text, brief=notice) == found


def test_an_agency_of_the_brief_takes_no_life(brief: Brief) -> None:
    assert codes("باغ وحش راور جان سه نفر را گرفت.") == []
    assert codes("باغ وحش راور جان سه نفر را گرفت.", brief=other(brief, agency="باغ وحش راور")) == ["agent"]


def test_a_small_sum_of_the_brief_itself_is_only_advised_on(brief: Brief) -> None:
    given = brief.model_copy(update={"notes": ("نان ۸۰ تومان",)})
    (finding,) = (it for it in check_text("نان ۸۰ تومان است.", brief=given) if it.code == "small-sum")
    assert finding.severity == "advises"
