"""Icons drawn from vector shapes in two colours: clock, pin, alert, quotation mark, logo mark and others.

Each lies in a circle of radius 1 round the origin; tone «on» is the icon's colour, «off» the colour of cut-outs.
"""

from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw

from bumi.cards.colours import rgb
from bumi.cards.patterns import boteh
from bumi.cards.shapes import Shape, circle, curve, lens, placed, polygon, star
from bumi.cards.text_block import LEVELS

_OVERSAMPLING = 4


def clock() -> list[Shape]:
    """A clock face."""
    hands = [
        polygon("on", (-0.09, -0.52), (0.09, -0.52), (0.09, 0.1), (-0.09, 0.1)),
        polygon("on", (-0.09, -0.08), (0.46, -0.08), (0.46, 0.1), (-0.09, 0.1)),
    ]
    return [circle("on", 0, 0, 0.92), circle("off", 0, 0, 0.74), *hands]


def pin() -> list[Shape]:
    """A pin that marks a place."""
    drop = curve(
        (0, 0.98),
        ((-0.25, 0.5), (-0.68, 0.2), (-0.68, -0.26)),
        ((-0.68, -0.66), (-0.38, -0.95), (0, -0.95)),
        ((0.38, -0.95), (0.68, -0.66), (0.68, -0.26)),
        ((0.68, 0.2), (0.25, 0.5), (0, 0.98)),
    )
    return [Shape("on", drop), circle("off", 0, -0.28, 0.27)]


def alert() -> list[Shape]:
    """A triangle with rounded corners and an exclamation mark."""
    body = curve(
        (0.16, -0.82),
        ((0.07, -0.95), (-0.07, -0.95), (-0.16, -0.82)),
        ((-0.5, -0.25), (-0.7, 0.1), (-0.96, 0.58)),
        ((-1.05, 0.75), (-0.95, 0.86), (-0.8, 0.86)),
        ((-0.3, 0.86), (0.3, 0.86), (0.8, 0.86)),
        ((0.95, 0.86), (1.05, 0.75), (0.96, 0.58)),
        ((0.7, 0.1), (0.5, -0.25), (0.16, -0.82)),
    )
    bar = polygon("off", (-0.13, -0.36), (0.13, -0.36), (0.08, 0.28), (-0.08, 0.28))
    return [Shape("on", body), bar, circle("off", 0, 0.53, 0.13)]


def call() -> list[Shape]:
    """A disc with an arrow to the left: call to action."""
    arrow = polygon("off", (0.2, -0.54), (0.37, -0.37), (0.02, 0), (0.37, 0.37), (0.2, 0.54), (-0.34, 0))
    return [circle("on", 0, 0, 0.92), *placed([arrow], -0.06, 0)]


def camera() -> list[Shape]:
    """A camera: who took a photo."""
    body = curve(
        (-0.78, -0.42),
        ((-0.6, -0.42), (-0.5, -0.42), (-0.42, -0.42)),
        ((-0.3, -0.72), (-0.26, -0.74), (-0.1, -0.74)),
        ((0.26, -0.74), (0.3, -0.72), (0.42, -0.42)),
        ((0.5, -0.42), (0.6, -0.42), (0.78, -0.42)),
        ((0.9, -0.42), (0.96, -0.36), (0.96, -0.24)),
        ((0.96, 0.1), (0.96, 0.3), (0.96, 0.6)),
        ((0.96, 0.72), (0.9, 0.78), (0.78, 0.78)),
        ((0.3, 0.78), (-0.3, 0.78), (-0.78, 0.78)),
        ((-0.9, 0.78), (-0.96, 0.72), (-0.96, 0.6)),
        ((-0.96, 0.3), (-0.96, 0.1), (-0.96, -0.24)),
        ((-0.96, -0.36), (-0.9, -0.42), (-0.78, -0.42)),
    )
    return [Shape("on", body), circle("off", 0, 0.16, 0.44), circle("on", 0, 0.16, 0.25)]


def pencil() -> list[Shape]:
    """A pencil, its point at the lower left: a correction."""
    parts = [
        polygon("on", (-0.22, -0.42), (0.22, -0.42), (0.22, 0.55), (-0.22, 0.55)),
        polygon("on", (-0.22, 0.62), (0.22, 0.62), (0, 1.02)),
        polygon("on", (-0.22, -0.72), (0.22, -0.72), (0.22, -0.5), (-0.22, -0.5)),
    ]
    return placed(parts, 0.1, -0.1, 1.05, turn=45)


def quote() -> list[Shape]:
    """A Persian opening quotation mark: two bold angles pointing right."""
    angle = polygon("on", (0.42, -0.82), (0.62, -0.62), (0.14, 0), (0.62, 0.62), (0.42, 0.82), (-0.3, 0))
    return [*placed([angle], -0.36, 0, mirror=True), *placed([angle], 0.46, 0, mirror=True)]


def mark() -> list[Shape]:
    """Bumi's mark: a boteh with a star."""
    return [*placed([Shape("on", boteh())], 0, 0, 2), *placed([star("off", 8, 0.4, 0.2)], -0.04, 0.42)]


def seal() -> list[Shape]:
    """Bumi's mark cut out of a disc."""
    body = placed([Shape("off", boteh())], 0.02, 0, 1.24)
    return [circle("on", 0, 0, 1), *body, *placed([star("on", 8, 0.25, 0.125)], 0, 0.26)]


def cypress() -> list[Shape]:
    """A cypress with a bent top, sign of mourning; its veins are cut out."""
    tree = curve(
        (0.22, -0.92),
        ((0.06, -1.02), (-0.06, -0.86), (-0.1, -0.7)),
        ((-0.18, -0.36), (-0.33, 0.02), (-0.32, 0.34)),
        ((-0.31, 0.6), (-0.16, 0.72), (0, 0.72)),
        ((0.16, 0.72), (0.31, 0.6), (0.32, 0.34)),
        ((0.33, 0.0), (0.16, -0.36), (0.07, -0.64)),
        ((0.04, -0.78), (0.09, -0.9), (0.22, -0.92)),
    )
    trunk = polygon("on", (-0.05, 0.66), (0.05, 0.66), (0.07, 0.98), (-0.07, 0.98))
    lights = placed([lens("off", 0.2, 0.05)], 0, 0, turn=90)
    rows = [
        (0, -0.42),
        (-0.09, -0.12),
        (0.09, -0.12),
        (0, 0.12),
        (-0.17, 0.2),
        (0.17, 0.2),
        (-0.08, 0.46),
        (0.08, 0.46),
    ]
    return [Shape("on", tree), trunk, *(one for x, y in rows for one in placed(lights, x, y))]


ICONS: dict[str, Callable[[], list[Shape]]] = {
    each.__name__: each for each in (alert, call, camera, clock, cypress, mark, pencil, pin, quote, seal)
}


@lru_cache(maxsize=128)
def icon(of: str, size: int, on: str, off: str) -> Image.Image:
    """Return an icon of `size` by `size` pixels in two colours, on a transparent background."""
    fine, half = (
        Image.new("RGBA", (size * _OVERSAMPLING, size * _OVERSAMPLING), (*rgb(on), 0)),
        size * _OVERSAMPLING / 2,
    )
    draw = ImageDraw.Draw(fine)
    for tone, points in ICONS[of]():
        draw.polygon([(half + x * half, half + y * half) for x, y in points], (*rgb(on if tone == "on" else off), 255))
    smooth = fine.reduce(_OVERSAMPLING)
    smooth.putalpha(smooth.getchannel("A").point(LEVELS))
    return smooth
