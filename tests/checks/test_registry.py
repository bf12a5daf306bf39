import time

import pytest

from bumi.brief import Brief
from bumi.checks import check_fields, check_text, fix, plain_sentences
from bumi.errors import BadInput
from bumi.finding import Severity
from bumi.piece import Fields, Source


def test_all_is_well_with_a_good_piece(brief: Brief) -> None:
    fields = Fields(
        kicker="جشنواره انار",
        headline="درهای باغ ملی راور باز می‌شود",
        lede="جشنواره «انار» راور از ۱۸ تا ۲۰ مهر، ساعت ۱۷:۳۰، در باغ ملی برگزار می‌شود.",
        body=(
            "این جشنواره ۱۲ غرفه دارد و بازدید از ۵ عصر است. بلیت بزرگ‌سال ۳۵ و خانواده ۶۰ هزار تومان است. "
            "جایزه ۸۰ میلیون تومان و بودجه ۲٫۵ میلیارد است.\n\n"
            "مریم احمدی، شهردار، گفت: «درِ باغ به روی همه مردم باز است». "
            "رضا کریمی، باغدار، گفت: «امسال انار ما کم‌آب و شیرین شد»."
        ),
        caption="جشنواره انار در راور",
        hashtags=("راور", "جشنواره_انار"),
    )
    said = brief.model_copy(update={"notes": brief.notes[:3]})  # the last is somebody's own telephone
    assert check_fields(fields, said) == []


def test_findings_come_in_reading_order(brief: Brief) -> None:
    fields = Fields(headline="۹۹ نفر", lede="كتاب ، ۹۸ نفر", body="۹۷ نفر", hashtags=("كتاب",))
    found = check_fields(fields, brief)
    assert [(f.field, f.check) for f in found if f.check != "facts"] == [
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


def test_a_broken_character_is_bad_input() -> None:
    for answer in (check_text, fix):
        with pytest.raises(BadInput, match=r"نویسه شماره ۶ .*U\+D83D"):
            answer("كتاب \ud83d")


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


def test_of_thousands_of_findings_the_gravest_of_each_kind_are_shown(brief: Brief) -> None:
    body = "ثبت‌نام ۹۸۷ نفر « " + "كتاب ۱۲٪ " * 3_000 + "۷۷۷ نفر"
    found = check_fields(Fields(headline="خبر", lede="خبر است.", body=body), brief)
    assert len(found) <= 300
    assert {"۹۸۷", "۷۷۷"} <= {finding.matched for finding in found if finding.severity is Severity.BLOCKS}


FIELDS = Fields(headline="تیتر", lede="لید.", body="جمله نخست. ۱۲ غرفه؛ رایگان.\n\nپایان.")


def source(text: str, plain: bool) -> Source:
    return Source(field="body", text=text, rests_on=("n1",), notes=("۱۲ غرفه",), plain=plain)


def test_a_plain_sentence_is_shown_where_it_stands() -> None:
    (finding,) = plain_sentences(FIELDS, [source("جمله نخست.", False), source("۱۲ غرفه؛ رایگان.", True)])
    assert FIELDS.body[finding.start : finding.end] == finding.matched == "۱۲ غرفه؛ رایگان."


def test_a_point_of_a_list_is_told_from_a_sentence() -> None:
    fields = FIELDS.model_copy(update={"body": "جمله نخست.\n\nجزئیات:\n• ۱۲ غرفه؛ رایگان"})
    (finding,) = plain_sentences(fields, [source("• ۱۲ غرفه؛ رایگان", True)])
    assert finding.code == "point" and "یادداشت" in finding.message
    assert finding.severity is Severity.ADVISES, "a list of facts is no fault"
    (finding,) = plain_sentences(FIELDS, [source("۱۲ غرفه؛ رایگان.", True)])
    assert finding.code == "pattern" and finding.severity is Severity.WARNS


def test_once_an_editor_rewrote_it_nothing_is_left_to_say() -> None:
    assert plain_sentences(FIELDS, [source("۱۲ غرفه، ورود آزاد.", True)]) == []
