"""Vector shapes: polygons, curves, stars, leaves and flowers, with translation, rotation and scaling."""

from collections.abc import Iterable, Sequence
from math import cos, pi, radians, sin
from typing import NamedTuple

Point = tuple[float, float]


class Shape(NamedTuple):
    """A filled polygon; `tone` is a colour name of the palette."""

    tone: str
    points: tuple[Point, ...]


def polygon(tone: str, *points: Point) -> Shape:
    """Return a polygon with these corners."""
    return Shape(tone, points)


def circle(tone: str, x: float, y: float, radius: float) -> Shape:
    """Return a circle as a polygon of 48 corners."""
    return Shape(tone, tuple((x + radius * cos(a), y + radius * sin(a)) for a in _turns(48)))


def star(tone: str, rays: int, outer: float, inner: float) -> Shape:
    """Return a star round the origin, its first ray pointing right."""
    return Shape(
        tone,
        tuple(
            ((inner if i % 2 else outer) * cos(a), (inner if i % 2 else outer) * sin(a))
            for i, a in enumerate(_turns(2 * rays))
        ),
    )


def lens(tone: str, length: float, breadth: float) -> Shape:
    """Return a leaf along the x axis, centred at the origin, pointed at both ends."""
    half, bulge = length / 2, breadth * 2 / 3
    upper = curve((-half, 0), ((-half / 3, bulge), (half / 3, bulge), (half, 0)))
    lower = curve((half, 0), ((half / 3, -bulge), (-half / 3, -bulge), (-half, 0)))
    return Shape(tone, (*upper, *lower))


def curve(start: Point, *cubics: tuple[Point, Point, Point], steps: int = 24) -> tuple[Point, ...]:
    """Return points along joined cubic Bézier curves, each given as (control, control, end)."""
    points = [start]
    for one, two, end in cubics:
        begin = points[-1]
        for step in range(1, steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            corners = (begin, one, two, end)
            points.append(
                (
                    sum(w * x for w, (x, _) in zip(weights, corners, strict=True)),
                    sum(w * y for w, (_, y) in zip(weights, corners, strict=True)),
                )
            )
    return tuple(points)


def flower(petals: int, petal: str, heart: str, radius: float) -> list[Shape]:
    """Return a flower of round petals round the origin."""
    reach = radius * 0.62
    ring = [circle(petal, reach * cos(a), reach * sin(a), radius * 0.4) for a in _turns(petals)]
    return [*ring, circle(heart, 0, 0, radius * 0.36)]


def grown(tone: str, points: Sequence[Point], factor: float) -> Shape:
    """Return the outline scaled about its centre."""
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return Shape(tone, tuple((x + (px - x) * factor, y + (py - y) * factor) for px, py in points))


def placed(
    shapes: Iterable[Shape], x: float, y: float, size: float = 1, turn: float = 0, mirror: bool = False
) -> list[Shape]:
    """Return the shapes mirrored, rotated by `turn` degrees, scaled by `size` and moved to (x, y)."""
    c, s, flip = cos(radians(turn)) * size, sin(radians(turn)) * size, -1 if mirror else 1
    return [
        Shape(tone, tuple((x + flip * px * c - py * s, y + flip * px * s + py * c) for px, py in points))
        for tone, points in shapes
    ]


def _turns(count: int) -> list[float]:
    return [2 * pi * i / count for i in range(count)]


def arch(width: float, height: float) -> tuple[Point, ...]:
    """Return the outline of a pointed arch (طاق) of `width` by `height`."""
    rise, middle = min(width * 0.62, height), width / 2
    left = curve(
        (0, height), ((0, height), (0, rise), (0, rise)), ((0, rise * 0.42), (middle * 0.42, rise * 0.2), (middle, 0))
    )
    right = curve((middle, 0), ((width - middle * 0.42, rise * 0.2), (width, rise * 0.42), (width, rise)),
                  ((width, rise), (width, height), (width, height)))  # fmt: skip
    return (*left, *right)
