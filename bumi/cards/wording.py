"""Words made ready for drawing: Persian digits, nothing that the font cannot draw."""

import re
import unicodedata

from bumi.cards.fonts import Weight, lacks
from bumi.errors import BadInput
from bumi.persian.text import ZWNJ, digits_to_persian, normal

__all__ = ["drawable", "undrawn"]

_LATIN = re.compile("[A-Za-z]")


def drawable(text: str, name: str, font: str = Weight.MEDIUM) -> str:
    """Return `text` as it can be drawn; `name` is the Persian name of the field, for the message.

    Spaces become one, half-spaces inside words stay, and so does a line break: an editor put it there. Digits become
    Persian except in names in Latin letters (MP3, ISO 9001). Decoration that the font lacks (emoji, arrows) is left
    out: the page carries it, and it says nothing. BadInput names letters and digits that the font lacks: without
    them a word would be lost.
    """
    kept = _visible(text)
    missing = {char for char in kept if not char.isspace() and lacks(char, font)}
    if letters := sorted(char for char in missing if unicodedata.category(char)[0] in "LN"):
        raise BadInput(f"قلم کارت، این نویسه‌های «{name}» را ندارد: {'، '.join(letters)}؛ با حروف فارسی بنویسید")
    drawn = "".join(char for char in kept if char not in missing)
    return "\n".join(filter(None, map(_line, drawn.split("\n"))))


def undrawn(text: str) -> list[str]:
    """Return the decoration of a text that a card leaves out, each once."""
    signs = (char for char in _visible(text) if not char.isspace() and unicodedata.category(char)[0] not in "LN")
    return [sign for sign in dict.fromkeys(signs) if lacks(sign)]


def _visible(text: str) -> str:
    return "".join(char for char in normal(text) if not _invisible(char))


def _line(text: str) -> str:
    words = (word.strip(ZWNJ) for word in text.split())
    return _persian_digits([word for word in words if word])


def _persian_digits(words: list[str]) -> str:
    """Join the words; the digits of a Latin name (MP3, ISO 9001) stay as they are."""
    latin = [bool(_LATIN.search(word)) for word in words]
    of_name = [is_latin or (place > 0 and latin[place - 1]) for place, is_latin in enumerate(latin)]
    return " ".join(word if named else digits_to_persian(word) for word, named in zip(words, of_name, strict=True))


def _invisible(char: str) -> bool:
    """Direction marks, joiners and variation selectors; the half-space is a letter's business and stays."""
    hidden = unicodedata.category(char) in ("Cf", "Cs", "Co", "Cn") or 0xFE00 <= ord(char) <= 0xFE0F
    return hidden and char != ZWNJ
