import pytest

from bumi.cards.content import Day, card_of
from bumi.errors import BadInput
from tests.cards.samples import brief, fields


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"starts_at": "1405/09/04 17:30"}, Day("چهارشنبه", "۴", "آذر", "ساعت ۱۷:۳۰")),
        ({"starts_at": "1405/09/03"}, Day("سه‌شنبه", "۳", "آذر", "")),
        ({"starts_at": "1405/09/04 17:30", "ends_at": "1405/09/04"}, Day("چهارشنبه", "۴", "آذر", "ساعت ۱۷:۳۰")),
        ({"starts_at": "1405/09/29 08:00", "ends_at": "1405/10/02"}, Day("یکشنبه", "۲۹", "آذر", "تا ۲ دی")),
    ],
)
def test_an_event_with_a_start_has_a_date_block(changes: dict[str, str], day: Day) -> None:
    card = card_of(fields(), brief(when="به زودی", **changes))
    assert card.day == day
    assert card.when == "", "the block says it"


@pytest.mark.parametrize(
    ("changes", "when"),
    [
        ({"when": "سه‌شنبه از ساعت 8 تا 14"}, "سه‌شنبه از ساعت ۸ تا ۱۴"),
        ({"kind": "notice", "starts_at": "1405/09/04 17:30"}, "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۷:۳۰"),
        ({"kind": "notice", "starts_at": "1405/09/04"}, "چهارشنبه ۴ آذر ۱۴۰۵"),
        ({"kind": "notice", "starts_at": "1405/09/04", "when": "صبح چهارشنبه"}, "صبح چهارشنبه"),
        ({}, ""),
    ],
)
def test_otherwise_the_time_is_told_in_words(changes: dict[str, str], when: str) -> None:
    card = card_of(fields(), brief(**changes))
    assert (card.day, card.when) == (None, when)


def test_the_alt_text_says_what_the_card_shows() -> None:
    event = card_of(fields("شب پسته"), brief(starts_at="1405/09/04 17:30"))
    assert event.alt() == (
        "کارت خبر رویداد: جشنواره؛ شب پسته؛ چهارشنبه ۴ آذر ساعت ۱۷:۳۰؛ اداره فرهنگ و ارشاد اسلامی رفسنجان، رفسنجان"
    )
    notice = card_of(fields("شب پسته", kicker=""), brief(kind="notice", when="فردا"))
    assert notice.alt() == "کارت اطلاعیه: شب پسته؛ فردا؛ اداره فرهنگ و ارشاد اسلامی رفسنجان، رفسنجان"


def test_every_text_that_cannot_be_drawn_is_named() -> None:
    with pytest.raises(BadInput) as error:
        card_of(fields("شهر 漢", kicker="字"), brief(agency="اداره Ⴀ کل"))
    assert [problem.split("»")[0].split("«")[1] for problem in error.value.problems] == ["روتیتر", "تیتر", "دستگاه"]
