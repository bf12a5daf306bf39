import pytest

from bumi.brief import Brief
from bumi.checks import check_text
from bumi.checks.facts.dates import known_days


def strange(text: str, brief: Brief | None) -> list[str]:
    return [finding.matched for finding in check_text(text, "lede", brief, only=["dates"])]


@pytest.mark.parametrize(
    "text",
    [
        "۱۸ مهر",
        "هجدهم مهرماه",
        "۱۸ تا ۲۰ مهر",
        "نوزدهم مهر",
        "پنجشنبه و پنج شنبه و شنبه",
        "۱۴۰۵/۷/۱۸",
        "امام جمعه راور",
    ],
)
def test_the_briefs_days_in_any_form(text: str, brief: Brief) -> None:
    assert strange(text, brief) == []


@pytest.mark.parametrize(
    "text", ["۲۱ مهر", "۱۸ آبان", "بیست و پنجم مهر", "۱۷ تا ۲۰ مهر", "۱۴۰۵/۸/۱۸", "دوشنبه", "جمعه"]
)
def test_a_day_of_its_own_blocks(text: str, brief: Brief) -> None:
    assert strange(f"برنامه {text} است", brief) == [text]


def test_without_a_brief_nothing_is_judged() -> None:
    assert strange("دوشنبه ۲۱ مهر", None) == []


def test_days_that_a_note_abbreviates_are_of_the_brief(brief: Brief) -> None:
    own = brief.model_copy(update={"when": "", "starts_at": None, "notes": ("د تا چ، س ۹",)})
    assert check_text("دوشنبه تا چهارشنبه", brief=own, only=["dates"]) == []
    assert check_text("جمعه", brief=own, only=["dates"])


def test_what_a_brief_knows(brief: Brief) -> None:
    known = known_days(brief)
    assert {(7, 18), (7, 19), (7, 20)} <= known.keys
    assert known.year(7, 18) == 1405
    assert known.year(7, 19) is None
