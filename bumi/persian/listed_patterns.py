"""Regular expressions from assets/words/patterns/, whose words are edited without Python."""

import re
from typing import Any

from bumi.persian import patterns
from bumi.persian.lexicon import listed_data

_NAMED = re.compile(r"(?<!\?P)<([a-z_]+)>")
_BREAK = re.compile(r"\n *")
_SHARED = {name.lower(): text for name, text in vars(patterns).items() if name.isupper() and isinstance(text, str)}


class ListedPatterns:
    """The patterns of assets/words/patterns/NAME.yaml.

    <name> in a pattern is another one of the file, one of `others`, or a string of patterns.py in small letters. A line
    break, with the spaces after it, is not part of a pattern.
    """

    def __init__(self, name: str, **others: str) -> None:
        self._texts: dict[str, Any] = _SHARED | others | listed_data(f"patterns/{name}")

    def __call__(self, key: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
        """Return a pattern; KeyError where it, or one that it names, is not there."""
        return re.compile(self.text(key), flags)

    def text(self, key: str) -> str:
        """Return the text of a pattern, for others that are made of it."""
        return self._filled(self._texts[key])

    def texts(self, key: str) -> dict[str, str]:
        """Return the texts of the patterns that stand below `key`, by their names."""
        return {name: self._filled(text) for name, text in self._texts[key].items()}

    def _filled(self, text: str) -> str:
        return _NAMED.sub(lambda named: self.text(named[1]), _BREAK.sub("", text))
