"""Texts of cards: cleaning for drawing, and the texts of a piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.cards.content import drawable, figure_in, words_of
from bumi.cards.fonts import lacks
from bumi.errors import BadInput
from tests.cards.samples import QUOTE, brief, fields


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("  یک\u2028سطر\u00a0 و فاصله ", "یک سطر و فاصله"),
        ("دو \n\n سطر\n", "دو\nسطر"),
        ("می‌شود ۱۲٪", "می‌شود ۱۲٪"),
        ("ساعت 8:30 روز ٤", "ساعت ۸:۳۰ روز ۴"),
        ("پخش MP3 و ISO 9001 در 5 شهر", "پخش MP3 و ISO 9001 در ۵ شهر"),
        ("هشدار ⚠️ باران 🌧 ⏰", "هشدار باران"),
        ("کتاب\u200c \u200c نو", "کتاب نو"),
        ("كتاب علي", "کتاب علی"),
        ("\u202bمتن\u202c\u200f", "متن"),
    ],
)
def test_words_become_drawable(text: str, drawn: str) -> None:
    assert drawable(text, "تیتر") == drawn


def test_a_letter_the_font_lacks_is_reported_not_lost() -> None:
    with pytest.raises(BadInput) as error:
        drawable("رستوران 漢字 در کرمان", "تیتر")
    assert "«تیتر»" in str(error.value) and "字، 漢" in str(error.value)


@given(st.text(max_size=40))
def test_nothing_that_cannot_be_drawn_remains(text: str) -> None:
    try:
        drawn = drawable(text, "تیتر")
    except BadInput:
        return
    assert drawn == "\n".join(" ".join(line.split()) for line in drawn.splitlines() if line.split())
    assert not any(map(lacks, "".join(drawn.split())))


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"starts_at": "1405/09/04 17:30"}, ("چهارشنبه", "۴", "آذر", "ساعت ۱۷:۳۰")),
        ({"starts_at": "1405/09/03"}, ("سه‌شنبه", "۳", "آذر", "")),
        ({"starts_at": "1405/09/04 17:30", "ends_at": "1405/09/04"}, ("چهارشنبه", "۴", "آذر", "ساعت ۱۷:۳۰")),
        ({"starts_at": "1405/09/29 08:00", "ends_at": "1405/10/02"}, ("یکشنبه", "۲۹", "آذر", "تا ۲ دی")),
    ],
)
def test_a_known_start_has_a_date_block(changes: dict[str, str], day: tuple[str, ...]) -> None:
    words = words_of(fields(), brief(**changes))
    assert tuple(words[key] for key in ("weekday", "day", "month", "hour")) == day


@pytest.mark.parametrize(
    ("changes", "time"),
    [
        ({"when": "سه‌شنبه از ساعت 8 تا 14"}, "سه‌شنبه از ساعت ۸ تا ۱۴"),
        ({"starts_at": "1405/09/04 17:30"}, "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۷:۳۰"),
        ({"starts_at": "1405/09/04"}, "چهارشنبه ۴ آذر ۱۴۰۵"),
        ({"starts_at": "1405/09/04", "when": "صبح چهارشنبه"}, "صبح چهارشنبه"),
        ({}, ""),
    ],
)
def test_the_time_is_told_in_the_words_of_the_brief(changes: dict[str, str], time: str) -> None:
    assert words_of(fields(), brief(**changes))["time"] == time


def test_a_quotation_has_no_marks_beside_the_large_one_of_its_card() -> None:
    words = words_of(fields(), brief(quotes=[QUOTE]))
    assert words["quote"] == "فروشنده باید جای ثابت داشته باشد"
    assert (words["speaker"], words["role"]) == (QUOTE["speaker"], QUOTE["role"])


def test_place_and_call_get_their_half_spaces_and_an_hour_is_said_as_people_do() -> None:
    about = brief(where="کوچه های بازار", call_to_action="ثبت‌نام در مسجد های شهر", starts_at="1405/09/04 09:00")
    words = words_of(fields(), about)
    assert (words["where"], words["call"]) == ("کوچه‌های بازار", "ثبت‌نام در مسجد‌های شهر")
    assert words["hour"] == "ساعت ۹"


def test_what_would_be_said_twice_is_left_out() -> None:
    assert words_of(fields(kicker="خبر رویداد"), brief())["kicker"] == ""
    assert words_of(fields(kicker="جشنواره"), brief())["kicker"] == "جشنواره"


def test_every_text_that_cannot_be_drawn_is_named() -> None:
    with pytest.raises(BadInput) as error:
        words_of(fields("شهر 漢", kicker="字"), brief(agency="اداره Ⴀ کل"))
    assert [problem.split("»")[0].split("«")[1] for problem in error.value.problems] == ["روتیتر", "تیتر", "دستگاه"]


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        ("در ۱۲ مدرسه، ۳۴۰۰ دانش‌آموز آمدند", "۱۲", "مدرسه"),
        ("به ۲۴ هزار تن رسید", "۲۴", "هزار تن"),
        ("رشد ۱۲٪ صادرات", "۱۲٪", "صادرات"),
        ("رشد ۱۲٪؛ خوب", "۱۲٪", ""),
        ("۳٫۵ میلیون نهال.", "۳٫۵", "میلیون نهال"),
    ],
)
def test_a_figure_has_its_unit(text: str, figure: str, unit: str) -> None:
    assert figure_in(text) == {"figure": figure, "unit": unit}


@pytest.mark.parametrize("text", ["روز ۱۴۰۵/۹/۴", "ساعت ۸:۳۰", "باران", ""])
def test_a_date_or_an_hour_is_no_figure(text: str) -> None:
    assert figure_in(text) == {}
