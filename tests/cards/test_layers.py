"""No ink outside its box, no two texts on one another, on every card."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bumi.brief import Kind
from bumi.calendar import MONTHS, WEEKDAYS
from bumi.cards.canvas import Canvas
from bumi.cards.content import Day
from bumi.cards.kit import load_kit
from bumi.cards.layers import compose
from bumi.cards.layout import Box, Size
from tests.cards.samples import card

KIT = load_kit()
LINE = "جشنواره پسته‌کاران و گردشگری «شهداد» ژرف ۱۲ هزار نفر می‌شود را Python ۳۵٪ چاپ، صنایع‌دستی کرمان در به آغاز"
HEADLINES = st.lists(st.sampled_from(LINE.split()), min_size=1, max_size=12).map(" ".join)


def within(ink: Box, box: Box) -> bool:
    slack = 0.5  # of a pixel: where a letter is placed is rounded
    return (
        ink.left >= box.left - slack
        and ink.top >= box.top - slack
        and ink.right <= box.right + slack
        and ink.bottom <= box.bottom + slack
    )


def apart(one: Box, other: Box) -> bool:
    return one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top


def check(canvas: Canvas, size: Size) -> None:
    for inked in canvas.inked:
        assert within(inked.ink, inked.box), inked
        assert within(inked.ink, Box(0, 0, size.width, size.height)), inked
    for one, other in combinations(canvas.inked, 2):
        assert apart(one.ink, other.ink) or one.box == other.box, (one, other)


@settings(deadline=None, max_examples=20)
@given(
    HEADLINES,
    st.sampled_from(Size),
    st.sampled_from(Kind),
    st.sampled_from(["", "جشنواره", "هفته صنایع دستی و گردشگری استان"]),
)
def test_nothing_overflows(headline: str, size: Size, kind: Kind, kicker: str) -> None:
    day = Day("چهارشنبه", "۴", "آذر", "ساعت ۱۷:۳۰") if kind is Kind.EVENT else None
    canvas = compose(card(headline=headline, kind=kind, kicker=kicker, day=day, when="" if day else "فردا"), size, KIT)
    drawn = " ".join(inked.line for inked in canvas.inked)
    assert headline in drawn
    check(canvas, size)


@pytest.mark.parametrize("place", range(12))
def test_every_weekday_and_month_fits_the_date_block(place: int) -> None:
    weekday, month = WEEKDAYS[place % 7], MONTHS[place]
    day = Day(weekday, "۲۸", month, f"تا ۲۸ {month}")
    canvas = compose(card(kind=Kind.EVENT, day=day, axis="گردشگری"), Size.WIDE, KIT)
    assert {weekday, "۲۸", month, day.hour} <= {inked.line for inked in canvas.inked}
    check(canvas, Size.WIDE)


@pytest.mark.parametrize(("kind", "own"), [(Kind.STATEMENT, "«"), (Kind.NOTICE, "اطلاعیه"), (Kind.EXPLAINER, "آموزش")])
def test_each_kind_shows_what_is_its_own(kind: Kind, own: str) -> None:
    lines = {inked.line for inked in compose(card(kind=kind), Size.SQUARE, KIT).inked}
    assert {own, kind.persian, "اتاق بازرگانی", "رفسنجان", "بومی"} <= lines


def test_a_short_headline_leaves_more_room_to_the_picture() -> None:
    tops = [
        min(inked.ink.top for inked in compose(card(headline=text), Size.SQUARE, KIT).inked)
        for text in ("پسته", card().headline)
    ]
    assert tops[0] > tops[1] + 100
