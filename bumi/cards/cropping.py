"""Cropping of photos: round the focal point, or by face detection (LBP cascade) and saliency."""

from functools import cache, lru_cache
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from bumi.cards.photo import Point, SafePhoto
from bumi.settings import PACKAGE

_CASCADE = PACKAGE / "assets" / "faces" / "lbpcascade_frontalface.xml"
_WINDOW = 24  # pixels
_LARGEST = 256  # pixels of the longer side; the smallest face is a tenth of it
_SMALLER = 1.15
_NEIGHBOURS, _ALIKE = 4, 0.25
"""Least number of overlapping windows for a face, and how near (share of their width) they must be."""

_ROUNDING = 1e-5  # tolerance for the rounded thresholds of the file
_RING = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))
"""Cells round the centre, clockwise from the upper left: the bits of a pattern, highest first."""

Whole = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
_SMALL, _OPENED = 64, 512  # cells per side; pixels per side to decode
_FACE = 0.6
"""Share of the saliency that faces have, where there are any."""

_THIRD = 0.42
"""Vertical position of the focal point in the crop: a little above the middle."""


class Face(NamedTuple):
    """A face: centre as shares of the photo's width and height, width as a share of its width."""

    x: float
    y: float
    width: float


class _Weak(NamedTuple):
    """A weak classifier: the upper left of its nine cells (x, y, width, height), and a vote per pattern."""

    cell: tuple[int, ...]
    votes: "np.ndarray[tuple[int], np.dtype[np.float64]]"


def faces(image: Image.Image) -> list[Face]:
    """Return frontal faces, most certain first.

    Multi-block local binary patterns (Liao et al., "Learning Multi-scale Block Local Binary Patterns for Face
    Recognition", 2007) in a cascade (Viola and Jones, 2001), with the weights of OpenCV.
    """
    grey, scale = image.convert("L"), max(image.size) / _LARGEST
    found: list[tuple[float, float, float]] = []
    while min(grey.size) / scale >= _WINDOW:
        small = grey.resize((round(grey.width / scale), round(grey.height / scale)), Image.Resampling.BILINEAR)
        left, top = _windows(np.asarray(small, dtype=np.int64))
        half = _WINDOW / 2
        found += [((x + half) * scale, (y + half) * scale, _WINDOW * scale) for x, y in zip(left, top, strict=True)]
        scale *= _SMALLER
    return [Face(x / image.width, y / image.height, width / image.width) for x, y, width in _grouped(found)]


def _windows(grey: Whole) -> tuple[Whole, Whole]:
    """Return the left and top edges of the windows that pass every stage."""
    height, width = grey.shape
    sums = np.pad(grey.cumsum(0).cumsum(1), ((1, 0), (1, 0))).ravel()
    rows, columns = (np.arange(length - _WINDOW + 1) for length in (height, width))
    at = (rows[:, None] * (width + 1) + columns).ravel()
    for weak, least in _stages():
        score = np.zeros(len(at))
        for each in weak:
            score += each.votes[_patterns(sums, at, width + 1, each.cell)]
        at = at[score >= least]
    return at % (width + 1), at // (width + 1)


def _patterns(sums: Whole, at: Whole, width: int, cell: tuple[int, ...]) -> Whole:
    """Return eight bits per window: which cells are at least as bright as the centre."""
    x, y, across, down = cell
    corner = [[sums.take(at + ((y + i * down) * width + x + j * across)) for j in range(4)] for i in range(4)]

    def bright(i: int, j: int) -> Whole:
        return corner[i + 1][j + 1] - corner[i][j + 1] - corner[i + 1][j] + corner[i][j]

    middle, pattern = bright(1, 1), np.zeros(len(at), dtype=np.int64)
    for i, j in _RING:
        pattern = 2 * pattern + (bright(i, j) >= middle)
    return pattern


def _grouped(found: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Return the means of groups of similar windows, the largest group first."""
    left = np.array(found).reshape(-1, 3)
    groups: list[tuple[int, tuple[float, float, float]]] = []
    while len(left):
        near = np.abs(left - left[0]).max(axis=1) < _ALIKE * left[0, 2]
        if near.sum() >= _NEIGHBOURS:
            middle = left[near].mean(axis=0)
            groups.append((int(near.sum()), (float(middle[0]), float(middle[1]), float(middle[2]))))
        left = left[~near]
    return [middle for _, middle in sorted(groups, reverse=True)]


@cache
def _stages() -> list[tuple[list[_Weak], float]]:
    cascade = ElementTree.parse(_CASCADE).getroot()[0]

    def numbers(element: ElementTree.Element, path: str) -> list[float]:
        return [float(word) for word in element.findtext(path, "").split()]

    cells = [tuple(map(int, numbers(each, "rect"))) for each in cascade.findall("features/_")]
    stages = []
    for stage in cascade.findall("stages/_"):
        weak = []
        for each in stage.findall("weakClassifiers/_"):
            node, (yes, no) = [int(number) for number in numbers(each, "internalNodes")], numbers(each, "leafValues")
            listed = [node[3 + (pattern >> 5)] >> (pattern & 31) & 1 for pattern in range(256)]
            weak.append(_Weak(cells[node[2]], np.where(listed, yes, no)))
        stages.append((weak, numbers(stage, "stageThreshold")[0] - _ROUNDING))
    return stages


class CropBox(NamedTuple):
    """The part of a photo that a crop shows, in pixels of the photo."""

    left: float
    top: float
    right: float
    bottom: float

    def holds_at(self, x: float, y: float) -> tuple[float, float]:
        """Return where in the crop a point of the photo is, both as shares; the nearest edge if it is outside."""
        across, down = (x - self.left) / (self.right - self.left), (y - self.top) / (self.bottom - self.top)
        return round(min(max(across, 0), 1), 4), round(min(max(down, 0), 1), 4)


def cut(photo: SafePhoto, width: int, height: int) -> Image.Image:
    """Return the photo scaled and cropped to `width` by `height` pixels."""
    box = crop_box(photo, width, height)
    return photo.image().resize((width, height), Image.Resampling.BICUBIC, box=box, reducing_gap=2)


def crop_box(photo: SafePhoto, width: int, height: int) -> CropBox:
    """Return the part of the photo that `cut` shows: round its focal point, its faces, or where most is to be seen."""
    wide, high = size = photo.size
    across, down = _reach(size, width, height)
    if focus := photo.focus or _middle_of_faces(photo.data, across / wide, down / high):
        return crop_round(focus, size, width, height)
    left, top = _busiest(photo, across / wide, down / high)
    return _inside(left * wide, top * high, across, down, size)


def crop_round(focus: Point, size: tuple[int, int], width: int, height: int) -> CropBox:
    """Return the part round a focal point that a crop to `width` by `height` shows, of a photo of `size` pixels."""
    across, down = _reach(size, width, height)
    return _inside(focus[0] * size[0] - across / 2, focus[1] * size[1] - down * _THIRD, across, down, size)


def _reach(size: tuple[int, int], width: int, height: int) -> tuple[float, float]:
    scale = max(width / size[0], height / size[1])
    return width / scale, height / scale


def _inside(x: float, y: float, across: float, down: float, size: tuple[int, int]) -> CropBox:
    left, top = max(min(x, size[0] - across), 0), max(min(y, size[1] - down), 0)
    return CropBox(left, top, min(left + across, size[0]), min(top + down, size[1]))  # against rounding


@lru_cache(maxsize=64)
def _middle_of_faces(data: bytes, across: float, down: float) -> Point | None:
    """Return the middle of all faces, if a window of this size (shares of the photo) holds all of them whole."""
    seen = _opened(data)
    found, ratio = faces(seen), seen.width / seen.height
    if not found:
        return None
    left, right = (edge(face.x + side * face.width for face in found) for edge, side in ((min, -1), (max, 1)))
    top, bottom = (edge(face.y + side * face.width * ratio for face in found) for edge, side in ((min, -1), (max, 1)))
    return ((left + right) / 2, (top + bottom) / 2) if right - left <= across and bottom - top <= down else None


def _opened(data: bytes) -> Image.Image:
    """Return a JPEG, decoded at reduced size where it is large."""
    with Image.open(BytesIO(data), formats=("JPEG",)) as opened:
        opened.draft("RGB", (_OPENED, _OPENED))
        return opened.convert("RGB")


def _busiest(photo: SafePhoto, across: float, down: float) -> tuple[float, float]:
    """Return left and top, as shares of the photo, of the window of this size with most saliency."""
    sums = np.pad(saliency(photo.data).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    wide, high = max(round(across * _SMALL), 1), max(round(down * _SMALL), 1)
    held = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    top, left = np.unravel_index(int(held.argmax()), held.shape)
    return float(left) / _SMALL, float(top) / _SMALL


@lru_cache(maxsize=16)
def saliency(data: bytes) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return the saliency of a JPEG in 64 by 64 cells, summing to 1.

    Spectral residual (Hou and Zhang, "Saliency Detection: A Spectral Residual Approach", 2007), weighted by skin
    colours and towards the centre; detected faces have `_FACE` of it.
    """
    seen = _opened(data)
    small = seen.resize((_SMALL, _SMALL), Image.Resampling.BOX, reducing_gap=2)
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
    found /= found.sum()
    if (shown := _face_cells(seen)).any():
        found = (1 - _FACE) * found + _FACE * shown / shown.sum()
    return found


def _face_cells(image: Image.Image) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return the cells covered by faces, hair and chin included."""
    covered, ratio = np.zeros((_SMALL, _SMALL)), image.width / image.height
    for face in faces(image):
        across, down = 0.6 * face.width, 0.75 * face.width * ratio
        columns, rows = (
            slice(max(int((middle - reach) * _SMALL), 0), int((middle + reach) * _SMALL) + 1)
            for middle, reach in ((face.x, across), (face.y, down))
        )
        covered[rows, columns] = 1
    return covered


def _blurred(
    values: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return the mean over nine by nine cells."""
    for axis in (0, 1):
        padded = np.pad(values, [(4, 4) if each == axis else (0, 0) for each in (0, 1)], mode="edge")
        values = np.stack([np.take(padded, range(k, k + _SMALL), axis) for k in range(9)]).mean(0)
    return values
