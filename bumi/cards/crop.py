"""Cutting a photo to a box: round the focal point that was given, or where there is most to see."""

from functools import lru_cache

import numpy as np
from PIL import Image

from bumi.cards.photo import Photo

__all__ = ["cut", "saliency"]

_SMALL = 64
_THIRD = 0.42
"""A focal point comes to lie a little above the middle: heads want room below, not above."""


def cut(photo: Photo, width: int, height: int) -> Image.Image:
    """Return the photo filling `width` by `height` pixels, uncropped in one direction and cut in the other."""
    image = photo.image()
    scale = max(width / image.width, height / image.height)
    across, down = width / scale, height / scale
    if photo.focus:
        x, y = photo.focus[0] * image.width - across / 2, photo.focus[1] * image.height - down * _THIRD
    else:
        x, y = _busiest(photo, across / image.width, down / image.height)
        x, y = x * image.width, y * image.height
    left, top = max(min(x, image.width - across), 0), max(min(y, image.height - down), 0)
    box = (left, top, min(left + across, image.width), min(top + down, image.height))  # whatever rounding did
    return image.resize((width, height), Image.Resampling.BICUBIC, box=box, reducing_gap=2)


def _busiest(photo: Photo, across: float, down: float) -> tuple[float, float]:
    """The left and top, as parts of the photo, of the window of this size that holds most saliency."""
    sums = np.pad(saliency(photo.data).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    wide, high = max(round(across * _SMALL), 1), max(round(down * _SMALL), 1)
    held = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    top, left = np.unravel_index(int(held.argmax()), held.shape)
    return float(left) / _SMALL, float(top) / _SMALL


@lru_cache(maxsize=16)
def saliency(data: bytes) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return how much there is to see in each of 64 by 64 cells of a photo; the sum is 1.

    The spectral residual (Hou and Zhang, "Saliency Detection: A Spectral Residual Approach", 2007), with weight
    for colours of skin, since faces matter most, and for the middle, where photographers put their subject.
    """
    small = Photo(data).image().resize((_SMALL, _SMALL), Image.Resampling.BOX, reducing_gap=2)
    grey = np.asarray(small.convert("L"), dtype=np.float64) / 255
    spectrum = np.fft.fft2(grey)
    magnitude = np.log(np.abs(spectrum) + 1e-9)
    around = sum(np.roll(magnitude, (dy, dx), (0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)) / 9
    residual = np.abs(np.fft.ifft2(np.exp(magnitude - around + 1j * np.angle(spectrum)))) ** 2
    there = _blurred(residual)
    there = there / there.max()
    _, blue, red = np.moveaxis(np.asarray(small.convert("YCbCr"), dtype=np.float64), 2, 0)
    skin = _blurred(((red > 135) & (red < 175) & (blue > 85) & (blue < 125)).astype(np.float64))
    away = np.linspace(-1, 1, _SMALL) ** 2
    middle = np.exp(-1.5 * (away[:, None] + away[None, :]))
    found = (there + 0.8 * skin + 0.05) * middle
    return found / found.sum()


def _blurred(
    values: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """A mean over nine by nine cells."""
    for axis in (0, 1):
        padded = np.pad(values, [(4, 4) if each == axis else (0, 0) for each in (0, 1)], mode="edge")
        values = np.stack([np.take(padded, range(k, k + _SMALL), axis) for k in range(9)]).mean(0)
    return values
