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
        "کد پستی ۰۰۸۴۵۷۵۹۴۸",
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


def test_the_message_shows_only_the_ends() -> None:
    (finding,) = check_text("کد ملی ۰۰۸۴۵۷۵۹۴۸", only=["privacy"])
    assert "۰۰…۴۸" in finding.message
    assert finding.matched not in finding.message
