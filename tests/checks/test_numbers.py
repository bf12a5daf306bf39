import pytest

from bumi.brief import Brief
from bumi.checks import check_text


def strange(text: str, brief: Brief | None) -> list[str]:
    return [finding.matched for finding in check_text(text, "body", brief, only=["numbers"])]


@pytest.mark.parametrize(
    "text",
    [
        "۱۲ غرفه، دوازده غرفه و 12 غرفه",
        "ساعت ۱۷:۳۰، هفده و نیم، ۱۷ و ۳۰ دقیقه",
        "ساعت ۱۷ و ۵ عصر",
        "بلیت ۳۵ هزار و ۶۰ هزار تومان؛ شصت هزار، ۶۰٬۰۰۰",
        "جایزه ۸۰ میلیون تومان و بودجه ۲٫۵ میلیارد، دو و نیم میلیارد",
        "یک برنامه در این سه روز؛ هر دو نوبت",
        "نخستین دوره و دوم مهر و سه‌شنبه",
        "گفت: «۹۹ نفر»",
        "۱۸ مهر",
        "تماس با ۱۲۲",
    ],
)
def test_the_briefs_numbers_in_any_form(text: str, brief: Brief) -> None:
    assert strange(text, brief) == []


@pytest.mark.parametrize("number", ["۱۳", "چهارصد", "۸۰ میلیارد", "۱۸:۳۰", "۲٫۴", "هفت"])
def test_a_number_of_its_own_blocks(number: str, brief: Brief) -> None:
    assert strange(f"حدود {number} نفر", brief) == [number]
    (finding,) = check_text(f"حدود {number} نفر", "lede", brief, only=["numbers"])
    assert finding.severity == "blocks"
    assert number in finding.message


def test_without_a_brief_nothing_is_judged() -> None:
    assert strange("۹۹ نفر", None) == []


def test_amounts_without_a_number_are_held_to_the_brief_too(brief: Brief) -> None:
    for invented in ("هزاران", "صدها", "ده‌ها", "پانزدهمین", "بیستم"):
        (finding,) = check_text(f"این {invented} برنامه است.", brief=brief, only=["numbers"])
        assert finding.matched == invented
