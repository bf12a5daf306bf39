"""The edition: what pages are made with besides their stories. Where it changed, all of them are made again."""

import hashlib
from functools import cache
from pathlib import Path

from bumi.settings import PACKAGE, Settings

__all__ = ["edition"]


def edition(settings: Settings) -> str:
    """Return the sum of our code, templates, font and reference data, and of the settings that pages show."""
    shown = (_made_with(), settings.site_url, settings.site_name)
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]


@cache
def _made_with() -> str:
    here = Path(__file__).parent
    files = [*here.glob("*.py"), *(here / "templates").iterdir(), *(PACKAGE / "assets" / "province").iterdir()]
    files += (PACKAGE / "assets" / "fonts").glob("*.woff2")
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
