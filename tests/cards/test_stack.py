from collections.abc import Mapping

from bumi.cards.fonts import Weight
from bumi.cards.sizes import Box
from bumi.cards.stack import Chip, Ink, Setter, Sign, set_stack
from bumi.cards.template import Stack

BOX = Box(100, 100, 1000, 700)


def stack(*items: Mapping[str, object], anchor: str = "top") -> Stack:
    return Stack.model_validate({"draw": "stack", "name": "words", "anchor": anchor, "items": items})


def setter(**words: str) -> Setter:
    return Setter(words, (), lambda weight: weight, 10, lambda when: True)


def text(name: str, **more: object) -> dict[str, object]:
    return {"text": name, "most": 8, "least": 4} | more


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
    chip = next(each for each in found.drawn if isinstance(each, Chip))
    pin = next(each for each in found.drawn if isinstance(each, Sign))
    assert chip.box.right == BOX.right and second.box.left == BOX.left
    assert chip.box.left < first.box.left and first.box.right < chip.box.right and first.on == "accent"
    assert pin.box.left > second.box.right, "a sign stands to the right of its text"
    assert all(isinstance(each, Ink | Chip | Sign) for each in found.drawn)


def test_weights_ask_the_kit_for_their_font() -> None:
    asked: list[Weight] = []

    def font(weight: Weight) -> str:
        asked.append(weight)
        return weight

    set_stack(stack(text("a", weight="extra_bold")), BOX, Setter({"a": "پسته"}, (), font, 10, lambda when: True))
    assert asked == [Weight.EXTRA_BOLD]
