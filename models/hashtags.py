"""Hashtags from the brief's own words: county, agency's field, topic, axis; nothing is invented."""

import re

from bumi.brief import Brief
from bumi.text import ZWNJ

__all__ = ["hashtags"]

_LONGEST = 3  # words in a hashtag


def hashtags(brief: Brief) -> tuple[str, ...]:
    """Return up to four hashtags without «#», words joined by «_», as the channels take them."""
    names = [brief.county, _head(brief.topic), brief.axis]
    return tuple(dict.fromkeys(tag for tag in map(_tag, names) if tag))[:4]


def _head(topic: str) -> str:
    """Return the first words of a topic, up to its first preposition or mark."""
    words = re.split(r"\s+(?:در|برای|به|از|با|و|تا|بر|ویژه|درباره|پس|پیش)\s|[؛،:«(]", topic, maxsplit=1)[0].split()
    return " ".join(words[:_LONGEST])


def _tag(words: str) -> str:
    return re.sub(r"[^\w]+", "_", words.replace(ZWNJ, "_")).strip("_")
