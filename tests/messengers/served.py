"""Every messenger's client before a server of ours that behaves like the messenger's own."""

from collections.abc import Iterator
from contextlib import contextmanager

from bumi.messengers import PostPicture
from bumi.messengers.bot import Bot
from bumi.messengers.opening import BOTS
from bumi.messengers.stand_in import StandIn
from bumi.words import Channel

SECRET = "AbCdEfGh-SECRET"  # without digits, which messages in Persian would write otherwise
TOKEN = f"987654:{SECRET}_0123456789"
CHANNELS = tuple(BOTS)
EDITING = tuple(channel for channel in CHANNELS if channel is not Channel.EITAA)
WITH_ALBUMS = (Channel.TELEGRAM, Channel.BALE)
BOT_APIS = (Channel.TELEGRAM, Channel.BALE, Channel.SOROUSH)


@contextmanager
def served(channel: Channel, silence: float = 20, a_minute: int | None = None) -> Iterator[tuple[Bot, StandIn]]:
    """Serve a messenger until the block ends, with a bot that posts to its chat."""
    with StandIn(channel, TOKEN, "news", a_minute) as server:
        yield bot_of(server, silence), server


def bot_of(server: StandIn, silence: float = 20) -> Bot:
    """Return a bot that posts to the chat of a server."""
    return BOTS[server.channel]("news", TOKEN, server.url, silence)


def picture(number: int = 1, size: int = 200) -> PostPicture:
    """Return a picture of this many bytes, each another one."""
    body = f"picture {number} ".encode() + b"\xff\x00\r\n\r\n--\n\r" * (size // 10 + 1)
    return PostPicture(body[:size], "image/jpeg", f"کارت {number}")
