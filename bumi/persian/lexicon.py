"""Readers of the word lists in assets/words/; the header of each file says what it is for."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bumi.settings import PACKAGE

_FOLDER = PACKAGE / "assets" / "words"
_PROVINCE = PACKAGE / "assets" / "province"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # where libyaml is installed, thirty times faster


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), _Loader)


@cache
def listed_data(name: str) -> Any:
    """Return the content of NAME.yaml, read once; not to be modified."""
    return _read(_FOLDER / f"{name}.yaml")


@cache
def listed_lines(name: str) -> tuple[str, ...]:
    """Return the lines of NAME.txt that are neither empty nor comments."""
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def province_data(part: str) -> Any:
    """Return the content of assets/province/PART.yaml, read once; not to be modified."""
    return _read(_PROVINCE / f"{part}.yaml")


@cache
def place_names() -> frozenset[str]:
    """Return the names, aliases and places of the province's counties."""
    counties = province_data("counties")
    named = ((each["name"], *each.get("aliases", ()), *each.get("places", ())) for each in counties)
    return frozenset(name for names in named for name in names)
