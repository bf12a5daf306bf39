"""Split a note that tells several things, so that each is said once and nothing is joined that is not one."""

import re

__all__ = ["fragments"]

_BREAK = re.compile(r"\s*[؛;]\s*|\s*\.\s+|\s+(?:و نیز|اما|ولی)\s+")


def fragments(note: str, least: int = 3, whole: int = 18) -> list[str]:
    """Return the independent pieces of `note`.

    A piece under `least` words stays with the one before it, and a note of up to `whole` words stays one: its
    second half often leans on the first («میانگین ۳ دقیقه؛ پارسال ۵ دقیقه بود»).
    """
    if len(note.split()) <= whole:
        return [note.strip()]
    pieces: list[str] = []
    start = 0
    for match in _BREAK.finditer(note):
        left, right = note[start : match.start()], note[match.end() :]
        if (
            len(left.split()) >= least
            and len(right.split()) >= least
            and note.count("«", 0, match.start()) == note.count("»", 0, match.start())
        ):
            pieces.append(left.strip())
            start = match.end()
    return [*pieces, note[start:].strip()]
