"""Hashtags from words that are there already: county, topic, axis; nothing is invented."""

import re

from bumi.brief import Brief
from bumi.persian.numbers import number_words
from bumi.persian.text import ZWNJ

__all__ = ["hashtags"]

_LONGEST = 3  # words in a hashtag
_PARTED_NUMBER = re.compile(r"\d[^\w\s]\d")


def hashtags(brief: Brief) -> tuple[str, ...]:
    """Return up to three hashtags without «#», words joined by «_», as the channels take them."""
    phrases = [brief.county, _head(brief.topic), brief.axis]
    tags = [_tag(phrase) for phrase in phrases if len(phrase.split()) <= _LONGEST]
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _head(topic: str) -> str:
    """Return the first words of a topic, up to its first preposition or mark."""
    return re.split(r"\s+(?:در|برای|به|از|با|و|تا|بر|ویژه|درباره|پس|پیش)\s|[؛،:«(]", topic, maxsplit=1)[0]


def _tag(words: str) -> str:
    if _PARTED_NUMBER.search(words) or words in number_words():  # ۴.۷ would be two numbers, «هزار» half of one
        return ""
    return re.sub(r"[^\w]+", "_", words.replace(ZWNJ, "_")).strip("_")
