"""The cover of a piece: a picture without words, for pages, which have the headline as text."""

import hashlib

from PIL import Image

from bumi.brief import Brief
from bumi.cards.crop import cut
from bumi.cards.encode import Format, encode
from bumi.cards.kit import Kit
from bumi.cards.kits import kit_of
from bumi.cards.pattern import paint
from bumi.cards.photo import Photo
from bumi.cards.plan import main_card
from bumi.cards.template import template
from bumi.piece import CRAFT, PHOTO, Fields, Media

__all__ = ["covers_for"]

_WIDTH, _HEIGHT = 1200, 675
_SCALE = 1.1  # pixels to a pixel of the craft's drawing
_BUDGET = 300_000  # bytes


def covers_for(
    fields: Fields, brief: Brief, kit: Kit | None = None, photo: Photo | None = None
) -> list[tuple[Media, bytes]]:
    """Return the cover of a piece: its photo, cut round what is to be seen, or else the craft of its axis.

    None where its card has neither: beside a death or a danger nothing is decorated. The same gives the same bytes, and
    so all pieces of an axis share one craft.
    """
    if photo:
        return [_cover(PHOTO, cut(photo, _WIDTH, _HEIGHT), Format.JPEG, photo.caption)]
    card, kit = main_card(fields, brief), kit or kit_of(brief.agency)
    found = template(card.template)
    if not found.shows_craft:
        return []
    palette = kit.palette(card.tone or found.tone, card.axis)
    return [_cover(CRAFT, paint(kit.craft(card.axis), _WIDTH, _HEIGHT, palette, _SCALE), Format.PNG)]


def _cover(name: str, image: Image.Image, format: Format, alt: str = "") -> tuple[Media, bytes]:
    data = encode(image, format, _BUDGET)
    sha256 = hashlib.sha256(data).hexdigest()
    media = Media(
        name=name, sha256=sha256, content_type=format.content_type, width=image.width, height=image.height, alt=alt
    )
    return media, data
