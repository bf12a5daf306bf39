"""A card's words set into the grid: each text as large as its zone allows, or a refusal that names it."""

from dataclasses import dataclass

from bumi.cards.content import Card
from bumi.cards.fonts import Weight
from bumi.cards.layout import Grid
from bumi.cards.text import Block, Style, fit
from bumi.errors import BadInput

__all__ = ["Words", "set_words"]


_NOTHING = Block((), Weight.MEDIUM, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Words:
    """The blocks of a card. `when` is None where none is known, or where it does not fit: the page carries it."""

    label: Block
    kicker: Block | None
    headline: Block
    when: Block | None
    agency: Block
    county: Block
    site: Block

    def height(self, grid: Grid) -> float:
        """Of label, headline and time, one under the other."""
        time = grid.gap + self.when.height if self.when else 0
        return grid.row + grid.gap + self.headline.height + time


def set_words(card: Card, grid: Grid) -> Words:
    """Return the words in the largest sizes that fit; BadInput lists every text that does not fit at its least."""
    zone, foot, row, problems = grid.words, grid.footer, grid.row, list[str]()

    def setting(name: str, text: str, style: Style, width: float, height: float) -> Block:
        block = fit(text, style, width, height) if text else None
        if block is None:
            problems.append(_problem(name, text))
        return block or _NOTHING

    label = setting("گونه", card.kind.persian, grid.kicker, zone.width / 2, row)
    beside = zone.width - label.width - 2 * grid.padding - grid.gap
    says_more = card.kicker not in ("", card.kind.persian)
    kicker = setting("روتیتر", card.kicker, grid.kicker, beside, row) if says_more else None
    when = fit(card.when, grid.time, zone.width - row, zone.height / 4) if card.when else None
    left = zone.height - row - grid.gap - (when.height + grid.gap if when else 0)
    headline = setting("تیتر", card.headline, grid.headline, zone.width, left)
    county = setting("شهرستان", card.county, grid.county, foot.width * 0.4, foot.height)
    agency = setting("دستگاه", card.agency, grid.agency, foot.width - county.width - grid.gap, foot.height)
    site = setting("نام سایت", card.site, grid.brand, foot.width - row, row)
    if problems:
        raise BadInput(*problems)
    return Words(label, kicker, headline, when, agency, county, site)


def _problem(name: str, text: str) -> str:
    if not text:
        return f"«{name}» واژه‌ای ندارد که روی کارت نوشته شود؛ آن را بنویسید"
    return f"«{name}» روی کارت جا نمی‌شود؛ کوتاه‌ترش کنید: «{text}»"
