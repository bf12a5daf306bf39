"""Vazirmatn at any size, shaped by Raqm: Persian letters joined and ordered as they are read."""

import unicodedata
from enum import StrEnum
from functools import cache
from typing import TypedDict

from PIL import ImageFont, features

from bumi.errors import NotAvailable
from bumi.settings import ROOT
from bumi.text import ZWNJ

__all__ = ["SHAPING", "Weight", "face", "lacks", "require_raqm"]


class _Shaping(TypedDict):
    direction: str
    language: str
    features: list[str]


SHAPING = _Shaping(direction="rtl", language="fa", features=["kern", "liga"])
_FOLDER = ROOT / "assets" / "fonts"


class Weight(StrEnum):
    """The weights of Vazirmatn that cards use."""

    MEDIUM = "Medium"
    BOLD = "Bold"
    EXTRA_BOLD = "ExtraBold"


def require_raqm() -> None:
    """Raise NotAvailable, with the remedy, where Pillow cannot shape Persian: letters would stand apart, reversed."""
    if not features.check("raqm"):
        raise NotAvailable(
            "حروف‌چینی فارسی (Raqm) در این دستگاه نیست، چون کتابخانه FriBiDi نصب نشده است؛ "
            "در دبیان بسته libfribidi0 را نصب کنید: apt install libfribidi0"
        )


@cache
def face(weight: Weight, pixels: int) -> ImageFont.FreeTypeFont:
    """Return the font at a size in pixels."""
    return ImageFont.truetype(_FOLDER / f"Vazirmatn-{weight}.ttf", pixels, layout_engine=ImageFont.Layout.RAQM)


@cache
def lacks(character: str) -> bool:
    """Say whether the font has no picture of `character`: Vazirmatn draws what it lacks as an empty box of no ink."""
    if character in (" ", ZWNJ) or unicodedata.category(character) == "Mn":
        return False
    return face(Weight.MEDIUM, 32).getmask(character).getbbox() is None
