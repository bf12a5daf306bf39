"""A contact sheet: many cards on one picture, small, for the eye."""

from collections.abc import Sequence

from PIL import Image

from bumi.cards.arrange import arrange
from bumi.cards.canvas import draw
from bumi.cards.card import settle
from bumi.cards.content import Card
from bumi.cards.encode import Format
from bumi.cards.kit import Kit
from bumi.cards.plan import Job
from bumi.cards.sizes import Size

__all__ = ["contact_sheet"]

_HEIGHT, _GAP = 360, 24
_GROUND = "#DCD9D2"
_SHOWN = (Size.SQUARE, Size.PORTRAIT, Size.STORY, Size.A4, Size.WIDE, Size.ICON)


def contact_sheet(cards: Sequence[tuple[Card, Kit]], sizes: Sequence[Size] = _SHOWN) -> Image.Image:
    """Return a picture with a row for each card and, in it, the card in each size, as high as each other.

    What does not fit in a size is left out there.
    """
    widths = [round(_HEIGHT * size.width / size.height) for size in sizes]
    width = sum(widths) + _GAP * (len(sizes) + 1)
    sheet = Image.new("RGB", (width, len(cards) * (_HEIGHT + _GAP) + _GAP), _GROUND)
    for row, (card, kit) in enumerate(cards):
        right = width - _GAP
        for size, across in zip(sizes, widths, strict=True):
            if small := _small(card, size, kit, across):
                sheet.paste(small, (right - across, _GAP + row * (_HEIGHT + _GAP)))
            right -= across + _GAP
    return sheet


def _small(card: Card, size: Size, kit: Kit, across: int) -> Image.Image | None:
    settled = settle(Job(size.name, card, size, Format.PNG, 0), kit)
    if settled.reasons:
        return None
    drawn = draw(arrange(settled.job.card, size, kit))
    return drawn.resize((across, _HEIGHT), Image.Resampling.LANCZOS, reducing_gap=3)
