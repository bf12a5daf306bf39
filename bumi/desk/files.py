"""Files that pages load: our own stylesheet, scripts and font."""

from fastapi import APIRouter, Response

from bumi.desk.assets import NAMES, asset
from bumi.desk.gate import NotThere, public

__all__ = ["router"]

router = APIRouter()

_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


@router.get("/static/{digest}/{name}")
@public
def file(digest: str, name: str) -> Response:
    """Give a file, to be kept for ever: other content has another address."""
    if name not in NAMES or asset(name).digest != digest:
        raise NotThere
    return Response(asset(name).body, media_type=asset(name).content_type, headers=_FOR_EVER)
