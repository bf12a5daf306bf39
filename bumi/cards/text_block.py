"""Typesetting of one text: the largest size that fits a box, as antialiased lines with bidi isolates."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from bumi.cards.fonts import SHAPING, advance, face
from bumi.cards.line_breaking import Unbreakable, unbreakable_parts, wrap

_LATIN_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9+#&'’./_@:-]*[A-Za-z0-9+#])?"
_LATIN = rf"(?:[0-9][0-9./_-]*)?[A-Za-z](?:[A-Za-z0-9+#&'’./_@:-]*[A-Za-z0-9+#])?(?: \({_LATIN_WORD}\)| {_LATIN_WORD})*"
_DIGITS = "[0-9۰-۹]"
_TELEPHONE = rf"(?<!{_DIGITS})(?:\+|00|۰۰)?[0۰]?{_DIGITS}{{2,4}}(?:[- ]{_DIGITS}{{2,8}}){{1,3}}(?!{_DIGITS})"
_SIGNED = rf"(?<![^\s(«])[-−+±]{_DIGITS}+(?:[٫٬.,/]{_DIGITS}+)*"
_RUN = re.compile(f"(?P<latin>{_LATIN})|(?P<telephone>{_TELEPHONE})|(?P<signed>{_SIGNED})")
_LEAST_DIGITS = 7
_LRI, _PDI = "\u2066", "\u2069"
_STEP = 0.97
_TOLERANCE, _SHARES, _BETTER = 0.8, (1, 0.8, 0.64), 0.05
_LEAST_INK = 0.4
"""No line of text is lower than this share of its font size."""

_FINE_BELOW = 220
"""Font sizes below this (pixels) are drawn at twice the size and reduced, which is smoother than hinting."""

LEVELS = [round(round(value / 17) * 17) for value in range(256)]
"""Maps grey to 16 levels: smooth edges, and few enough colours for a PNG palette."""


def with_isolates(line: str) -> str:
    """Return the line with a left-to-right isolate round Latin names, telephone numbers and signed numbers.

    After Persian letters the bidi algorithm would swap the groups of «۰۳۴-۳۲۱۱», move the digits of «4G» and «54HR-NAS»
    to their end and misplace the sign of «-۵»; a range («۸-۱۲») reads correctly without an isolate.
    """
    return _RUN.sub(_wrapped, line)


def _wrapped(run: re.Match[str]) -> str:
    text = run.group()
    if run["telephone"] and not (text[0] in "0۰+" and sum(map(str.isdigit, text)) >= _LEAST_DIGITS):
        return text
    return f"{_LRI}{text}{_PDI}"


@dataclass(frozen=True)
class TextStyle:
    """How a text may be set: font, font size from `most` down to `least` pixels, maximum of lines, leading."""

    font: str
    most: float
    least: float
    lines: int = 1
    leading: float = 1.4


@dataclass(frozen=True, eq=False)
class TextLine:
    """A drawn line: its mask, and the offset of the mask from the right end of the baseline, in pixels."""

    text: str
    mask: Image.Image
    left: int
    top: int

    @property
    def width(self) -> int:
        """Width of the ink."""
        return self.mask.width


@dataclass(frozen=True)
class TextBlock:
    """Lines of one font size."""

    lines: tuple[TextLine, ...]
    size: int
    leading: float

    @property
    def width(self) -> int:
        """Width of the widest line."""
        return max(line.width for line in self.lines)

    @property
    def top(self) -> int:
        """Height of the ink above the first baseline."""
        return -self.lines[0].top

    @property
    def bottom(self) -> int:
        """Depth of the ink below the last baseline."""
        return self.lines[-1].top + self.lines[-1].mask.height

    @property
    def pitch(self) -> int:
        """Distance of baselines: the leading, or more where lines would touch."""
        inner = zip(self.lines, self.lines[1:], strict=False)
        needed = max((one.top + one.mask.height - two.top + 2 for one, two in inner), default=0)
        return max(round(self.size * self.leading), needed)

    @property
    def height(self) -> int:
        """Height of the ink from the first line to the last."""
        return self.top + (len(self.lines) - 1) * self.pitch + self.bottom


def fit(text: str, style: TextStyle, width: float, height: float, names: Iterable[str] = ()) -> TextBlock | None:
    """Return `text` in the largest size whose ink fits `width` by `height` pixels; None if the smallest does not fit.

    Line breaks in the text are kept. Shorter lines, or a size up to a fifth smaller, are preferred where they have
    better line breaks.
    """
    if not text:
        return None
    segments = [unbreakable_parts(segment, names) for segment in text.split("\n")]
    best: tuple[float, TextBlock] | None = None
    for size in _sizes(style):
        if best and size < best[1].size * _TOLERANCE:
            break
        for lines, faults in _breakings(segments, style.font, size, width):
            if len(lines) > style.lines or (best and faults >= best[0] - _BETTER):
                continue
            if ((len(lines) - 1) * style.leading + _LEAST_INK) * size > height:
                continue
            block = TextBlock(tuple(inked(line, style.font, size) for line in lines), size, style.leading)
            if block.width <= width and block.height <= height:
                best = (faults, block)
        if best and not best[0]:
            break
    return best[1] if best else None


@lru_cache(maxsize=256)
def inked(line: str, font: str, size: int) -> TextLine:
    """Return a line drawn and cropped to its ink."""
    fine = 2 if size < _FINE_BELOW else 1
    typeface, text = face(font, size * fine), with_isolates(line)
    left, top, right, bottom = typeface.getbbox(text, anchor="rs", **SHAPING)
    pad = 2 * fine + size // 4  # diacritics may lie outside the box of the advances
    x, y = -_down(left - pad, fine), -_down(top - pad, fine)
    sheet = Image.new("L", (x + _down(right + pad, fine) + fine, y + _down(bottom + pad, fine) + fine))
    ImageDraw.Draw(sheet).text((x, y), text, 255, typeface, anchor="rs", **SHAPING)
    mask = (sheet.reduce(fine) if fine > 1 else sheet).point(LEVELS)
    box = mask.getbbox() or (0, 0, 1, 1)
    return TextLine(line, mask.crop(box), box[0] - x // fine, box[1] - y // fine)


def _sizes(style: TextStyle) -> Iterable[int]:
    size, least = round(style.most), max(round(style.least), 1)
    while size >= least:
        yield size
        if size == least:
            return
        size = max(min(size - 1, round(size * _STEP)), least)


def _breakings(
    segments: list[list[Unbreakable]], font: str, size: int, width: float
) -> Iterable[tuple[list[str], float]]:
    """Yield lines and the sum of their faults: the fewest lines first, then, while faults remain, shorter ones."""
    for share in _SHARES:
        broken = _broken(segments, font, size, width * share)
        if broken is None:
            return
        yield broken
        if not broken[1]:
            return


def _broken(segments: list[list[Unbreakable]], font: str, size: int, width: float) -> tuple[list[str], float] | None:
    """Return the lines of all segments and the sum of their faults; None where a part is wider than `width`."""
    lines: list[str] = []
    faults = 0.0
    for segment in segments:
        if (found := wrap(segment, width, lambda part: advance(part, font) * size)) is None:
            return None
        lines += found[0]
        faults += found[1]
    return lines, faults


def _down(value: float, step: int) -> int:
    """Return the multiple of `step` at or below `value`."""
    return int(value // step) * step
