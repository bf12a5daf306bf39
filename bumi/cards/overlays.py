"""Overlays on a photo: the scrim that makes text legible, and the place of the logo as a watermark."""

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np
from PIL import Image

from bumi.cards.colours import LEAST_CONTRAST, luminance, rgb
from bumi.cards.layout import CardLayout
from bumi.cards.sizes import Box
from bumi.cards.template import Ornament, Picture

_MARGIN = 1.06
"""Safety factor on contrast, because JPEG changes colours slightly."""

_STEPS, _PATCH = 40, 8
_LINEAR = np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.arange(256) / 255])
_WEIGHTS = np.array((0.2126, 0.7152, 0.0722))
_SIDE, _WATERMARK_MARGIN = 0.16, 0.04  # of the shorter side of the photo


def lay_scrim(
    image: Image.Image, under: Box, inks: Iterable[str], shade: str, reach: float, least: float = 0.35
) -> float:
    """Darken the image under a box with `shade` until each ink has contrast 4.5 : 1; return the opacity (0 to 1).

    Opacity is at least `least`, even in the box and below it, and fades out over `reach` pixels above.
    """
    left, top, right, bottom = under.rounded()
    share = _needed(image.crop((left, top, right, bottom)), inks, shade, least)
    width, height = image.size
    above = max(int(top - reach), 0)
    line = _ramp(height - above, top - above, reach, share)
    mask = Image.fromarray(np.broadcast_to(line[:, None], (height - above, width)).copy())
    image.paste(shade, (0, above), mask)
    return share


def _needed(region: Image.Image, inks: Iterable[str], shade: str, least: float) -> float:
    """Return the smallest opacity at which even the brightest pixels are dark enough for every ink."""
    most = min((luminance(ink) + 0.05) / (LEAST_CONTRAST * _MARGIN) - 0.05 for ink in inks)
    pixels = _brightest(region)
    bright = _LINEAR[pixels] @ _WEIGHTS
    worst = np.unique(pixels[bright >= np.quantile(bright, 0.99)], axis=0).astype(np.float64)
    dark = np.array(rgb(shade), dtype=np.float64)
    for step in range(round(least * _STEPS), _STEPS + 1):
        share = step / _STEPS
        mixed = np.ceil(worst + (dark - worst) * share).astype(np.uint8)
        if float((_LINEAR[mixed] @ _WEIGHTS).max()) <= most:
            return share
    return 1.0


def _brightest(region: Image.Image) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    """Return the maxima of red, green and blue per patch of pixels, an upper bound of brightness."""
    pixels = np.asarray(region)
    rows, columns = (np.arange(0, length, _PATCH) for length in pixels.shape[:2])
    most: np.ndarray[tuple[int, int], np.dtype[np.uint8]]
    most = np.maximum.reduceat(np.maximum.reduceat(pixels, rows, 0), columns, 1).reshape(-1, 3)
    return most


def _ramp(length: int, start: int, reach: float, share: float) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    """Return the opacity per row: `share` from `start` on, rising smoothly over the `reach` pixels before."""
    along = np.clip((np.arange(length) - (start - reach)) / max(reach, 1), 0, 1)
    smooth = along * along * (3 - 2 * along)
    line: np.ndarray[tuple[int], np.dtype[np.uint8]] = np.round(255 * share * smooth).astype(np.uint8)
    return line


def watermark_box(arrangement: CardLayout) -> Box | None:
    """Return the box of the watermark: the first corner of the photo without other content; None if there is none."""
    photo = next((each.box for each in arrangement.layers if _is_photo(each.layer)), None)
    if not (photo and arrangement.photo and arrangement.logo and arrangement.watermark):
        return None
    taken = [*_occupied(arrangement)]
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


def _overlaps(box: Box, others: list[Box]) -> bool:
    return any(
        box.left < other.right and other.left < box.right and box.top < other.bottom and other.top < box.bottom
        for other in others
    )
