"""Certificates of completed courses as images: a landscape A4 sheet to print, and a picture for a phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import sqrt
from typing import NamedTuple

from PIL import Image

from bumi.cards.brand_kit import BrandKit, kit_of
from bumi.cards.colours import Palette, Tone
from bumi.cards.encoding import Format, encode
from bumi.cards.fonts import Weight, require_raqm
from bumi.cards.icons import icon
from bumi.cards.patterns import paint
from bumi.cards.qr import qr_mask
from bumi.cards.sizes import Box
from bumi.cards.text_block import TextBlock, TextStyle, fit
from bumi.errors import BadInput

_BUDGET = 4_000_000  # bytes; a sheet has some hundred thousand
_AXIS = "education"
_DESIGNED = 10.8  # template unit in pixels for which the crafts are designed


class CertificateSize(Enum):
    """The sizes of a certificate: width and height in pixels, and the share of the longer side that the craft takes."""

    SHEET = (3508, 2480, 0.2)
    PHONE = (1080, 1350, 0.2)

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.value[0])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.value[1])

    @property
    def craft(self) -> Box:
        """The box of the craft: a band at the right of a sheet, at the top of a phone's picture."""
        share = self.value[2]
        if self.width > self.height:
            return Box(self.width * (1 - share), 0, self.width, self.height)
        return Box(0, 0, self.width, self.height * share)

    @property
    def page(self) -> Box:
        """The box of the texts."""
        band, unit = self.craft, self.unit
        if self.width > self.height:
            return Box(9 * unit, 9 * unit, band.left - 11 * unit, self.height - 9 * unit)
        return Box(7 * unit, band.bottom + 11 * unit, self.width - 7 * unit, self.height - 7 * unit)

    @property
    def code(self) -> float:
        """The side of the QR code at the left of the last lines, in pixels."""
        return 15 * self.unit

    @property
    def unit(self) -> float:
        """A hundredth of the side of a square of the same area, in pixels."""
        return sqrt(self.width * self.height) / 100


@dataclass(frozen=True)
class CertificateText:
    """What a certificate says; `issuer` is the site, `address` the URL where its code is verified."""

    holder: str
    course: str
    day: str
    code: str
    issuer: str
    address: str

    @property
    def verified_at(self) -> str:
        """The URL that verifies this certificate."""
        return f"{self.address}/{self.code}"

    @property
    def alt(self) -> str:
        """The text of the image, for people who do not see it."""
        return f"گواهی پایان دوره «{self.course}» برای {self.holder}، {self.day}، کد {self.code}"


class _Line(NamedTuple):
    """A text to set: its words, style in units of the size, colour, and the room above it."""

    words: str
    weight: Weight
    most: float
    least: float
    lines: int
    colour: str
    above: float
    beside: bool = False  # the QR code, which takes some of the width


class _Placed(NamedTuple):
    block: TextBlock
    colour: str
    baseline: float


def draw_certificate(text: CertificateText, size: CertificateSize, kit: BrandKit | None = None) -> bytes:
    """Return the certificate as a PNG in the province's kit; deterministic.

    NotAvailable where Persian cannot be shaped; BadInput where a text does not fit at a legible size.
    """
    require_raqm()
    kit = kit or kit_of()
    palette = kit.palette(Tone.PAPER, _AXIS)
    image = Image.new("RGB", (size.width, size.height), palette.ground)
    _draw_craft(image, size, kit, palette)
    head, foot = _head(text), _foot(text)
    bottom = size.page.bottom - max(_height(foot, size, kit), size.code)
    rule = round(bottom - 2.6 * size.unit)
    left, _, right, _ = size.page.rounded()
    image.paste(palette.colour("line"), (left, rule, right, rule + max(round(size.unit / 7), 2)))
    middle = max((rule - size.page.top - _height(head, size, kit)) * 0.42, 0)  # a little above the middle
    _draw_qr(image, text, size, palette)
    for placed in (*_set(head, size, kit, size.page.top + middle), *_set(foot, size, kit, bottom)):
        _draw_block(image, placed, palette, right)
    return encode(image, Format.PNG, _BUDGET)


def _head(text: CertificateText) -> tuple[_Line, ...]:
    course = f"دوره «{text.course}» را با همه درس‌ها، پرسش‌ها و تمرین‌هایش گذراند."
    return (
        _Line("گواهی پایان دوره", Weight.BOLD, 3.4, 3.4, 1, "accent", 0),
        _Line(text.holder, Weight.EXTRA_BOLD, 9.5, 3.6, 2, "ink", 4.6),
        _Line(course, Weight.MEDIUM, 3.6, 2.2, 4, "ink", 4.2),
    )


def _foot(text: CertificateText) -> tuple[_Line, ...]:
    return (
        _Line(f"{text.issuer}، {text.day}", Weight.BOLD, 2.3, 1.5, 2, "ink", 0, beside=True),
        _Line(f"کد گواهی {text.code}", Weight.MEDIUM, 2.1, 1.5, 1, "ink", 2, beside=True),
        _Line(f"درستی آن را در {text.address} ببینید.", Weight.MEDIUM, 2.1, 1.3, 3, "ink", 1.8, beside=True),
    )


def _set(lines: tuple[_Line, ...], size: CertificateSize, kit: BrandKit, top: float) -> Iterator[_Placed]:
    """Yield the texts one below another from `top`, in pixels; BadInput where one does not fit."""
    for line in lines:
        style = TextStyle(kit.font(line.weight), line.most * size.unit, line.least * size.unit, line.lines, 1.6)
        width = size.page.width - (size.code + 4 * size.unit if line.beside else 0)
        block = fit(line.words, style, width, size.page.height)
        if block is None:
            raise BadInput(f"«{line.words}» روی گواهی جا نمی‌شود؛ نام یا عنوان کوتاه‌تری بدهید")
        top += line.above * size.unit
        yield _Placed(block, line.colour, top + block.top)
        top += block.height


def _height(lines: tuple[_Line, ...], size: CertificateSize, kit: BrandKit) -> float:
    *_, last = _set(lines, size, kit, 0)
    return last.baseline - last.block.top + last.block.height


def _draw_block(image: Image.Image, placed: _Placed, palette: Palette, right: int) -> None:
    for number, line in enumerate(placed.block.lines):
        baseline = placed.baseline + number * placed.block.pitch
        at = (right - line.mask.width, round(baseline + line.top))  # the ink of every line ends at the margin
        image.paste(palette.colour(placed.colour), at, line.mask)


def _draw_qr(image: Image.Image, text: CertificateText, size: CertificateSize, palette: Palette) -> None:
    """Draw the address that verifies the certificate as a QR code, at the lower left of the page."""
    mask = qr_mask(text.verified_at, round(size.code))
    left, _, _, bottom = size.page.rounded()
    image.paste(palette.colour("ink"), (left, bottom - mask.height), mask)


def _draw_craft(image: Image.Image, size: CertificateSize, kit: BrandKit, palette: Palette) -> None:
    """Draw the craft of the province, and the seal on the edge between it and the page."""
    band, unit = size.craft, size.unit
    left, top, right, bottom = band.rounded()
    craft = paint(kit.craft(_AXIS), right - left, bottom - top, kit.palette(Tone.AXIS, _AXIS), unit / _DESIGNED * 1.1)
    image.paste(craft, (left, top))
    across = round(15 * unit)
    x, y = (band.left, 14 * unit) if size.width > size.height else (band.right - 14.5 * unit, bottom)
    around = icon("seal", across, palette.colour("accent"), palette.ground)
    plate = icon("seal", round(across * 1.14), palette.ground, palette.ground)
    for drawn in (plate, around):
        image.paste(drawn, (round(x - drawn.width / 2), round(y - drawn.height / 2)), drawn)
