import pytest

from bumi.brief import Brief
from bumi.checks import check_fields, check_text
from bumi.piece import Fields


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
        "جشنواره «انار» و «امسال انار ما کم‌آب و شیرین شد»",
        "شاعر، نقاش و نوازنده آمدند؛ این سه نفر و آن سه نفر",
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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("این ۹۹ نوازنده", "۹۹"),
        ("هر ۹۹ داوطلب", "۹۹"),
        ("آن ۵۰۰", "۵۰۰"),
        ("این نود نوازنده، داوطلب و شاعر", "نود"),
        ("این هفت نوازنده، یکی و یکی", "هفت"),
        ("با «۹۹» نوازنده", "۹۹"),
        ("گفت: «۹۹ نفر»", "۹۹"),
        ("با صَد نوازنده", "صَد"),
        ("با ص\ufe76د نوازنده", "ص\ufe76د"),
        ("با یك صـد نوازنده", "صـد"),
        ("با نو\u200cد نوازنده", "نو\u200cد"),
        ("با صدوبیست نوازنده", "صدوبیست"),
        ("با نیم میلیون نوازنده", "نیم میلیون"),
        ("با هزا\u200cران نوازنده", "هزا\u200cران"),
        ("با صد\u200cها نوازنده", "صد\u200cها"),
        ("با یک دوجین نوازنده", "دوجین"),
        ("با صد_نوازنده", "صد"),
    ],
)
def test_an_invented_number_blocks_however_it_is_written(text: str, number: str, brief: Brief) -> None:
    (finding,) = check_text(text, "lede", brief, only=["numbers"])
    assert (finding.matched, finding.severity) == (number, "blocks")


def test_what_the_brief_quotes_may_be_quoted(brief: Brief) -> None:
    title = brief.model_copy(update={"notes": ("فیلم «هزار و یک شب» و «۱۲ مرد»",)})
    assert strange("فیلم «هزار و یک شب» و «مرد ۱۲»", title) == []
    assert strange("فیلم «هزار و دو شب»", title) == ["هزار و دو"]


def test_a_field_refers_to_what_an_earlier_one_lists(brief: Brief) -> None:
    fields = Fields(
        headline="شاعر، نقاش، عکاس و نوازنده",
        lede="این چهار هنرمند آمدند.",
        body="آن هفت هنرمند رفتند.",
    )
    assert [finding.matched for finding in check_fields(fields, brief, only=["numbers"])] == ["هفت"]


@pytest.mark.parametrize("tag", ["۹۹نوازنده", "۹۹_نوازنده", "۹۹", "نیم_میلیون", "صَد_داوطلب"])
def test_a_hashtag_invents_no_number(tag: str, brief: Brief) -> None:
    (finding,) = check_text(f"کرمان {tag}", "hashtags", brief, only=["numbers"])
    assert finding.severity == "blocks"
    assert finding.matched in tag


def test_the_briefs_numbers_and_names_in_hashtags(brief: Brief) -> None:
    named = brief.model_copy(update={"notes": (*brief.notes, "هفت‌سنگ و دوی بانوان، سال ۱۴۰۵")})
    tags = "راور ۱۲_غرفه ۱۸_مهر هفت_سنگ دو_بانوان جشنواره_۱۴۰۵ سه_شنبه"
    assert check_text(tags, "hashtags", named, only=["numbers"]) == []


def test_a_roman_number_is_shown(brief: Brief) -> None:
    (finding,) = check_text("با XCIX نوازنده", "lede", brief, only=["numbers"])
    assert (finding.matched, finding.severity) == ("XCIX", "warns")
    assert strange("یک CD و PDF و IT و DVD", brief) == []


def test_without_a_brief_nothing_is_judged() -> None:
    assert strange("۹۹ نفر", None) == []


def test_amounts_without_a_number_are_held_to_the_brief_too(brief: Brief) -> None:
    for invented in ("هزاران", "صدها", "ده‌ها", "پانزدهمین", "بیستم"):
        (finding,) = check_text(f"این {invented} برنامه است.", brief=brief, only=["numbers"])
        assert finding.matched == invented


def test_abbreviated_money_of_a_note_is_the_money_in_full(brief: Brief) -> None:
    own = brief.model_copy(update={"notes": ("جایزه ۷ م ت", "بلیت ۹۰ ه ت")})
    assert check_text("جایزه ۷ میلیون تومان و بلیت ۹۰ هزار تومان است.", brief=own, only=["numbers"]) == []
    assert check_text("جایزه ۸ میلیون تومان است.", brief=own, only=["numbers"])
