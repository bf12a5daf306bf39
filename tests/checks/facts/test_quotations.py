import pytest

from bumi.brief import Brief
from bumi.checks import check_text


def codes(text: str, brief: Brief | None) -> list[str]:
    return [finding.code for finding in check_text(text, "body", brief, only=["quotes"])]


@pytest.mark.parametrize(
    "text",
    [
        "مریم احمدی، شهردار راور، گفت: «در باغ به روی همه مردم باز است».",
        "«امسال انار ما کم آب و شیرین شد»؛ این را رضا کریمی گفت.",
        "احمدی گفت: «درِ باغ به روی همه مردم باز است.» کریمی افزود: «امسال انار ما کم‌آب و شیرین شد».",
        "جشنواره «انار» آغاز شد.",
        "تیتر: «درِ باغ به روی همه مردم باز است»",
    ],
)
def test_the_briefs_own_words(text: str, brief: Brief) -> None:
    assert codes(text, brief) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("احمدی گفت: «در باغ همیشه به روی همه مردم باز است».", "not-in-brief"),
        ("احمدی گفت: «بیایید».", "not-in-brief"),
        ("رضا کریمی گفت: «درِ باغ به روی همه مردم باز است».", "wrong-speaker"),
        ("کریمی آمد. او گفت: «درِ باغ به روی همه مردم باز است».", "wrong-speaker"),
        ("جشنواره «پسته» آغاز شد.", "unknown-title"),
    ],
)
def test_other_words_and_other_mouths(text: str, code: str, brief: Brief) -> None:
    assert codes(text, brief) == [code]


def test_without_a_brief_nothing_is_judged() -> None:
    assert codes("او گفت: «هر چه می‌خواهد دل تنگت بگو».", None) == []
