"""Scheduled publishing: publishes approved pieces that are due and the lists that link to them, then to channels."""

import logging
from datetime import datetime
from typing import NamedTuple

from bumi.errors import BumiError
from bumi.newsroom.commissions import follow_commissions
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.media.moving import move_media
from bumi.persian.calendar import jalali, now
from bumi.pipeline.channels import channels_after
from bumi.pipeline.report import RunTable, table
from bumi.publishing import PublishOutcome, publish_due
from bumi.publishing.channels.sender import PostOutcome
from bumi.settings import Settings
from bumi.storage import open_storage

_log = logging.getLogger(__name__)

_MOVED_A_RUN = 100  # some seconds at most, where an image takes some milliseconds


class Published(NamedTuple):
    """What came of a run: of each piece and of the lists at the site, and of each message in channels."""

    site: list[PublishOutcome]
    channels: list[PostOutcome]


def publish(settings: Settings) -> Published:
    """Open the newsroom, publish and send what is due, and move some images out of the database."""
    with newsroom_of(settings) as newsroom:
        published = publish_and_send(newsroom, settings)
        _move_some_media(newsroom)
        return published


def publish_and_send(
    newsroom: Newsroom, settings: Settings, moment: datetime | None = None, *, wait: bool = True
) -> Published:
    """Publish the pieces due now, or at `moment`, then send to channels what is due there.

    Without `wait` a thread sends, so that nobody waits for a slow messenger, and only the ledger tells what came of it.
    """
    with channels_after(newsroom, settings, wait) as sent:
        came = publish_due(newsroom, open_storage(settings), settings, moment)
        with newsroom.session() as session:
            follow_commissions(session, moment or now())
    return Published(came, sent)


def _move_some_media(newsroom: Newsroom) -> None:
    """Move images out of the database, if older versions left some there; a failure waits for the next run."""
    try:
        moved = move_media(newsroom, _MOVED_A_RUN)
    except BumiError:
        _log.exception("No images were moved out of the database.")
    else:
        if moved.moved or moved.problems:
            _log.info("%d images were moved out of the database, %d are left.", moved.moved, moved.left)


def published_table(outcomes: list[PublishOutcome]) -> RunTable:
    """Return the table of the outcomes of `publish`."""
    rows = ((str(it.piece or ""), it.headline, it.result.persian, it.url or it.why) for it in outcomes)
    return RunTable("publishing", f"انتشار، {jalali(now())}", table(("شماره", "تیتر", "نتیجه", "نشانی یا دلیل"), rows))
