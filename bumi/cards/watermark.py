"""A kit's watermark: its sign laid faintly over a photo, in a corner where nothing else stands."""

from collections.abc import Iterator
from itertools import product

from bumi.cards.arrange import Arrangement
from bumi.cards.sizes import Box
from bumi.cards.template import Ornament, Picture

__all__ = ["watermark_box"]

_SIDE, _MARGIN = 0.16, 0.04  # of the shorter side of the photo


def watermark_box(arrangement: Arrangement) -> Box | None:
    """Return where the sign goes, in pixels of the card: the first free corner of the photo; None without one."""
    photo = next((each.box for each in arrangement.layers if _is_photo(each.layer)), None)
    if not (photo and arrangement.photo and arrangement.logo and arrangement.watermark):
        return None
    taken = [*_taken(arrangement)]
    return next((corner for corner in _corners(photo, arrangement.size.safe) if not _touches(corner, taken)), None)


def _is_photo(layer: object) -> bool:
    return isinstance(layer, Picture) and layer.draw == "photo"


def _corners(photo: Box, safe: Box) -> Iterator[Box]:
    """Yield the corners of the photo that no app covers, the upper ones first, the left ones first."""
    shown = Box(*map(max, photo[:2], safe[:2]), *map(min, photo[2:], safe[2:]))
    short = min(shown.width, shown.height)
    side, margin = short * _SIDE, short * _MARGIN
    if short > 0:
        for low, right in product((False, True), repeat=2):
            left = shown.right - margin - side if right else shown.left + margin
            top = shown.bottom - margin - side if low else shown.top + margin
            yield Box(left, top, left + side, top + side)


def _taken(arrangement: Arrangement) -> Iterator[Box]:
    for each in arrangement.layers:
        if isinstance(each.layer, Ornament):
            yield each.box
        if each.setting:
            yield each.setting.box


def _touches(box: Box, others: list[Box]) -> bool:
    return any(
        box.left < other.right and other.left < box.right and box.top < other.bottom and other.top < box.bottom
        for other in others
    )
