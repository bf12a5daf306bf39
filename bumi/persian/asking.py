"""Public questions as texts: whether one tells of danger to life, and the words that say what it is about."""

import re
from functools import cache

from bumi.persian.lexicon import listed_data
from bumi.persian.text import flat, normal
from bumi.persian.word_patterns import WORD_END, WORD_START, level, pattern

_WORD = re.compile(r"[^\W_]+")
_TATWEEL = "\u0640"
_SHORTEST = 2  # letters of a word that says something


def tells_of_emergency(text: str) -> bool:
    """Return whether `text` has a word of danger to life: somebody may need help at once, and not an answer."""
    on_one_line = " ".join(normal(text).replace(_TATWEEL, "").split())
    return _emergencies().search(level(on_one_line)) is not None


def words_asked_about(text: str) -> list[str]:
    """Return the flat words of `text` that say what it is about, each once and in order."""
    words = _WORD.findall(flat(text).lower())
    return list(dict.fromkeys(word for word in words if len(word) >= _SHORTEST and word not in _function_words()))


@cache
def _emergencies() -> re.Pattern[str]:
    every = "|".join(pattern(words).pattern for words in listed_data("asking")["emergencies"])
    return re.compile(f"{WORD_START}(?:{every}){WORD_END}")


@cache
def _function_words() -> frozenset[str]:
    """Return the function words as `flat` parts them: «می‌شود» is «می» and «شود»."""
    return frozenset(_WORD.findall(flat(listed_data("asking")["function_words"])))
