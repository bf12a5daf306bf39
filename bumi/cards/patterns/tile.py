"""A repeating tile and a border strip, and the figures that several crafts share."""

from typing import NamedTuple

from bumi.cards.shapes import Shape, curve, polygon

_BORDER_HEIGHT = 24.0


class Tile(NamedTuple):
    """A seamless repeating rectangle, in design pixels."""

    width: float
    height: float
    shapes: list[Shape]


def strip(*shapes: Shape, width: float) -> Tile:
    """Return a border strip, 24 design pixels high, on the `shade` colour."""
    ground = polygon("shade", (0, 0), (width, 0), (width, _BORDER_HEIGHT), (0, _BORDER_HEIGHT))
    return Tile(width, _BORDER_HEIGHT, [ground, *shapes])


def box(tone: str, left: float, top: float, right: float, bottom: float) -> Shape:
    """Return a rectangle."""
    return polygon(tone, (left, top), (right, top), (right, bottom), (left, bottom))


def stepped(tone: str, steps: int, step: float) -> Shape:
    """Return a diamond with stepped sides round the origin."""
    stairs = [((i + across) * step, (steps + 1 - i) * step) for i in range(steps + 1) for across in (0, 1)][1:]
    right = [*stairs, *((x, -y) for x, y in reversed(stairs))]
    return Shape(tone, (*right, *((-x, y) for x, y in reversed(right))))


def vault(tone: str, x: float, foot: float, breadth: float, height: float) -> Shape:
    """Return a doorway with a pointed arch: its middle, its foot, its breadth and height."""
    half, spring, top = breadth / 2, foot - height * 0.6, foot - height
    bend, near = foot - height * 0.82, foot - height * 0.92
    left = curve((x - half, spring), ((x - half, bend), (x - half * 0.5, near), (x, top)))
    right = curve((x, top), ((x + half * 0.5, near), (x + half, bend), (x + half, spring)))
    return Shape(tone, ((x - half, foot), *left, *right, (x + half, foot)))


def boteh() -> tuple[tuple[float, float], ...]:
    """Return the outline of a boteh, upright in a unit square round the origin, its tip bent right."""
    return curve(
        (0.34, -0.40),
        ((0.16, -0.56), (-0.10, -0.40), (-0.22, -0.16)),
        ((-0.38, 0.14), (-0.40, 0.50), (-0.02, 0.50)),
        ((0.34, 0.50), (0.42, 0.14), (0.22, -0.06)),
        ((0.08, -0.20), (0.12, -0.38), (0.34, -0.40)),
    )
