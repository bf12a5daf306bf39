"""Rendering of the question form's pages in the look of the published site, and the files that they load."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bumi.publishing import font, stylesheet
from bumi.publishing.objects import SiteAsset
from bumi.publishing.render import render_from
from bumi.settings import Settings

PATH = "/ask"
"""The path of the form; all else of it is below."""

_TEMPLATES = Path(__file__).parent / "templates"


def page(template: str, settings: Settings, **context: Any) -> str:
    """Return a page; its links lead to the site, and its files are our own."""
    root = f"{settings.site_url.rstrip('/')}/"
    own = {"root": root, "files": f"{PATH}/", "style": _style(), "path": PATH}
    return render_from(_TEMPLATES, template, PATH.strip("/"), settings, **own, **context)


@cache
def page_files() -> Mapping[str, SiteAsset]:
    """Return the font and the stylesheets by their names, which have a hash of their content."""
    return {each.key.rpartition("/")[2]: each for each in (font(), stylesheet(), _style())}


@cache
def _style() -> SiteAsset:
    body = (_TEMPLATES / "ask.css").read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    return SiteAsset(f"assets/ask.{digest[:12]}.css", digest, body, "text/css; charset=utf-8")
