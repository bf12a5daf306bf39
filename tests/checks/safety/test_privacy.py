import pytest

from bumi.brief import Brief
from bumi.checks import check_text


def codes(text: str, brief: Brief | None = None) -> list[tuple[str, str]]:
    return [(f.code, f.severity) for f in check_text(text, "body", brief, only=["privacy"])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("کد ملی ۰۰۸۴۵۷۵۹۴۸", "national-id"),
        ("کد ملی 008-457594-8", "national-id"),
        ("کارت ۶۰۳۷ ۹۹۷۵ ۹۹۰۰ ۰۰۰۸", "card"),
        ("کارت 4111111111111111", "card"),
        ("شبا IR820540102680020817909002", "iban"),
        ("شبا IR82 0540 1026 8002 0817 9090 02", "iban"),
    ],
)
def test_what_blocks(text: str, code: str) -> None:
    assert codes(text) == [(code, "blocks")]


@pytest.mark.parametrize(
    ("text", "code"), [("۰۹۱۲ ۱۲۳ ۴۵۶۷", "mobile"), ("+989121234567", "mobile"), ("a.b@bumi.ir", "email")]
)
def test_what_warns(text: str, code: str) -> None:
    assert codes(f"نشانی {text} است") == [(code, "warns")]


@pytest.mark.parametrize(
    "text",
    [
        "۰۰۸۴۵۷۵۹۴۷",
        "۱۱۱۱۱۱۱۱۱۱",
        "شماره پرونده ۰۰۸۴۵۷۵۹۴۸",
        "4111111111111112",
        "IR820540102680020817909003",
        "تلفن ۰۳۴-۳۳۲۲۱۱۰۰ و ۱۲۲",
        "۱۰٬۰۰۰٬۰۰۰٬۰۰۰ ریال",
    ],
)
def test_other_numbers_are_no_secret(text: str) -> None:
    assert codes(text) == []


def test_a_line_that_the_brief_gives_may_stand(brief: Brief) -> None:
    assert codes("هماهنگی با 0913-123-4567", brief) == []
    assert codes("هماهنگی با 0913-123-4568", brief) == [("mobile", "warns")]


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("کد پستی ۷۶۱۶۹۱۳۴۳۹ است", "postal-code", "۷۶۱۶۹۱۳۴۳۹"),
        ("کدپستی: 76169-13439", "postal-code", "76169-13439"),
        ("کد‌پستی ملک ۰۰۸۴۵۷۵۹۴۸", "postal-code", "۰۰۸۴۵۷۵۹۴۸"),
        ("خودرو ۱۲ ب ۳۴۵ ایران ۶۵ ایستاد", "plate", "۱۲ ب ۳۴۵ ایران ۶۵"),
        ("پلاک ایران ۶۵ - ۳۴۵ ب ۱۲", "plate", "ایران ۶۵ - ۳۴۵ ب ۱۲"),
        ("به شماره پلاک ۱۲ب۳۴۵-۶۵", "plate", "۱۲ب۳۴۵-۶۵"),
        ("ایران 65 12الف345", "plate", "ایران 65 12الف345"),
        ("موتورسیکلت با پلاک ۱۲۳-۴۵۶۷۸", "plate", "۱۲۳-۴۵۶۷۸"),
        ("خانه شخصی وی، کوچه ۵، پلاک ۱۲", "home", "خانه شخصی وی، کوچه ۵، پلاک ۱۲"),
        ("منزل او در خیابان شریعتی، کوچه ۱۲ است", "home", "منزل او در خیابان شریعتی، کوچه ۱۲"),
        ("منزلش در بلوار جمهوری، واحد ۳", "home", "منزلش در بلوار جمهوری، واحد ۳"),
        ("محل سکونت متهم: کوچه ۲۱", "home", "محل سکونت متهم: کوچه ۲۱"),
        ("ساکن خیابان امام، پلاک ۱۴", "home", "ساکن خیابان امام، پلاک ۱۴"),
    ],
)
def test_what_leads_to_a_door_warns_unless_the_brief_gives_it(text: str, code: str, found: str, brief: Brief) -> None:
    (finding,) = check_text(text, "body", brief, only=["privacy"])
    assert (finding.code, finding.severity, finding.matched) == (code, "warns", found)
    given = brief.model_copy(update={"notes": (*brief.notes, text)})
    assert codes(text, given) == []


@pytest.mark.parametrize(
    "text",
    [
        "پلاک ۱۲ خیابان شریعتی",
        "۱۲ و ۳۴۵ نفر، از ۱۲ تا ۳۴۵ و ۶۵",
        "ایران ۶۵ نفر فرستاد",
        "۱۲۳ ۴۵۶۷۸ اصله نهال",
        "ده رقم ۷۶۱۶۹۱۳۴۳۹",
        "خانه بهداشت، کوچه ۱۲، پلاک ۵",
        "خانه معلم، پلاک ۵",
        "گاز منازل کوچه ۱۲ تا ۲۰ قطع است",
        "برق منزل مشترکان کوچه ۱۲ قطع می‌شود",
        "کارگران ساکن کرمان در واحد ۳ نیروگاه",
        "لوازم منزل در بازار، پلاک ۵",
    ],
)
def test_other_places_are_no_secret(text: str, brief: Brief) -> None:
    assert codes(text, brief) == []


@pytest.mark.parametrize(
    "line", ["۰۳۴-۳۲۱۲۳۴۵۶", "03432123456", "(۰۳۴) ۳۲۱۲۳۴۵۶", "+98 34 3212 3456", "۳۲۱۲۳۴۵۶", "۳۲۱۲-۳۴۵۶"]
)
def test_a_land_line_that_the_brief_does_not_give_is_advised_on(line: str, brief: Brief) -> None:
    text = f"برای نوبت با تلفن {line} تماس بگیرید"
    assert codes(text, brief) == [("land-line", "advises")]
    given = brief.model_copy(update={"call_to_action": "تلفن ۰۳۴-۳۲۱۲۳۴۵۶"})
    assert codes(text, given) == []
    assert codes(text) == []  # nothing to compare it with, and most are offices'


@pytest.mark.parametrize(
    "text", ["تلفن ۱۲۲، ۱۵۷۰ و ۰۹۶۳۸۰", "۳۲۱۲۳۴۵۶ ریال", "شماره حساب ۰۱۲۳۴۵۶۷۸۹۰", "۳۲٬۱۲۳٬۴۵۶ نفر"]
)
def test_other_numbers_are_no_land_line(text: str, brief: Brief) -> None:
    assert codes(text, brief) == []


def test_the_message_shows_only_the_ends() -> None:
    (finding,) = check_text("کد ملی ۰۰۸۴۵۷۵۹۴۸", only=["privacy"])
    assert "۰۰…۴۸" in finding.message
    assert finding.matched not in finding.message


def test_in_an_answer_to_the_public_no_line_may_stand_that_no_agency_publishes() -> None:
    notes = ["با ۰۹۱۳-۱۲۳-۴۵۶۷ یا ۰۳۴۳۳۲۲۱۱۰۰ تماس بگیرید"]
    place = {"topic": "آب کی وصل می‌شود؟", "agency": "آبفا کرمان", "county": "کرمان", "axis": "خدمات", "notes": notes}
    answer, notice = (Brief.model_validate({"kind": kind, **place}) for kind in ("answer", "notice"))
    assert codes(notes[0], answer) == [("mobile", "blocks")], "the line of an office helps"
    assert codes(notes[0], notice) == []
