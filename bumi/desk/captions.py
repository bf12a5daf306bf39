"""The caption of a piece for each channel, ready to be copied."""

from collections.abc import Iterable
from typing import NamedTuple

from bumi.piece import Fields
from bumi.words import Channel

__all__ = ["Caption", "captions"]


class Caption(NamedTuple):
    """What is posted on one channel."""

    channel: Channel
    text: str


def captions(fields: Fields, channels: Iterable[Channel]) -> list[Caption]:
    """Return a caption for every channel but the site, whose page has the text: caption, then hashtags."""
    tags = " ".join(f"#{tag}" for tag in fields.hashtags)
    text = "\n\n".join(filter(None, (fields.caption or fields.lede, tags)))
    return [Caption(channel, text) for channel in channels if channel is not Channel.SITE]
