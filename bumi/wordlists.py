"""The word lists of assets/words/, each read once; its header says what it is and who uses it."""

from functools import cache
from typing import Any

import yaml

from bumi.settings import ROOT

__all__ = ["listed_data", "listed_lines"]

_FOLDER = ROOT / "assets" / "words"


@cache
def listed_data(name: str) -> Any:
    """Return what NAME.yaml says; nobody changes it."""
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))


@cache
def listed_lines(name: str) -> tuple[str, ...]:
    """Return the lines of NAME.txt that are neither empty nor comments."""
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
