from io import BytesIO

from PIL import Image, ImageChops

from bumi.brief import Kind
from bumi.cards.canvas import Canvas
from bumi.cards.fonts import Weight
from bumi.cards.kit import load_kit
from bumi.cards.layout import Box, Size
from bumi.cards.text import Style, fit


def canvas() -> Canvas:
    return Canvas(Size.WIDE, load_kit().palette(Kind.NOTICE, "خدمات"))


def image(canvas: Canvas) -> Image.Image:
    return Image.open(BytesIO(canvas.png())).convert("RGB")


def test_the_recorded_ink_is_where_pixels_changed() -> None:
    box = Box(100, 100, 900, 400)
    block = fit("«آب» پسته‌زارهای ژرف، ۱۲٪", Style(Weight.BOLD, 90, 40, lines=2), box.width, box.height)
    assert block
    for across in (0, 0.5, 1):
        drawn = canvas()
        drawn.text(block, box, "#000000", across)
        changed = (
            ImageChops.difference(image(canvas()), image(drawn)).convert("L").point(lambda v: 255 * (v > 8)).getbbox()
        )
        inks = [inked.ink for inked in drawn.inked]
        recorded = min(i.left for i in inks), inks[0].top, max(i.right for i in inks), inks[-1].bottom
        assert changed
        assert all(abs(one - other) <= 1 for one, other in zip(changed, recorded, strict=True))


def test_ink_stands_flush_with_the_right_edge() -> None:
    box, drawn = Box(100, 100, 900, 400), canvas()
    block = fit("آموزش و گردشگری در کرمان", Style(Weight.BOLD, 70, 40, lines=3), 300, 300)
    assert block and len(block.lines) > 1
    drawn.text(block, box, "#000000")
    assert all(abs(inked.ink.right - box.right) < 0.5 for inked in drawn.inked)
