"""Fonts at any size, shaped by Raqm: Persian letters joined and ordered as they are read."""

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypedDict

from PIL import ImageFont, features

from bumi.errors import NotAvailable
from bumi.persian.text import ZWNJ
from bumi.settings import PACKAGE

__all__ = ["SHAPING", "Weight", "advance", "face", "lacks", "require_raqm"]


class _Shaping(TypedDict):
    direction: str
    language: str
    features: list[str]


SHAPING = _Shaping(direction="rtl", language="fa", features=["kern", "liga"])
_FOLDER = PACKAGE / "assets" / "fonts"
_NOWHERE = "\U0010ffff"  # no character, so every font draws what it draws for those it lacks
_REFERENCE = 200


class Weight(StrEnum):
    """The weights of Vazirmatn that cards use, named as their files; a kit may name other fonts in their place."""

    MEDIUM = "Vazirmatn-Medium"
    BOLD = "Vazirmatn-Bold"
    EXTRA_BOLD = "Vazirmatn-ExtraBold"


def require_raqm() -> None:
    """Raise NotAvailable, with the remedy, where Pillow cannot shape Persian: letters would stand apart, reversed."""
    if not features.check("raqm"):
        raise NotAvailable(
            "حروف‌چینی فارسی (Raqm) در این دستگاه نیست، چون کتابخانه FriBiDi نصب نشده است؛ "
            "در دبیان بسته libfribidi0 را نصب کنید: apt install libfribidi0"
        )


@cache
def face(font: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a font at a size in pixels; `font` is a file of assets/fonts without its suffix, or a path."""
    path = font if font.endswith(".ttf") else _FOLDER / f"{font}.ttf"
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=4096)
def advance(text: str, font: str) -> float:
    """Return how wide a text runs at a size of one pixel: multiplied by the size, its width."""
    return face(font, _REFERENCE).getlength(text, **SHAPING) / _REFERENCE


@cache
def lacks(character: str, font: str = Weight.MEDIUM) -> bool:
    """Say whether the font has no picture of `character`: it draws the same as for no character at all."""
    if character in (" ", ZWNJ) or unicodedata.category(character) == "Mn":
        return False
    drawn, nothing = (face(font, 32).getmask(each) for each in (character, _NOWHERE))
    return drawn.getbbox() is None or (drawn.size == nothing.size and bytes(drawn) == bytes(nothing))
