"""Isolates around what runs from left to right in a Persian line: Latin names, telephone numbers, signed numbers."""

import re

__all__ = ["isolated"]

_LATIN_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9+#&'’./_@:-]*[A-Za-z0-9+#])?"
_LATIN = rf"[A-Za-z](?:[A-Za-z0-9+#&'’./_@:-]*[A-Za-z0-9+#])?(?: \({_LATIN_WORD}\)| {_LATIN_WORD})*"
_DIGITS = "[0-9۰-۹]"
_TELEPHONE = rf"(?<!{_DIGITS})(?:\+|00|۰۰)?[0۰]?{_DIGITS}{{2,4}}(?:[- ]{_DIGITS}{{2,8}}){{1,3}}(?!{_DIGITS})"
_SIGNED = rf"(?<![^\s(«])[-−+±]{_DIGITS}+(?:[٫٬.,/]{_DIGITS}+)*"
_RUN = re.compile(f"(?P<latin>{_LATIN})|(?P<telephone>{_TELEPHONE})|(?P<signed>{_SIGNED})")
_LEAST_DIGITS = 7
_LRI, _PDI = "\u2066", "\u2069"


def isolated(line: str) -> str:
    """Return the line with a left-to-right isolate round each such run; the marks take no room.

    After Persian letters the bidirectional algorithm takes «۰۳۴-۳۲۱۱» for two numbers and turns them round, and
    puts the sign of «-۵» on the wrong side; a range («۸-۱۲») it leaves to be read from the right, as it should.
    """
    return _RUN.sub(_wrapped, line)


def _wrapped(run: re.Match[str]) -> str:
    text = run.group()
    if run["telephone"] and not (text[0] in "0۰+" and sum(map(str.isdigit, text)) >= _LEAST_DIGITS):
        return text
    return f"{_LRI}{text}{_PDI}"
