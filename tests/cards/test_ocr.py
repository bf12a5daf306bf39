"""OCR reads the headline back from finished cards."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings
from PIL import Image, ImageOps

from bumi.cards.brand_kit import kit_of
from bumi.cards.content import drawable
from bumi.cards.drawing import draw
from bumi.cards.layout import lay_out
from bumi.cards.sizes import Size
from bumi.persian.text import flat
from bumi.settings import ROOT
from tests.cards.samples import card
from tests.conftest import REAL_PART_MISSING

FEW, MANY = 8, 200
HEIGHT = 56
"""Of a line of letters that Tesseract was taught with, and its margin, in pixels."""

MOST_ERRORS = 0.03
MARKS = re.compile(r"[^\w٪%]+")


def headlines(count: int) -> list[str]:
    """Headlines of newsroom pieces, and some with what is hard to read: half-spaces, Latin, figures, marks."""
    hard = ["اینترنت Wi-Fi به ۱۴ روستای منوجان رسید", "رشد ۱۲٪ صادرات پسته؛ «می‌توانیم» بیشتر بفروشیم"]
    lines = [
        line
        for path in sorted((ROOT / "models/data/pairs").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    found = dict.fromkeys([*hard, *(json.loads(line)["draft"]["headline"] for line in lines)])
    step = len(found) // count
    return [*hard, *list(found)[2 :: max(step, 1)]][:count]


def comparable(text: str) -> str:
    """Letters, digits and single spaces; a half-space is a space, as nobody sees the difference of a hair."""
    return " ".join(MARKS.sub(" ", flat(text)).split())


def distance(one: str, other: str) -> int:
    """Levenshtein's."""
    row = list(range(len(other) + 1))
    for number, a in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, b in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (a != b))
    return row[-1]


def read(lines: list[Image.Image], folder: Path) -> list[str]:
    """What Tesseract reads in pictures of single lines, all in one run."""
    paths = [folder / f"{number}.png" for number in range(len(lines))]
    for path, line in zip(paths, lines, strict=True):
        scale = HEIGHT / line.height
        line.resize((round(line.width * scale), HEIGHT), Image.Resampling.LANCZOS).save(path)
    (folder / "list.txt").write_text("\n".join(map(str, paths)))
    command = ["tesseract", "list.txt", "read", "-l", "fas", "--psm", "13"]
    subprocess.run(command, check=True, capture_output=True, cwd=folder, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    return (folder / "read.txt").read_text("utf-8").split("\f")[: len(lines)]


def lines_of(headline: str) -> list[Image.Image]:
    """The lines of the headline cut out of the finished card, dark on light, as readers of print are used to."""
    found = lay_out(card(headline=drawable(headline, "تیتر")), Size.SQUARE, kit_of())
    dark = ImageOps.autocontrast(ImageOps.invert(draw(found).convert("L")))
    boxes = [ink.box.rounded() for ink in found.inks() if ink.text == "headline"]
    return [ImageOps.expand(dark.crop(box), 24, "white") for box in boxes]


@pytest.mark.hypothesis  # `make soak` reads all of them
def test_headlines_are_read_back(tmp_path: Path) -> None:
    if not shutil.which("tesseract"):
        pytest.skip(f"{REAL_PART_MISSING}tesseract-ocr-fas")
    said = headlines(MANY if settings.default and settings.default.max_examples > 1000 else FEW)
    lines = [(number, line) for number, headline in enumerate(said) for line in lines_of(headline)]
    got = [""] * len(said)
    for (number, _), text in zip(lines, read([line for _, line in lines], tmp_path), strict=True):
        got[number] += f" {text}"
    wrong = sum(distance(comparable(one), comparable(other)) for one, other in zip(said, got, strict=True))
    assert wrong / sum(len(comparable(headline)) for headline in said) < MOST_ERRORS
