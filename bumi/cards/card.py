"""Cards (کارت): a piece's headline, office and day as one branded image for each size."""

import hashlib

from bumi.brief import Brief
from bumi.cards.content import Card, card_of
from bumi.cards.fonts import require_raqm
from bumi.cards.kit import Kit, load_kit
from bumi.cards.layers import compose
from bumi.cards.layout import Size
from bumi.piece import Fields, Media

__all__ = ["Card", "Kit", "Size", "cards_for", "load_kit", "render", "require_raqm"]


def cards_for(fields: Fields, brief: Brief, kit: Kit | None = None) -> list[tuple[Media, bytes]]:
    """Return the cards of a piece, one for each size, with their Persian alt text.

    The same piece gives the same bytes. NotAvailable where Persian cannot be shaped; BadInput, listing all
    that is wrong, where a text cannot be drawn or does not fit at a readable size.
    """
    require_raqm()
    card = card_of(fields, brief)
    kit = kit or load_kit()
    return [_with_media(card, size, render(card, size, kit)) for size in Size]


def render(card: Card, size: Size, kit: Kit) -> bytes:
    """Return the card as a PNG; raises as `cards_for`."""
    require_raqm()
    return compose(card, size, kit).png()


def _with_media(card: Card, size: Size, image: bytes) -> tuple[Media, bytes]:
    media = Media(
        name=size.name.lower(),
        sha256=hashlib.sha256(image).hexdigest(),
        content_type="image/png",
        width=size.width,
        height=size.height,
        alt=card.alt(),
    )
    return media, image
