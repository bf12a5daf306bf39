"""The question form as a browser without JavaScript, or a program, reads it from its HTML."""

import html
import re

from bumi.persian.number_words import UNITS

_SUM = re.compile(r"<label for=\"sum\">(\w+) به‌علاوه (\w+) چند می‌شود؟")
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page."""
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(page)}


def filled(page: str) -> dict[str, str]:
    """Return the hidden fields of a form with the answer to its sum."""
    found = _SUM.search(page)
    assert found, page
    return hidden(page) | {"sum": str(UNITS.index(found[1]) + UNITS.index(found[2])), "website": ""}
