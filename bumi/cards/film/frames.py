"""Frames of a film: letters that stand still over a picture that slowly grows, and fades from scene to scene."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from PIL import Image

from bumi.cards.brand_kit import BrandKit
from bumi.cards.colours import rgb
from bumi.cards.content import Card
from bumi.cards.drawing import draw
from bumi.cards.film.encoder import FilmFormat
from bumi.cards.film.scenes import SECONDS, Film
from bumi.cards.layout import CardLayout, PlacedLayer, lay_out
from bumi.cards.sizes import Box, Size
from bumi.cards.template import Fill, Picture

_GROWTH = 0.08
"""By how much the picture grows from the first second to the last, as a share of its size."""

_FADE_S = 0.5
_BACKDROPS = ("paper", "shade")
"""Two colours of every palette on which a scene is drawn, to tell its own opacity from the two results."""


@dataclass(frozen=True)
class _Layers:
    """A drawn scene: what stands still, its opacity over the picture, and the picture with its box, where seen."""

    still: Image.Image
    mask: Image.Image
    picture: Image.Image | None
    seen: Box

    def at(self, moment: float) -> Image.Image:
        """Return the scene when `moment`, a share of the film, has passed."""
        if self.picture is None:
            return self.still
        frame, box = self.still.copy(), self.seen.rounded()
        part = self.picture.resize(
            (box[2] - box[0], box[3] - box[1]), Image.Resampling.BICUBIC, _window(self.seen, moment)
        )
        part.paste(self.still.crop(box), mask=self.mask.crop(box))
        frame.paste(part, box[:2])
        return frame


def frames_of(film: Film, format: FilmFormat) -> Iterator[Image.Image]:
    """Yield the frames of a film in RGB. Only the picture moves; letters are the same in every frame of a scene."""
    layers = [_drawn(scene.card, film.kit, format, film.still) for scene in film.scenes]
    begins = [0.0, *accumulate(scene.seconds for scene in film.scenes)]
    count, here = round(SECONDS * format.rate), 0
    for number in range(count):
        second = number / format.rate
        if here + 1 < len(layers) and second >= begins[here + 1]:
            here += 1
        frame, faded = layers[here].at(number / count), (second - begins[here]) / _FADE_S
        if here and faded < 1:
            frame = Image.blend(layers[here - 1].at(number / count), frame, faded * faded * (3 - 2 * faded))
        yield frame


def _drawn(card: Card, kit: BrandKit, format: FilmFormat, still: bool) -> _Layers:
    arrangement = lay_out(card, Size.STORY, kit)
    size = (format.width, format.height)
    picture = next((each for each in arrangement.layers if isinstance(each.layer, Picture)), None)
    if picture is None or still:
        whole = _resized(draw(arrangement), size)
        return _Layers(whole, Image.new("L", size, 255), None, Box(0, 0, *size))
    still_part, mask = _overlay(arrangement, picture)
    mask = _resized(mask, size)
    seen = mask.point(lambda opacity: 255 - opacity).getbbox()
    moving = _resized(draw(replace(arrangement, layers=(picture,))), size)
    return _Layers(_resized(still_part, size), mask, moving if seen else None, Box(*(seen or (0, 0, *size))))


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def _overlay(arrangement: CardLayout, picture: PlacedLayer) -> tuple[Image.Image, Image.Image]:
    """Return what a scene draws over its picture, and its opacity there: from the scene over two plain colours."""
    one, other = (
        np.asarray(draw(replace(arrangement, layers=_over(arrangement, picture, colour))), dtype=np.float32)
        for colour in _BACKDROPS
    )
    bright, dark = (np.array(rgb(arrangement.palette.colour(name)), dtype=np.float32) for name in _BACKDROPS)
    channel = int(np.argmax(np.abs(bright - dark)))
    clear = np.clip((one - other)[..., channel] / (bright - dark)[channel], 0, 1)[..., None]
    ground = np.array(rgb(arrangement.palette.ground), dtype=np.float32)  # what a resized edge is mixed with
    own = np.where(clear < 1, (one - clear * bright) / np.maximum(1 - clear, 1e-3), ground)
    opacity = np.round(255 * (1 - clear[..., 0])).astype(np.uint8)
    return Image.fromarray(np.clip(np.round(own), 0, 255).astype(np.uint8)), Image.fromarray(opacity)


def _over(arrangement: CardLayout, picture: PlacedLayer, colour: str) -> tuple[PlacedLayer, ...]:
    plain = PlacedLayer(Fill(draw="fill", colour=colour), picture.box)
    return tuple(plain if each is picture else each for each in arrangement.layers)


def _window(seen: Box, moment: float) -> tuple[float, float, float, float]:
    """Return the part of the picture that fills the box: the picture grows about its middle."""
    share = 1 / (1 + _GROWTH * moment)
    left, top, right, bottom = seen
    x, y = (left + right) / 2, (top + bottom) / 2
    return x + (left - x) * share, y + (top - y) * share, x + (right - x) * share, y + (bottom - y) * share
