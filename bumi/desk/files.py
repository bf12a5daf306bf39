"""Files that pages load: our own stylesheet, scripts and font; and whom to tell of a weakness."""

from datetime import timedelta

from fastapi import APIRouter, Response

from bumi.desk.assets import NAMES, asset
from bumi.desk.gate import NotThere, public
from bumi.desk.visit import Visiting
from bumi.persian.calendar import now

__all__ = ["router"]

router = APIRouter()

_HOLDS = timedelta(days=180)  # so long others may rely on the contact; RFC 9116 asks for less than a year
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


@router.get("/static/{digest}/{name}")
@public
def file(digest: str, name: str) -> Response:
    """Give a file, to be kept for ever: other content has another address."""
    if name not in NAMES or asset(name).digest != digest:
        raise NotThere
    return Response(asset(name).body, media_type=asset(name).content_type, headers=_FOR_EVER)


@router.get("/.well-known/security.txt")
@public
def security(visit: Visiting) -> Response:
    """Say whom to tell of a weakness (RFC 9116), where the settings name somebody."""
    contact = visit.desk.settings.security_contact.strip()
    if not contact:
        raise NotThere
    lines = {
        "Contact": contact if ":" in contact else f"mailto:{contact}",
        "Expires": f"{now() + _HOLDS:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages": "fa, en",
        "Canonical": f"{visit.desk.settings.desk_url.rstrip('/')}/.well-known/security.txt",
    }
    return Response("".join(f"{name}: {value}\n" for name, value in lines.items()), media_type="text/plain")
