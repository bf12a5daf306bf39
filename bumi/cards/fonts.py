"""Fonts for Pillow, with Persian shaping by Raqm."""

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypedDict

from PIL import ImageFont, features

from bumi.errors import NotAvailable
from bumi.persian.text import ZWNJ
from bumi.settings import PACKAGE


class _Shaping(TypedDict):
    direction: str
    language: str
    features: list[str]


SHAPING = _Shaping(direction="rtl", language="fa", features=["kern", "liga"])
_FOLDER = PACKAGE / "assets" / "fonts"
_NOWHERE = "\U0010ffff"  # a noncharacter: drawn as the font's missing glyph
_REFERENCE = 200


class Weight(StrEnum):
    """The weights of Vazirmatn on cards, by file name; a brand kit may replace them."""

    MEDIUM = "Vazirmatn-Medium"
    BOLD = "Vazirmatn-Bold"
    EXTRA_BOLD = "Vazirmatn-ExtraBold"


def require_raqm() -> None:
    """Raise NotAvailable, with the remedy, where Pillow has no Raqm to shape Persian."""
    if not features.check("raqm"):
        raise NotAvailable(
            "حروف‌چینی فارسی (Raqm) در این دستگاه نیست، چون کتابخانه FriBiDi نصب نشده است؛ "
            "در دبیان بسته libfribidi0 را نصب کنید: apt install libfribidi0"
        )


@cache
def face(font: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a font at a size in pixels; `font` is the stem of a file in assets/fonts, or a path."""
    path = font if font.endswith(".ttf") else _FOLDER / f"{font}.ttf"
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=4096)
def advance(text: str, font: str) -> float:
    """Return the advance width of a text per pixel of font size."""
    return face(font, _REFERENCE).getlength(text, **SHAPING) / _REFERENCE


@cache
def lacks(character: str, font: str = Weight.MEDIUM) -> bool:
    """Return whether the font has no glyph for `character`: it draws the missing glyph."""
    if character in (" ", ZWNJ) or unicodedata.category(character) == "Mn":
        return False
    drawn, nothing = (face(font, 32).getmask(each) for each in (character, _NOWHERE))
    return drawn.getbbox() is None or (drawn.size == nothing.size and bytes(drawn) == bytes(nothing))
