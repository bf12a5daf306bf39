"""The register of a brief: what one of its parts leaves no doubt about, that its writer speaks, holds for all."""

from collections.abc import Callable, Mapping

__all__ = ["of_one_hand"]

_NAMES = ("agency", "county")


def of_one_hand(parts: Mapping[str, str], formal: Callable[[str], str]) -> Callable[[str], str]:
    """Return `formal`, which puts a text into writing line by line, knowing the other parts of the brief; no names."""
    texts = [text for id_, text in parts.items() if id_ not in _NAMES]
    lines = formal("\n".join(texts)).split("\n")
    written = dict(zip(texts, lines, strict=True)) if len(lines) == len(texts) else {}
    return lambda text: written.get(text) or formal(text)
