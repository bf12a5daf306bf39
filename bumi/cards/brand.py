"""The check of a brand kit: can its words be read, has its font every letter, has its logo the room it wants."""

import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bumi.cards.colour import LEAST_CONTRAST, contrast
from bumi.cards.edges import box_of
from bumi.cards.fonts import Weight, lacks
from bumi.cards.kit import Kit
from bumi.cards.sizes import Box, Size
from bumi.cards.template import Ornament, Row, Stack, Template, Words, layers_of, template, templates
from bumi.persian.text import digits_to_persian

__all__ = ["problems_of"]

_LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئۀ۰۱۲۳۴۵۶۷۸۹«»؟،؛:.!٪٫٬…–-−()/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # noqa: E501
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_LEAST_LOGO = 256
_FAMILIES = (Size.SQUARE, Size.PORTRAIT, Size.WIDE)


def problems_of(kit: Kit) -> list[str]:
    """Return all that is wrong with a kit, a Persian sentence each; none where every card of it can be read."""
    return [*_faint(kit), *_without_letters(kit), *_logo(kit)]


def _faint(kit: Kit) -> Iterator[str]:
    """Every pair of colours in which any template sets words, in every palette of the kit."""
    for name, palette in kit.palettes().items():
        pairs = {pair for each in templates() for pair in _pairs(template(each), name)}
        for ink, on in sorted(pairs):
            front, back = palette.colour(ink), palette.colour(on)
            if (ratio := contrast(front, back)) < LEAST_CONTRAST:
                said = f"{name}: رنگ {ink} ({front}) روی {on} ({back}) خوانا نیست؛ تضاد {ratio:.1f} است"
                yield _persian(f"{said} و باید دست‌کم {LEAST_CONTRAST} باشد؛ یکی را تیره‌تر یا روشن‌تر کنید")


def _pairs(found: Template, palette: str) -> set[tuple[str, str]]:
    """The (ink, on) of a template's texts, where its tone may have this palette."""
    if not _may_have(found, palette):
        return set()
    words = [
        words
        for family in (size.family for size in _FAMILIES)
        for layer in layers_of(found, family)
        if isinstance(layer, Stack)
        for item in layer.items
        for words in (item.row if isinstance(item, Row) else (item,))
    ]
    pairs = {(each.ink, each.chip or each.on) for each in words if isinstance(each, Words)}
    return pairs | {(ink, "ground") for ink, on in pairs if on == "shade"}  # without a photo they stand on the ground


def _may_have(found: Template, palette: str) -> bool:
    """A template has the palettes of its own tone; one in the colours of the axis may be told to have any."""
    tone = found.tone.value
    if palette.startswith("tones."):
        own = palette.removeprefix("tones.")
        return (
            tone == own or (found.name == "alert" and own == "crisis") or (found.name == "event" and own == "festive")
        )
    return tone == "paper" if palette.endswith("(paper)") else tone == "axis"


def _without_letters(kit: Kit) -> Iterator[str]:
    for weight in Weight:
        font = kit.font(weight)
        if font.endswith(".ttf") and not Path(font).is_file():
            yield f"fonts.{weight.name.lower()}: پرونده «{Path(font).name}» نیست؛ آن را کنار brand.toml بگذارید"
        elif missing := [letter for letter in _LETTERS if lacks(letter, font)]:
            yield f"fonts.{weight.name.lower()}: این نویسه‌ها را ندارد: {' '.join(missing)}؛ قلم دیگری برگزینید"


def _logo(kit: Kit) -> Iterator[str]:
    if kit.logo is None:
        return
    path = kit.folder / kit.logo.file
    try:
        with Image.open(path, formats=("PNG", "WEBP")) as opened:
            image = opened.convert("RGBA")
    except OSError:
        yield f"logo: «{kit.logo.file}» باز نشد؛ پرونده PNG یا WebP بدهید"
        return
    if image.getchannel("A").getextrema()[0] == 255:
        yield f"logo: زمینه «{kit.logo.file}» شفاف نیست؛ نشان را بی‌زمینه بدهید"
    if max(image.size) < _LEAST_LOGO:
        yield _persian(f"logo: «{kit.logo.file}» کوچک است؛ ضلع بزرگ آن دست‌کم {_LEAST_LOGO} پیکسل باشد")
    yield from _crowded(kit, kit.logo.clear, kit.logo.least)


def _crowded(kit: Kit, clear: float, least: int) -> Iterator[str]:
    """Where texts may come nearer to the logo than it wants, and where it is drawn smaller than it can be."""
    for name in templates():
        for size in _FAMILIES:
            placed = {"card": size.card, "safe": size.safe}
            boxes: dict[str, Box] = {}
            for layer in layers_of(template(name), size.family):
                if isinstance(layer, Ornament) and layer.of == "logo":
                    boxes["logo"] = box_of(layer.box, size, placed)
                elif isinstance(layer, Stack) and layer.name == "byline":
                    boxes["byline"] = box_of(layer.box, size, placed | {"words": size.safe})
            if len(boxes) == 2:
                room, height = boxes["logo"].left - boxes["byline"].right, boxes["logo"].height
                if height < least:
                    yield _persian(
                        f"logo: در قالب {name} بلندی نشان {height:.0f} پیکسل است، کمتر از {least}؛ least را کم کنید"
                    )
                if room < clear * height:
                    said = f"logo: در قالب {name} فضای کنار نشان {room:.0f} پیکسل است"
                    yield _persian(
                        f"{said} و {clear * height:.0f} پیکسل می‌خواهد؛ clear را کم کنید یا حاشیه نشان را ببرید"
                    )


def _persian(text: str) -> str:
    """The digits of a sentence in Persian, and not those of colours."""
    words = (word if "#" in word else _POINT.sub("٫", digits_to_persian(word)) for word in text.split(" "))
    return " ".join(words)
