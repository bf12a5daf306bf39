"""Films that the tests make: pieces of several kinds, short in text, and what ffmpeg says of their files."""

import json
import subprocess
from pathlib import Path
from typing import Any

from PIL import Image

from bumi.brief import Brief
from bumi.cards.brand_kit import kit_of
from bumi.cards.film import Film, FilmFormat, film_of
from bumi.cards.photo import SafePhoto
from bumi.piece import Fields
from tests.cards.samples import QUOTE, full_brief

SMALL = FilmFormat(540, 960, 4)
"""As small as letters are still read, and few frames."""

HEADLINE = "شب شعر یلدا در رفسنجان برگزار می‌شود"
LEDE = "نمایشگاه عکس‌های قدیمی شهر نیز همان شب گشوده می‌شود."
STEPS = "نکته‌ها:\n• دودکش را باز و تمیز کنید\n• شلنگ گاز را با بست فلزی محکم کنید\n• پنجره را کمی باز بگذارید"
BODY = "ورود برای همه آزاد است. شاعران نام خود را پیش از آغاز برنامه به دبیرخانه می‌دهند.\n\nجزئیات:\n• پارکینگ هست"


def film(kind: str = "event", body: str = BODY, photo: SafePhoto | None = None, **changes: Any) -> Film:
    """The film of a full brief of this kind."""
    return film_of(fields(body), brief(kind, **changes), kit_of(), photo)


def fields(body: str = BODY) -> Fields:
    return Fields(kicker="رویداد فرهنگی", headline=HEADLINE, lede=LEDE, body=body)


def brief(kind: str = "event", **changes: Any) -> Brief:
    return full_brief(**({"kind": kind, "topic": HEADLINE, "quotes": [QUOTE]} | changes))


def probed(path: Path) -> dict[str, dict[str, Any]]:
    """What ffprobe says of a film: its streams by kind, and its format."""
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {stream["codec_type"]: stream for stream in said["streams"]} | {"format": said["format"]}


def frames_in(path: Path, folder: Path) -> list[Image.Image]:
    """All frames of a film's file, in order."""
    folder.mkdir()
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), str(folder / "%04d.png")], check=True)
    return [Image.open(each).convert("RGB") for each in sorted(folder.glob("*.png"))]
