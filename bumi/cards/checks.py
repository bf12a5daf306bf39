"""Checks before drawing: whether the cards of a piece can be drawn, and whether a brand kit is legible."""

import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bumi.brief import Brief
from bumi.cards import template
from bumi.cards.brand_kit import BrandKit, kit_of
from bumi.cards.colours import LEAST_CONTRAST, contrast
from bumi.cards.content import undrawn
from bumi.cards.fonts import Weight, lacks
from bumi.cards.photo import SafePhoto
from bumi.cards.rendering import fitted
from bumi.cards.selection import selected_cards
from bumi.cards.sizes import Box, Size, box_of
from bumi.errors import BadInput
from bumi.finding import Finding, Severity
from bumi.messages import message
from bumi.persian.text import digits_to_persian
from bumi.piece import Fields

_ON_CARDS = ("kicker", "headline")
_LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئۀ۰۱۲۳۴۵۶۷۸۹«»؟،؛:.!٪٫٬…–-−()/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # noqa: E501
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_LEAST_LOGO = 256
_FAMILIES = (Size.SQUARE, Size.PORTRAIT, Size.WIDE)


def card_findings(fields: Fields, brief: Brief, photo: SafePhoto | None = None) -> list[Finding]:
    """Return findings: texts that cannot be drawn or do not fit (blocking), symbols left out (advisory).

    A text that is no field of the piece (agency, call to action) is reported at the headline.
    """
    texts = fields.texts()
    found = list(_left_out_symbols(texts))
    try:
        jobs = selected_cards(fields, brief, photo)
    except BadInput as error:
        return [*found, *(_finding("headline", "card/letter", problem) for problem in error.problems)]
    kit = kit_of(brief.agency)
    settled = [fitted(job, kit) for job in jobs]
    told = {(text, reason) for each in settled for text, reason in zip(each.unfit, each.reasons, strict=True)}
    for text, reason in sorted(told):
        field = text if text in texts else "headline"
        found.append(_finding(field, "card/room", reason, texts[field] if text in texts else ""))
    return found


def _left_out_symbols(texts: dict[str, str]) -> Iterator[Finding]:
    for field in _ON_CARDS:
        for sign in undrawn(texts[field]):
            start = texts[field].find(sign)
            if start >= 0:
                yield _finding(field, "card/sign", message("card/sign", sign=sign), sign, start, Severity.ADVISES)


def _finding(
    field: str, code: str, said: str, matched: str = "", start: int = 0, severity: Severity = Severity.BLOCKS
) -> Finding:
    return Finding(
        check="card",
        code=code,
        severity=severity,
        field=field,
        start=start,
        end=start + len(matched),
        matched=matched,
        message=said,
    )


def kit_problems(kit: BrandKit) -> list[str]:
    """Return the problems of a kit, a Persian sentence each; empty where all its cards are legible."""
    return [*_low_contrast(kit), *_missing_glyphs(kit), *_logo(kit)]


def _low_contrast(kit: BrandKit) -> Iterator[str]:
    """Yield colour pairs of low contrast among those of all templates, of films too, and palettes."""
    templates = [template.card_template(each) for each in (*template.card_templates(), *template.film_templates())]
    for name, palette in kit.palettes().items():
        pairs = {pair for each in templates for pair in _pairs(each, name)}
        for ink, on in sorted(pairs):
            front, back = palette.colour(ink), palette.colour(on)
            if (ratio := contrast(front, back)) < LEAST_CONTRAST:
                said = f"{name}: رنگ {ink} ({front}) روی {on} ({back}) خوانا نیست؛ تضاد {ratio:.1f} است"
                yield _persian(f"{said} و باید دست‌کم {LEAST_CONTRAST} باشد؛ یکی را تیره‌تر یا روشن‌تر کنید")


def _pairs(found: template.CardTemplate, palette: str) -> set[tuple[str, str]]:
    """Return the pairs (ink, on) of a template's texts, if it can have this palette."""
    if not _may_have(found, palette):
        return set()
    words = [
        words
        for family in (size.family for size in _FAMILIES)
        for layer in template.layers_of(found, family)
        if isinstance(layer, template.TextStack)
        for item in layer.items
        for words in (item.row if isinstance(item, template.TextRow) else (item,))
    ]
    pairs = {(each.ink, each.chip or each.on) for each in words if isinstance(each, template.TextItem)}
    return pairs


def _may_have(found: template.CardTemplate, palette: str) -> bool:
    """Return whether a card of the template can have the palette, by its tone and its special cases."""
    if found.name in template.film_templates():
        return True  # the tone is that of the piece's card
    tone = found.tone.value
    if palette.startswith("tones."):
        own = palette.removeprefix("tones.")
        return (
            tone == own or (found.name == "alert" and own == "crisis") or (found.name == "event" and own == "festive")
        )
    return tone == "paper" if palette.endswith("(paper)") else tone == "axis"


def _missing_glyphs(kit: BrandKit) -> Iterator[str]:
    for weight in Weight:
        font = kit.font(weight)
        if font.endswith(".ttf") and not Path(font).is_file():
            yield f"fonts.{weight.name.lower()}: پرونده «{Path(font).name}» نیست؛ آن را کنار brand.toml بگذارید"
        elif missing := [letter for letter in _LETTERS if lacks(letter, font)]:
            yield f"fonts.{weight.name.lower()}: این نویسه‌ها را ندارد: {' '.join(missing)}؛ قلم دیگری برگزینید"


def _logo(kit: BrandKit) -> Iterator[str]:
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
    yield from _logo_space(kit.logo.clear, kit.logo.least, image.crop(image.getchannel("A").getbbox()))


def _logo_space(clear: float, least: int, logo: Image.Image) -> Iterator[str]:
    """Yield templates where the byline comes too near to the logo, or the logo is too small."""
    for name in template.card_templates():
        for size in _FAMILIES:
            placed = {"card": size.card, "safe": size.safe}
            boxes: dict[str, Box] = {}
            for layer in template.layers_of(template.card_template(name), size.family):
                if isinstance(layer, template.Ornament) and layer.of == "logo":
                    boxes["logo"] = box_of(layer.box, size, placed)
                elif isinstance(layer, template.TextStack) and layer.name == "byline" and layer.when != "!logo":
                    boxes["byline"] = box_of(layer.box, size, placed | {"words": size.safe})
            if len(boxes) == 2:
                room, whole = boxes["logo"].left - boxes["byline"].right, boxes["logo"]
                height = min(whole.height, whole.width * logo.height / logo.width)
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
    """Return a sentence with Persian digits, except in colours."""
    words = (word if "#" in word else _POINT.sub("٫", digits_to_persian(word)) for word in text.split(" "))
    return " ".join(words)
