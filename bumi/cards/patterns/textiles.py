"""Textiles: pateh embroidery, termeh shawls, kilims of Sirjan, and carpets."""

from math import cos, radians, sin

from bumi.cards.patterns.tile import Tile, boteh, box, stepped, strip
from bumi.cards.shapes import Shape, circle, curve, flower, grown, lens, placed, polygon


def pateh() -> Tile:
    """Boteh and flowers in half drop, as on shawls with pateh embroidery."""
    body, leaf = _boteh(), [lens("motif", 34, 12)]
    bloom, bud = flower(6, "spark", "shade", 15), flower(4, "motif", "spark", 11)
    shapes = placed(body, 66, 84, 150, 8) + placed(body, 186, 214, 150, -8, mirror=True)
    for x, y in ((186, 66), (66, 196)):
        shapes += placed(bloom, x, y)
        shapes += [one for turn in (45, 135, 225, 315) for one in _beside(leaf, x, y, turn, 36)]
    for x, y in ((126, 10), (126, 140), (0, 20), (0, 150)):
        shapes += placed(bud, x, y)
    return Tile(240, 260, shapes)


def termeh() -> Tile:
    """Stripes of botehs that look left and right in turn, with flowers between, as on striped shawls."""
    shapes = [box("shade", 0, 0, 84, 120), box("field", 84, 0, 168, 120)]
    for left, tone, mirror in ((0, "motif", False), (84, "field/motif", True)):
        rings = ((tone, 1), ("spark", 0.66), ("shade", 0.46), (tone, 0.2))
        body = [grown(colour, boteh(), share) for colour, share in rings]
        for y, turned in ((34, mirror), (94, not mirror)):
            shapes += placed(body, left + 42, y, 62, 4, mirror=turned)
        for x, y in ((18, 4), (66, 64), (18, 124)):
            shapes += placed(flower(5, "spark", tone, 7), left + (84 - x if mirror else x), y)
        shapes += [box("spark", left - 1.6, 0, left + 1.6, 120), box("motif", left + 3.6, 0, left + 5.6, 120)]
        shapes.append(box("motif", left + 78.4, 0, left + 80.4, 120))
    return Tile(168, 120, [*shapes, box("spark", 166.4, 0, 168, 120)])


def kilim() -> Tile:
    """Bands of hooked lozenges between rows of teeth, as the kilims with wrapped wefts have them."""
    shapes = [box("shade", 0, 0, 150, 150), box("spark", 0, 0, 150, 4), box("spark", 0, 36, 150, 40)]
    for place in range(6):
        x = 25.0 * place
        shapes.append(polygon("motif" if place % 2 else "spark", (x, 34), (x + 12.5, 8), (x + 25, 34)))
        shapes.append(polygon("shade", (x + 7, 34), (x + 12.5, 22), (x + 18, 34)))
    for x, outer, inner in ((0, "motif", "field"), (75, "field/motif", "shade"), (150, "motif", "field")):
        shapes += placed(_lozenge(outer, inner), x, 95)
    for x in (37.5, 112.5):
        for y in (53, 137):
            shapes += placed([stepped("spark", 1, 5), stepped("shade", 0, 4)], x, y)
    return Tile(150, 150, shapes)


def _lozenge(outer: str, inner: str) -> list[Shape]:
    """A lozenge with a toothed edge and four hooks."""
    hook = ((9, -11), (16, -18), (23, -18), (23, -11), (18, -11), (18, -14), (13, -9))
    hooks = [Shape("spark", tuple((x * across, y * down) for x, y in hook)) for across in (1, -1) for down in (1, -1)]
    rings = [stepped(outer, 4, 10), stepped("spark", 3, 9.6), stepped(inner, 3, 8.6)]
    return [*rings, *hooks, stepped("spark", 1, 4.6), stepped("shade", 0, 4.6)]


def carpet() -> Tile:
    """Stepped medallions in half drop with small ones between, as on carpets."""
    big = [
        stepped("motif", 5, 13),
        stepped("field", 4, 12),
        stepped("shade", 3, 12),
        stepped("spark", 1, 13),
        stepped("shade", 1, 5),
    ]
    small = [stepped("motif", 2, 9), stepped("field", 1, 8), stepped("spark", 1, 4)]
    shapes = placed(big, 0, 0) + placed(big, 90, 90) + placed(small, 90, 0) + placed(small, 0, 90)
    return Tile(180, 180, shapes)


def _boteh() -> list[Shape]:
    body = boteh()
    heart = flower(6, "spark", "shade", 0.13)
    rings = (("motif", 1), ("field", 0.86), ("motif", 0.72), ("shade", 0.5))
    shapes = [grown(tone, body, factor) for tone, factor in rings]
    return [*shapes, *placed(heart, -0.02, 0.22), *placed([lens("spark", 0.2, 0.07)], 0.02, -0.04, turn=-65)]


def _beside(shapes: list[Shape], x: float, y: float, turn: float, away: float) -> list[Shape]:
    """Return the shapes at a distance from (x, y), pointing away from it."""
    return placed(shapes, x + away * cos(radians(turn)), y + away * sin(radians(turn)), turn=turn)


def pateh_border() -> Tile:
    """A row of small leaning botehs."""
    body = curve(
        (3.4, -7.2), ((1.6, -9.4), (-2, -6), (-3.4, -2)), ((-5.4, 3), (-4.8, 8), (0, 8)), ((5, 8), (5.6, 2), (3, -1)),
        ((1.2, -3.4), (1.4, -6), (3.4, -7.2)),
    )  # fmt: skip
    return strip(
        *placed([Shape("spark", body), circle("shade", 0, 3.6, 1.7)], 9, 12, 0.98),
        circle("motif", 19, 13, 1.8),
        width=22,
    )


def termeh_border() -> Tile:
    """Slanting bars with a bud between, as on the selvedge of a shawl."""
    bar = polygon("spark", (2, 19), (9, 5), (13, 5), (6, 19))
    return strip(bar, *placed(flower(4, "motif", "spark", 4.4), 18, 12), width=25)


def kilim_border() -> Tile:
    """Teeth that bite into each other."""
    up, down = polygon("spark", (1, 20), (9, 5), (17, 20)), polygon("motif", (11, 4), (25, 4), (18, 17))
    return strip(up, polygon("shade", (6, 20), (9, 13), (12, 20)), down, width=26)


def carpet_border() -> Tile:
    """Steps in two tones, as on a carpet's edge."""
    half = ((2, 19), (2, 15), (6, 15), (6, 10), (10, 10), (10, 5))
    steps = polygon("spark", *half, *((24 - x, y) for x, y in reversed(half)))
    return strip(steps, polygon("shade", (9, 19), (9, 14), (15, 14), (15, 19)), width=24)
