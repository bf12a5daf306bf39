"""A sending process of its own, to be killed: it sends what is due, again and again, a minute a second."""

import multiprocessing
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from bumi.messengers import Messenger
from bumi.messengers.opening import BOTS
from bumi.messengers.stand_in import StandIn
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.publishing.channels.sending import send_due
from bumi.settings import Settings
from bumi.storage.folder import FolderStorage
from bumi.words import Channel
from tests.messengers.served import TOKEN
from tests.publishing.publisher import moment, url_of

CHAT = "kerman"

_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload([__name__, "tests.publishing.publisher", "bumi.publishing.maintenance"])


def messengers_of(urls: Mapping[Channel, str]) -> list[Messenger]:
    """Return the messengers whose servers are at these addresses; none is waited for longer than half a second."""
    return [BOTS[channel](CHAT, TOKEN, url, 0.5) for channel, url in urls.items()]


def send_for_ever(
    database: str, media: str, settings: Mapping[str, str], since: float, urls: Mapping[str, str]
) -> None:
    """Send what is due again and again, until killed."""
    newsroom = open_newsroom(database, FolderStorage(Path(media), private=True))
    messengers = messengers_of({Channel(name): url for name, url in urls.items()})
    while True:
        send_once(newsroom, messengers, Settings.model_validate(settings), since)
        time.sleep(0.02)


def send_once(newsroom: Newsroom, messengers: Sequence[Messenger], settings: Settings, since: float) -> None:
    """Send what is due at the time of the play."""

    def clock() -> datetime:
        return moment(since)

    send_due(newsroom, messengers, settings, clock=clock, sleep=lambda seconds: time.sleep(seconds / 60))


def start_sending(newsroom: Newsroom, settings: Settings, since: float, servers: Sequence[StandIn]) -> BaseProcess:
    """Start a process that sends to the servers."""
    store = newsroom.media
    assert isinstance(store, FolderStorage)
    urls = {server.channel.value: server.url for server in servers}
    args = (url_of(newsroom), str(store.root), settings.model_dump(mode="json"), since, urls)
    process = _FORK.Process(target=send_for_ever, args=args, daemon=True)
    process.start()
    return process


def in_minutes(minutes: float, since: float) -> float:
    """Return a beginning of the play that lets so many more minutes have gone by."""
    return since - timedelta(minutes=minutes).total_seconds() / 60
