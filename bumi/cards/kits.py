"""Reading kits: the province's, and an agency's laid over it where the agency has one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bumi.cards.kit import Kit, Tone
from bumi.errors import BadInput
from bumi.messages import problem_in_persian
from bumi.province import province
from bumi.settings import PACKAGE

__all__ = ["BRAND", "agencies_with_a_kit", "kit_of", "load_kit"]

BRAND = PACKAGE / "assets" / "brand"
_FILE = "brand.toml"


@cache
def kit_of(agency: str = "") -> Kit:
    """Return the kit for an agency's cards: the province's, with what the agency's own says instead."""
    known = province().agency(agency)
    own = BRAND / known.slug / _FILE if known else None
    return load_kit(BRAND / _FILE, own if own and own.exists() else None)


def agencies_with_a_kit() -> list[str]:
    """Return the names of the agencies that have a kit of their own."""
    return [agency.name for agency in province().agencies if (BRAND / agency.slug / _FILE).exists()]


def load_kit(path: Path = BRAND / _FILE, own: Path | None = None) -> Kit:
    """Read a kit, with what `own` says laid over it; BadInput lists all that is wrong in either."""
    data, named = _read(path), own or path
    if own:
        data = _over(data, _read(own))
    try:
        kit = Kit.model_validate(data | {"folder": named.parent})
    except ValidationError as error:
        raise BadInput(*(f"{named.name}: {problem_in_persian(dict(each))}" for each in error.errors())) from None
    if missing := [tone for tone in Tone if tone not in (Tone.AXIS, Tone.PAPER, *kit.tones)]:
        raise BadInput(*(f"{named.name}: رنگ‌های «tones.{tone}» نوشته نشده است؛ آن را بیفزایید" for tone in missing))
    return kit


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path.name}: کیت نشان خوانده نشد؛ نشانی و قالب TOML آن را ببینید ({error})") from None


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay one table over another, key by key and table by table."""
    both = {key: (below[key], above[key]) for key in below.keys() & above.keys()}
    inner = {key: _over(*pair) for key, pair in both.items() if all(isinstance(each, dict) for each in pair)}
    return below | above | inner
