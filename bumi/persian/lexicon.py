"""Readers of the word lists in assets/words/ and of the province's data; each file's header says what it is for."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bumi.current_province import per_province, province_folder
from bumi.errors import BadInput
from bumi.settings import PACKAGE

_FOLDER = PACKAGE / "assets" / "words"
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


@per_province(cache)
def province_data(part: str) -> Any:
    """Return the content of the province's PART.yaml, read once; not to be modified. BadInput where it is no YAML."""
    path = province_folder() / f"{part}.yaml"
    try:
        return _read(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInput(f"«{path}» خوانده نشد؛ اجازه خواندن و قالب YAML آن را ببینید ({error})") from None


@per_province(cache)
def place_names() -> frozenset[str]:
    """Return the names, aliases and places of the province's counties."""
    counties = province_data("counties")
    named = ((each["name"], *each.get("aliases", ()), *each.get("places", ())) for each in counties)
    return frozenset(name for names in named for name in names)
