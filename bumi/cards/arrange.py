"""A card before it is drawn: where every layer of its template lies, and which texts do not fit."""

from dataclasses import dataclass

from bumi.cards.content import Card
from bumi.cards.edges import Unplaced, box_of
from bumi.cards.kit import Craft, Kit, Palette
from bumi.cards.photo import Photo
from bumi.cards.sizes import Box, Size
from bumi.cards.stack import Ink, Setter, Setting, set_stack
from bumi.cards.template import Layer, Stack, layers_of, template

__all__ = ["Arrangement", "Placed", "arrange"]


@dataclass(frozen=True)
class Placed:
    """A layer in its box; a stack with the texts that it set."""

    layer: Layer
    box: Box
    setting: Setting | None = None


@dataclass(frozen=True)
class Arrangement:
    """All that is to be drawn, from the ground up, and the texts that do not fit at a size that can be read."""

    size: Size
    palette: Palette
    craft: Craft
    logo: str
    watermark: float
    photo: Photo | None
    place: tuple[int, int]
    layers: tuple[Placed, ...]
    unfit: tuple[str, ...]

    def inks(self) -> list[Ink]:
        """Return every line that is drawn."""
        return [ink for each in self.layers if each.setting for ink in each.setting.inks()]


def arrange(card: Card, size: Size, kit: Kit) -> Arrangement:
    """Return the card with everything in its place; texts that do not fit are named, and not drawn."""
    found = template(card.template)
    conditions = {
        "photo": card.photo is not None,
        "roomy": size.roomy,
        "poster": size.poster,
        "story": size is Size.STORY,
        "carousel": card.place[1] > 1,
        "logo": kit.logo is not None,
    }

    def holds(when: str) -> bool:
        parts = [part.strip() for part in when.split(",") if part.strip()]
        return all(_any(part.lstrip("!")) is not part.startswith("!") for part in parts)

    def _any(names: str) -> bool:
        return any(conditions.get(name, bool(card.words.get(name))) for name in names.split("|"))

    setter = Setter(card.words, card.names, kit.font, size.unit, holds)
    layers = [layer for layer in layers_of(found, size.family) if holds(layer.when)]
    placed = _place(layers, size, setter)
    return Arrangement(
        size=size,
        palette=kit.palette(card.tone or found.tone, card.axis),
        craft=kit.craft(card.axis),
        logo=str(kit.folder / kit.logo.file) if kit.logo else "",
        watermark=kit.logo.watermark if kit.logo else 0,
        photo=card.photo,
        place=card.place,
        layers=tuple(placed[number] for number in range(len(layers))),
        unfit=tuple(dict.fromkeys(text for each in placed.values() if each.setting for text in each.setting.unfit)),
    )


def _place(layers: list[Layer], size: Size, setter: Setter) -> dict[int, Placed]:
    """Place the layers, those first that the others are placed by; ValueError where a name has no layer."""
    boxes = {"card": size.card, "safe": size.safe}
    waiting = dict(enumerate(layers))
    done: dict[int, Placed] = {}
    while waiting:
        before = len(waiting)
        for number, layer in list(waiting.items()):
            try:
                box = box_of(layer.box, size, boxes)
            except Unplaced as reference:
                missing = reference.name
                continue
            setting = set_stack(layer, box, setter) if isinstance(layer, Stack) else None
            if isinstance(layer, Stack) and setting:
                boxes[layer.name] = setting.box
            done[number] = Placed(layer, box, setting)
            del waiting[number]
        if len(waiting) == before:
            raise ValueError(f"no layer that could be placed is called «{missing}»")
    return done
