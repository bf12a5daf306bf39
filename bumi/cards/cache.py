"""Disk cache of drawn cards, keyed by a hash of everything that determines the image."""

import hashlib
import json
from functools import cache
from pathlib import Path

from PIL import features

from bumi import image_metadata
from bumi.cards.brand_kit import BrandKit
from bumi.cards.selection import CardJob
from bumi.cards.template import sources_of
from bumi.file_cache import FileCache
from bumi.settings import PACKAGE

_MOST = 4000


def cache_key(job: CardJob, kit: BrandKit) -> str:
    """Return the SHA-256 of what determines an image: card, photo, size, format, template, kit, code and versions."""
    card = job.card
    photo = card.photo
    parts = {
        "words": dict(card.words),
        "rest": [card.axis, card.tone, card.names, card.place, card.about, card.number, card.alt],
        "photo": [hashlib.sha256(photo.data).hexdigest(), photo.focus] if photo else None,
        "image": [job.size.name, job.format, job.budget],
        "template": sources_of(card.template),
        "kit": kit.model_dump(mode="json", exclude={"folder"}),
        "files": [hashlib.sha256(path.read_bytes()).hexdigest() for path in kit.files()],
        "by": _versions(),
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def card_cache(folder: Path) -> FileCache:
    """Return the cache of cards and signed images within the folder of all caches; the newest 4,000 stay."""
    return FileCache(folder / "cards", _MOST)


@cache
def _versions() -> dict[str, str | None]:
    """Return the versions of Pillow and its libraries, and a hash of this package's code, fonts and words."""
    assets = PACKAGE / "assets"
    own = [*sorted(Path(__file__).parent.rglob("*.py")), *sorted((assets / "fonts").glob("*.ttf"))]
    own += [assets / "words" / "line-breaks.yaml", Path(image_metadata.__file__)]
    code = hashlib.sha256(b"".join(path.read_bytes() for path in own)).hexdigest()
    parts = ("pil", "freetype2", "raqm", "harfbuzz", "fribidi", "zlib", "jpg", "webp", "avif")
    return {"code": code} | {part: features.version(part) for part in parts}
