"""Patterns of whole words, out of assets/words/faithfulness.yaml."""

import re

__all__ = ["pattern"]

_WORD = r"(?<![\w\u200c])(?:{})(?![\w\u200c])"


def pattern(words: str) -> re.Pattern[str]:
    """Return what finds one of `words`, «|» between them; a folded line of the list leaves a space before its «|»."""
    return re.compile(_WORD.format(re.sub(r"\s+\|", "|", words)))
