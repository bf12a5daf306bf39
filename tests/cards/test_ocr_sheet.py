"""OCR reads headlines, times and places back from cards of all templates at the size of a telephone.

Tesseract loses short words and Persian digits («۱۴۰۵», «۱۲») at any size, so that a line counts as read where one of
five preparations of its picture is read whole, or where each of its words is read in one of them.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from PIL import Image, ImageOps

from bumi.brief import Brief, read_briefs
from bumi.cards.brand_kit import kit_of
from bumi.cards.colours import luminance
from bumi.cards.content import Card
from bumi.cards.drawing import draw
from bumi.cards.layout import lay_out
from bumi.cards.selection import main_card
from bumi.cards.sizes import Size
from bumi.cards.template import card_templates
from bumi.persian.text import flat
from bumi.piece import Fields
from bumi.settings import ROOT
from tests.cards.samples import card
from tests.cards.test_ocr import MARKS
from tests.conftest import REAL_PART_MISSING
from tests.publishing.stage import far

PHONE = 360
"""Width of the cards, in pixels."""

READ = {"headline", "time", "when", "where", "weekday", "month", "hour", "right", "quote", "step"}
SIZES = (Size.SQUARE, Size.WIDE)
MOST_LOST = 0.1
PREPARATIONS = ((13, 48, 0), (13, 64, 0), (13, 90, 0), (7, 48, 0), (7, 64, 12))
"""Page segmentation mode of Tesseract, height of the line and margin, in pixels."""

HEADLINE = "شب شعر یلدا در رفسنجان برگزار می‌شود"
STEP = {"step": "پیش از روشن کردن، دودکش را باز و تمیز کنید", "number": "۱"}


class Line(NamedTuple):
    """A line on a card: where it stands, what it says, and its picture."""

    at: str
    said: str
    picture: Image.Image


def lines_of(told: Card, size: Size, at: str) -> Iterable[Line]:
    """Cut the lines to be read out of the card, drawn 360 pixels wide, dark on light."""
    laid = lay_out(told, size, kit_of())
    scale = PHONE / size.width
    shown = draw(laid).resize((PHONE, round(size.height * scale)), Image.Resampling.LANCZOS).convert("L")
    for place, ink in enumerate(laid.inks()):
        if ink.text in READ:
            left, top, right, bottom = (edge * scale for edge in ink.box)
            cut = shown.crop((int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2))
            light = luminance(laid.palette.colour(ink.colour)) > luminance(laid.palette.colour(ink.on))
            dark = ImageOps.autocontrast(ImageOps.invert(cut) if light else cut)
            yield Line(f"{at} {size.name} {ink.text} {place}", ink.line.text, ImageOps.expand(dark, 8, "white"))


def letters(text: str) -> str:
    """Letters and digits, without spaces: what a reader reads."""
    return MARKS.sub("", flat(text)).replace("_", "")


def words_of(line: Line) -> list[Image.Image]:
    """Cut a line at its widest gaps, from the right: as many words as it has."""
    columns = (np.asarray(line.picture) < 128).any(axis=0)
    inked = np.flatnonzero(columns)
    gaps = sorted(zip(inked[1:] - inked[:-1], (inked[1:] + inked[:-1]) // 2, strict=True), reverse=True)
    cuts = sorted(int(at) for _, at in gaps[: len(line.said.split()) - 1])
    edges = [0, *cuts, line.picture.width]
    return [line.picture.crop((a, 0, b, line.picture.height)) for a, b in pairwise(edges)][::-1]


def readings(pictures: list[Image.Image], folder: Path) -> list[set[str]]:
    """What Tesseract reads in each picture, in any of five preparations."""
    found: list[set[str]] = [set() for _ in pictures]
    for mode, height, margin in PREPARATIONS:
        for number, picture in enumerate(pictures):
            across = max(round(picture.width * height / picture.height), 1)
            large = picture.resize((across, height), Image.Resampling.LANCZOS)
            ImageOps.expand(large, margin, "white").save(folder / f"{number}.png", dpi=(300, 300))
        (folder / "list.txt").write_text("\n".join(f"{number}.png" for number in range(len(pictures))))
        command = ["tesseract", "list.txt", "read", "-l", "fas", "--psm", str(mode)]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
        for one, text in zip(found, (folder / "read.txt").read_text("utf-8").split("\f"), strict=False):
            one.add(letters(text))
    return found


def misread(lines: list[Line], folder: Path) -> list[Line]:
    """Return the lines that are not read back."""
    seen = readings([line.picture for line in lines], folder)
    left = [line for line, read in zip(lines, seen, strict=True) if letters(line.said) not in read]
    cut = [
        (line, word, picture) for line in left for word, picture in zip(line.said.split(), words_of(line), strict=True)
    ]
    by_word = readings([picture for *_, picture in cut], folder) if cut else []
    lost = {line.at for (line, word, _), read in zip(cut, by_word, strict=True) if letters(word) not in read}
    return [line for line in left if line.at in lost]


def samples() -> list[Brief]:
    return read_briefs(*sorted((ROOT / "briefs").glob("*.yaml")))


def of_brief(brief: Brief, name: str) -> Card:
    return main_card(Fields(headline=brief.topic, lede="", body=""), brief, name=name)


def test_the_cards_of_every_template_are_read_back_at_the_size_of_a_telephone(tmp_path: Path) -> None:
    if not shutil.which("tesseract"):
        pytest.skip(f"{REAL_PART_MISSING}tesseract-ocr-fas")
    lines = [
        line
        for template in card_templates()
        for line in lines_of(card(template, HEADLINE, None, **STEP), Size.SQUARE, template)
    ]
    assert {line.at.split()[0] for line in lines} == set(card_templates())
    assert [line.at for line in misread(lines, tmp_path)] == []


@pytest.mark.soak
def test_the_cards_of_all_samples_are_read_back(tmp_path: Path) -> None:
    lines = [
        line
        for brief in samples()[:: far(7, 1)]
        for template in card_templates()
        for size in SIZES
        for line in lines_of(of_brief(brief, template), size, f"{brief.topic} {template}")
    ]
    lost = misread(lines, tmp_path)
    digits = [line for line in lost if any(map(str.isdigit, line.said))]
    print(f"{len(lines)} lines, {len(lost)} not read, {len(digits)} of them with digits:")
    print(*sorted({line.said for line in lost}), sep="\n")
    assert len(lost) <= MOST_LOST * len(lines)
