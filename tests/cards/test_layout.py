"""CardLayout on every card: no overflow, no overlap, no text too small; texts that do not fit are named."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bumi.cards.brand_kit import kit_of
from bumi.cards.colours import LEAST_CONTRAST, luminance
from bumi.cards.content import drawable
from bumi.cards.drawing import draw
from bumi.cards.fonts import Weight
from bumi.cards.layout import CardLayout, ChipMark, IconMark, LineMark, Setter, lay_out, set_stack
from bumi.cards.sizes import Box, Size
from bumi.cards.template import FLOOR, Picture, TextStack, card_templates
from bumi.errors import BadInput
from bumi.persian.calendar import MONTHS, WEEKDAYS
from tests.cards.samples import card, photo

BOX = Box(100, 100, 1000, 700)


def stack(*items: Mapping[str, object], anchor: str = "top") -> TextStack:
    return TextStack.model_validate({"draw": "stack", "name": "words", "anchor": anchor, "items": items})


def setter(**words: str) -> Setter:
    return Setter(words, (), lambda weight: weight, 10, lambda when: True)


def text(name: str, **more: object) -> dict[str, object]:
    return {"text": name, "most": 8, "least": 4.2} | more


def test_what_grows_has_what_the_others_leave() -> None:
    low = Box(0, 0, 900, 200)
    alone = set_stack(stack(text("a", most=40, grow=True)), low, setter(a="پسته"))
    beside = set_stack(stack(text("a", most=40, grow=True), text("b")), low, setter(a="پسته", b="کرمان"))
    sizes = [next(ink.size for ink in found.inks() if ink.text == "a") for found in (alone, beside)]
    assert sizes[0] > sizes[1]
    assert beside.box.height <= low.height


def test_a_stack_stands_where_it_is_anchored() -> None:
    top, middle, bottom = (
        set_stack(stack(text("a"), anchor=at), BOX, setter(a="پسته")).box for at in ("top", "middle", "bottom")
    )
    assert top.top == BOX.top and bottom.bottom == BOX.bottom
    assert abs((middle.top + middle.bottom) - (BOX.top + BOX.bottom)) < 1


def test_optional_texts_give_way_and_others_are_named() -> None:
    long = "گلیم‌های شناسنامه‌دار سیرجان " * 6
    found = set_stack(
        stack(text("a", optional=True), text("b", lines=2)), Box(0, 0, 700, 150), setter(a="کرمان", b=long[:40])
    )
    assert {ink.text for ink in found.inks()} == {"b"} and not found.unfit
    failed = set_stack(stack(text("a", optional=True), text("b")), Box(0, 0, 300, 150), setter(a="کرمان", b=long))
    assert failed.unfit == ("b",)
    assert set_stack(stack(text("b")), Box(0, 0, 300, 150), setter(b=long)).drawn == ()


def test_a_text_that_must_be_there_and_is_not_is_named() -> None:
    assert set_stack(stack(text("a")), BOX, setter()).unfit == ("a",)


def test_a_row_stands_on_one_baseline_from_the_right() -> None:
    row: dict[str, object] = {"row": [text("a", chip="accent", ink="ground"), text("b", icon="pin", align="left")]}
    found = set_stack(stack(row), BOX, setter(a="خبر", b="کرمان"))
    first, second = found.inks()
    chip = next(each for each in found.drawn if isinstance(each, ChipMark))
    pin = next(each for each in found.drawn if isinstance(each, IconMark))
    assert chip.box.right == BOX.right and second.box.left == BOX.left
    assert chip.box.left < first.box.left and first.box.right < chip.box.right and first.on == "accent"
    assert pin.box.left > second.box.right, "a sign stands to the right of its text"
    assert all(isinstance(each, LineMark | ChipMark | IconMark) for each in found.drawn)


def test_weights_ask_the_kit_for_their_font() -> None:
    asked: list[Weight] = []

    def font(weight: Weight) -> str:
        asked.append(weight)
        return weight

    set_stack(stack(text("a", weight="extra_bold")), BOX, Setter({"a": "پسته"}, (), font, 10, lambda when: True))
    assert asked == [Weight.EXTRA_BOLD]


KIT = kit_of()
RELATIVE = np.array((0.2126, 0.7152, 0.0722))  # of red, green and blue in what the eye sees (WCAG)
LINE = (
    "جشنواره پسته‌کاران و گردشگری «شهداد» ژرف ۱۲ هزار نفر می‌شود را Python ۳۵٪ چاپ، صنایع‌دستی کرمان در به آغاز "
    "(Wi-Fi) ۰۳۴-۳۲۱۱۲۲۳۳ -۵ لا إلى ئۀ شهر بابک، «آب» ۱۴۰۵/۹/۴ ۸:۳۰ اِعلام مؤثر é ½ 😀 → ﷲ كوچه‌ي ـــ"
)
HEADLINES = st.one_of(
    st.lists(st.sampled_from(LINE.split()), min_size=1, max_size=30).map(" ".join),
    st.text(st.characters(codec="utf-8", max_codepoint=0x6FF), min_size=1, max_size=120),
)
TRIED = settings.default.max_examples if settings.default else 100
WHOLE = TRIED > 1000  # under `make soak`
WORDED = [size for size in Size if size is not Size.ICON]
ON_SCREENS = [size for size in WORDED if not size.poster]


def places(sizes: Sequence[Size]) -> st.SearchStrategy[dict[str, Sequence[Size]]]:
    """Return the templates that one headline is tried in, with sizes: all of both under `make soak`, else one."""
    every: list[dict[str, Sequence[Size]]] = [{template: [size]} for template in card_templates() for size in sizes]
    return st.just(dict.fromkeys(card_templates(), sizes)) if WHOLE else st.sampled_from(every)


def within(ink: Box, box: Box) -> bool:
    slack = 1  # of a pixel: where a letter is placed is rounded
    return (
        ink.left >= box.left - slack
        and ink.top >= box.top - slack
        and ink.right <= box.right + slack
        and ink.bottom <= box.bottom + slack
    )


def apart(one: Box, other: Box) -> bool:
    return one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top


def check(found: CardLayout) -> None:
    size = found.size
    for ink in found.inks():
        assert within(ink.box, ink.zone), ink
        assert within(ink.box, size.card), ink
        floor = FLOOR * size.unit
        assert ink.size >= round(floor), ink
    for one, other in combinations(found.inks(), 2):
        assert apart(one.box, other.box), (one, other)


def check_contrast(found: CardLayout) -> None:
    """Every pixel next to the letters differs enough from them, as it is drawn."""
    ground = np.asarray(draw(found, words=False))
    for ink in found.inks():
        left, top, right, bottom = ink.box.rounded()
        channels = ground[top:bottom, left:right] / 255
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        front, back = luminance(found.palette.colour(ink.colour)) + 0.05, linear @ RELATIVE + 0.05
        worst = np.minimum(np.maximum(front / back, back / front), 21).min()
        assert worst >= LEAST_CONTRAST, (ink.text, ink.colour, worst)


@given(HEADLINES, places(WORDED))
def test_nothing_overflows_overlaps_or_is_too_small(headline: str, tried: dict[str, Sequence[Size]]) -> None:
    try:
        words = drawable(headline, "تیتر")
    except BadInput:
        return
    for template, sizes in tried.items():
        changes = {"quote": words} if template == "quote" else {"step": words} if template == "step" else {}
        told = card(template, headline, None, **changes)
        for size in sizes:
            found = lay_out(told, size, KIT)
            check(found)
            drawn = " ".join(ink.line.text for ink in found.inks() if ink.text in ("headline", "quote", "step"))
            assert found.unfit or not words or words.replace("\n", " ") in drawn


def test_a_wide_card_of_an_event_of_several_days_keeps_its_hours() -> None:
    told = card("event", "جشنواره پسته در رفسنجان", hour="تا ۶ آذر", when="هر روز ساعت ۹ تا ۱۸")
    shown = {ink.text: ink.line.text for ink in lay_out(told, Size.WIDE, KIT).inks()}
    assert (shown["hour"], shown["when"]) == ("تا ۶ آذر", "هر روز ساعت ۹ تا ۱۸")


@settings(max_examples=TRIED if WHOLE else TRIED // 7)  # to draw takes longer than to lay out
@given(HEADLINES, places(ON_SCREENS), st.booleans())
def test_words_can_be_read_on_what_is_behind_them(
    headline: str, tried: dict[str, Sequence[Size]], with_photo: bool
) -> None:
    try:
        drawable(headline, "تیتر")
    except BadInput:
        return
    for template, sizes in tried.items():
        told = card(template, headline, photo() if with_photo else None)
        for size in sizes:
            check_contrast(lay_out(told, size, KIT))


@pytest.mark.parametrize("template", card_templates())
@pytest.mark.parametrize("size", Size)
def test_every_template_has_every_size(template: str, size: Size) -> None:
    found = lay_out(card(template, step="دودکش را باز کنید", number="۱"), size, KIT)
    check(found)
    assert not found.unfit
    assert bool(found.inks()) is (size is not Size.ICON)


@pytest.mark.parametrize("place", range(12))
def test_every_weekday_and_month_fits_the_date_block(place: int) -> None:
    day = {"weekday": WEEKDAYS[place % 7], "day": "۲۸", "month": MONTHS[place], "hour": f"تا ۲۸ {MONTHS[place]}"}
    for size in (Size.SQUARE, Size.WIDE):
        found = lay_out(card("event", "تیتر", None, **day), size, KIT)
        check(found)
        assert {*day.values()} <= {ink.line.text for ink in found.inks()}


@pytest.mark.parametrize("template", card_templates())
def test_a_photo_has_nothing_on_it(template: str) -> None:
    """Words, signs and plates stand beside the photo, so that none can hide a face."""
    for size in ON_SCREENS:
        found = lay_out(card(template, photo=photo()), size, KIT)
        photos = [each for each in found.layers if isinstance(each.layer, Picture) and each.layer.draw == "photo"]
        above = found.layers[found.layers.index(photos[0]) + 1 :] if photos else ()
        for each in above:
            assert apart(photos[0].box, each.setting.box if each.setting else each.box), (size, each.layer)
    assert bool(photos) is (template in {"event", "explainer", "photo"})


def test_the_photo_is_the_largest_thing_on_its_card() -> None:
    for size, least in ((Size.SQUARE, 0.45), (Size.PORTRAIT, 0.5), (Size.WIDE, 0.4)):
        found = lay_out(card("photo", photo=photo()), size, KIT)
        box = next(each.box for each in found.layers if isinstance(each.layer, Picture))
        assert box.width * box.height >= least * size.width * size.height


def test_the_least_type_is_12_points_on_a_telephone() -> None:
    assert pytest.approx(16, abs=0.1) == FLOOR / 100 * 390, "12 points are 16 pixels of CSS"
    with pytest.raises(ValidationError):
        stack(text("a", least=4))


def test_words_stay_clear_of_what_an_app_covers() -> None:
    for template in card_templates():
        for ink in lay_out(card(template, step="گام", number="۱"), Size.STORY, KIT).inks():
            assert within(ink.box, Size.STORY.safe), ink


def test_what_does_not_fit_is_named_and_not_drawn() -> None:
    found = lay_out(card(headline="گلیم‌های شناسنامه‌دار سیرجان " * 12), Size.WIDE, KIT)
    assert found.unfit == ("headline",)
    assert not [ink for ink in found.inks() if ink.text == "headline"]


def test_optional_words_give_way_to_the_headline() -> None:
    long = "نمایشگاه بزرگ صنایع‌دستی و گردشگری و سوغات و خوراکی‌های محلی شهرستان‌های شمال و جنوب استان کرمان در رفسنجان"
    found = lay_out(card("event", long), Size.SQUARE, KIT)
    texts = {ink.text for ink in found.inks()}
    assert "headline" in texts and not found.unfit
    assert "where" in {ink.text for ink in lay_out(card("event", "پسته"), Size.SQUARE, KIT).inks()}


def test_a_short_headline_leaves_more_room_to_the_picture() -> None:
    tops = [
        min(ink.box.top for ink in lay_out(card(headline=text), Size.SQUARE, KIT).inks())
        for text in ("پسته", card().words["headline"])
    ]
    assert tops[0] > tops[1] + 100


def test_ink_stands_flush_with_the_right_edge() -> None:
    found = lay_out(card(), Size.SQUARE, KIT)
    edges = {round(ink.box.right) for ink in found.inks() if ink.text == "headline"}
    assert edges == {round(Size.SQUARE.safe.right)}
