"""Where faces are in a photo: a cascade of local binary patterns, read from OpenCV's file and run by numpy."""

from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from bumi.settings import PACKAGE

__all__ = ["Face", "faces"]

_CASCADE = PACKAGE / "assets" / "faces" / "lbpcascade_frontalface.xml"
_WINDOW = 24  # pixels
_LARGEST = 256  # of the longer side: faces are found from a tenth of it on
_SMALLER = 1.15
_NEIGHBOURS, _ALIKE = 4, 0.25
"""A face is seen from several windows nearby; one alone is a chance likeness."""

_ROUNDING = 1e-5  # the file has sums of votes to the last digit, and ours may be a hair less
_RING = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))
"""The cells round the middle one, from the upper left clockwise: the bits of a pattern, the highest first."""

Whole = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


class Face(NamedTuple):
    """A face: its middle and its width, as parts of the photo's width and height (the width: of its width)."""

    x: float
    y: float
    width: float


class _Weak(NamedTuple):
    """One look: its upper left cell of nine (x, y, width, height), and the vote of each pattern."""

    cell: tuple[int, ...]
    votes: "np.ndarray[tuple[int], np.dtype[np.float64]]"


def faces(image: Image.Image) -> list[Face]:
    """Return the faces that look at the camera, the surest first.

    After Liao, Zhu, Lei, Zhang and Li, "Learning Multi-scale Block Local Binary Patterns for Face Recognition" (2007),
    in a cascade after Viola and Jones (2001): a window that a stage takes for no face is not looked at again.
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
    """The left and top edges of the windows that every stage takes for a face."""
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
    """Eight bits for each window: which of the cells round the middle one are at least as bright."""
    x, y, across, down = cell
    corner = [[sums.take(at + ((y + i * down) * width + x + j * across)) for j in range(4)] for i in range(4)]

    def bright(i: int, j: int) -> Whole:
        return corner[i + 1][j + 1] - corner[i][j + 1] - corner[i + 1][j] + corner[i][j]

    middle, pattern = bright(1, 1), np.zeros(len(at), dtype=np.int64)
    for i, j in _RING:
        pattern = 2 * pattern + (bright(i, j) >= middle)
    return pattern


def _grouped(found: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """The mean of windows that are much alike, where they are several; those of most windows first."""
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
