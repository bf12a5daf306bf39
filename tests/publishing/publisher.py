"""A publishing process of its own, to be killed: it publishes what is due, again and again, a minute a second.

Processes come from a fork server that has loaded everything, so that a life is spent publishing.
"""

import multiprocessing
import os
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.publishing.publish import publish_due
from bumi.settings import Settings
from bumi.storage import open_media, open_storage
from tests.publishing.stage import NOW

_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload([__name__, "bumi.storage.s3", "bumi.publishing.maintenance"])


def moment(since: float) -> datetime:
    """Return the time of the play: a minute for every second since `since` (by the system's clock)."""
    return NOW + timedelta(minutes=time.time() - since)


def publish_for_ever(url: str, settings: Mapping[str, str], since: float, keys: Mapping[str, str]) -> None:
    """Publish what is due again and again, until killed."""
    os.environ.update(keys)
    configured = Settings.model_validate(settings)
    newsroom, place = open_newsroom(url, open_media(configured)), open_storage(configured)
    while True:
        publish_due(newsroom, place, configured, moment(since))
        time.sleep(0.02)


def publish_once(url: str, settings: Mapping[str, str], since: float, keys: Mapping[str, str]) -> None:
    """Publish what is due, once."""
    os.environ.update(keys)
    configured = Settings.model_validate(settings)
    publish_due(open_newsroom(url, open_media(configured)), open_storage(configured), configured, moment(since))


def worked(process: BaseProcess, seconds: float) -> bool:
    """Wait until it has worked for so long, in seconds of processor time, or has died; say whether it lives.

    By the clock on the wall a busy machine would end every life before anything is done.
    """
    while process.exitcode is None and processor_time(process) < seconds:
        process.join(0.005)
    return process.exitcode is None


def processor_time(process: BaseProcess) -> float:
    """Return for how many seconds of processor time it has worked; 0 where it has died."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has died just now
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def url_of(newsroom: Newsroom) -> str:
    """Return the address of a newsroom's database, with its password."""
    return newsroom.engine.url.render_as_string(hide_password=False)


def start(work: object, newsroom: Newsroom, settings: Settings, since: float) -> BaseProcess:
    """Start a process that does one of the above, with the keys of now: the fork server may be older than they are."""
    keys = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    own = settings.model_copy(update={"media": newsroom.media.name})
    args = (url_of(newsroom), own.model_dump(mode="json"), since, keys)
    process = _FORK.Process(target=work, args=args, daemon=True)  # type: ignore[arg-type]
    process.start()
    return process
