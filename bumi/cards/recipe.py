"""The address of a card by all that makes it, and a shelf of cards already made: nothing is drawn twice."""

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from PIL import features

from bumi.cards.kit import Kit
from bumi.cards.plan import Job
from bumi.cards.template import sources_of
from bumi.settings import PACKAGE

__all__ = ["Shelf", "address"]

_MOST = 4000


def address(job: Job, kit: Kit) -> str:
    """Return the SHA-256 of all that makes the image.

    Words, photo, size, format, template, kit and its files, our code, and the versions of what draws for us.
    """
    card = job.card
    photo = card.photo
    recipe = {
        "words": dict(card.words),
        "rest": [card.axis, card.tone, card.names, card.place],
        "photo": [hashlib.sha256(photo.data).hexdigest(), photo.focus] if photo else None,
        "image": [job.size.name, job.format, job.budget],
        "template": sources_of(card.template),
        "kit": kit.model_dump(mode="json", exclude={"folder"}),
        "files": [hashlib.sha256(path.read_bytes()).hexdigest() for path in kit.files()],
        "by": _versions(),
    }
    return hashlib.sha256(json.dumps(recipe, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class Shelf:
    """A folder of images by their address; it can be thrown away at any time, and keeps the newest 4,000."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """Return the image at this address, or None."""
        try:
            return (self._folder / key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, image: bytes) -> None:
        """Keep an image: whole or not at all, however many write at once."""
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f"{key}.{os.getpid()}"
        new.write_bytes(image)
        new.replace(self._folder / key)

    def tidy(self) -> None:
        """Throw away the oldest images beyond the most that are kept."""
        if self._folder.is_dir():
            kept = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in kept[_MOST:]:
                path.unlink(missing_ok=True)


@cache
def _versions() -> dict[str, str | None]:
    """What draws: Pillow and the libraries it came with, and this room's own code and fonts."""
    own = [*sorted(Path(__file__).parent.glob("*.py")), *sorted((PACKAGE / "assets" / "fonts").glob("*.ttf"))]
    code = hashlib.sha256(b"".join(path.read_bytes() for path in own)).hexdigest()
    parts = ("pil", "freetype2", "raqm", "harfbuzz", "fribidi", "zlib", "jpg", "webp", "avif")
    return {"code": code} | {part: features.version(part) for part in parts}
