"""The place of an agency's logo as a watermark on a photo: a corner without other content and without a face."""

from collections.abc import Iterator
from itertools import product

from bumi.cards.cropping import cut, faces
from bumi.cards.layout import CardLayout
from bumi.cards.photo import SafePhoto
from bumi.cards.sizes import Box
from bumi.cards.template import Ornament, Picture

_SIDE, _WATERMARK_MARGIN = 0.16, 0.04  # of the shorter side of the photo


def watermark_box(arrangement: CardLayout) -> Box | None:
    """Return the box of the watermark: a corner of the photo without other content or a face; None if none."""
    photo = next((each.box for each in arrangement.layers if _is_photo(each.layer)), None)
    if not (photo and arrangement.photo and arrangement.logo and arrangement.watermark):
        return None
    taken = [*_occupied(arrangement), *_faces(arrangement.photo, photo)]
    return next((corner for corner in _corners(photo, arrangement.size.safe) if not _overlaps(corner, taken)), None)


def _is_photo(layer: object) -> bool:
    return isinstance(layer, Picture) and layer.draw == "photo"


def _corners(photo: Box, safe: Box) -> Iterator[Box]:
    """Yield boxes in the corners of the photo inside the safe box, upper before lower, left before right."""
    shown = Box(*map(max, photo[:2], safe[:2]), *map(min, photo[2:], safe[2:]))
    short = min(shown.width, shown.height)
    side, margin = short * _SIDE, short * _WATERMARK_MARGIN
    if short > 0:
        for low, right in product((False, True), repeat=2):
            left = shown.right - margin - side if right else shown.left + margin
            top = shown.bottom - margin - side if low else shown.top + margin
            yield Box(left, top, left + side, top + side)


def _occupied(arrangement: CardLayout) -> Iterator[Box]:
    for each in arrangement.layers:
        if isinstance(each.layer, Ornament):
            yield each.box
        if each.setting:
            yield each.setting.box


def _faces(photo: SafePhoto, box: Box) -> Iterator[Box]:
    """Yield the boxes of faces, hair and chin included, in pixels of the card; `box` is that of the photo."""
    left, top, right, bottom = box.rounded()
    for face in faces(cut(photo, right - left, bottom - top)):
        x, y, half = left + face.x * box.width, top + face.y * box.height, 0.7 * face.width * box.width
        yield Box(x - half, y - half, x + half, y + half)


def _overlaps(box: Box, others: list[Box]) -> bool:
    return any(
        box.left < other.right and other.left < box.right and box.top < other.bottom and other.top < box.bottom
        for other in others
    )
