"""A scrim: a photo darkened under words just as much as they need to be read."""

from collections.abc import Iterable

import numpy as np
from PIL import Image

from bumi.cards.colour import LEAST_CONTRAST, luminance, rgb
from bumi.cards.sizes import Box

__all__ = ["lay_scrim"]

_MARGIN = 1.06
"""Contrast is reached with this much to spare: what is saved as JPEG is not exactly what was drawn."""

_STEPS = 40
_LEAST = 0.35
_LINEAR = np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.arange(256) / 255])
_WEIGHTS = np.array((0.2126, 0.7152, 0.0722))


def lay_scrim(image: Image.Image, under: Box, inks: Iterable[str], shade: str, reach: float) -> float:
    """Mix `shade` into the image under a box until each ink reaches 4.5 : 1 there; return how much, 0 to 1.

    The box is darkened evenly, as is all below it; above it the scrim fades away over `reach` pixels.
    """
    left, top, right, bottom = under.rounded()
    share = _needed(image.crop((left, top, right, bottom)), inks, shade)
    width, height = image.size
    line = _ramp(height, top, reach, share)
    mask = Image.fromarray(np.broadcast_to(line[:, None], (height, width)).copy())
    image.paste(shade, (0, 0), mask)
    return share


def _needed(region: Image.Image, inks: Iterable[str], shade: str) -> float:
    """The least share of the shade with which even the brightest pixel is dark enough for every ink."""
    most = min((luminance(ink) + 0.05) / (LEAST_CONTRAST * _MARGIN) - 0.05 for ink in inks)
    pixels = np.asarray(region).reshape(-1, 3)
    bright = _LINEAR[pixels] @ _WEIGHTS
    worst = np.unique(pixels[bright >= np.quantile(bright, 0.99)], axis=0).astype(np.float64)
    dark = np.array(rgb(shade), dtype=np.float64)
    for step in range(round(_LEAST * _STEPS), _STEPS + 1):
        share = step / _STEPS
        mixed = np.ceil(worst + (dark - worst) * share).astype(np.uint8)
        if float((_LINEAR[mixed] @ _WEIGHTS).max()) <= most:
            return share
    return 1.0


def _ramp(length: int, start: int, reach: float, share: float) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    """The opacity along a line: `share` from `start` on, before it rising smoothly over `reach` pixels."""
    along = np.clip((np.arange(length) - (start - reach)) / max(reach, 1), 0, 1)
    smooth = along * along * (3 - 2 * along)
    line: np.ndarray[tuple[int], np.dtype[np.uint8]] = np.round(255 * share * smooth).astype(np.uint8)
    return line
