"""Channels beside the site: opens the messengers of the settings, and sends what is due outside quiet hours."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING

from bumi.errors import BadInput, BumiError, NotAvailable, Refused
from bumi.messengers import Messenger, PostPicture
from bumi.messengers.opening import open_messengers
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import channel_posts
from bumi.newsroom.publication.stories import images, story
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import jalali, now
from bumi.persian.text import digits_to_persian
from bumi.pipeline.films import approved_revision, film_cache, film_of_piece
from bumi.pipeline.report import RunTable, table
from bumi.planning.plan_settings import open_moment, province_plan
from bumi.publishing.channels.package import package
from bumi.publishing.channels.posts import cards_of, package_of
from bumi.publishing.channels.sender import PostOutcome
from bumi.publishing.channels.sending import open_channels, release_dead_runs, send_due
from bumi.settings import Settings
from bumi.words import Channel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_log = logging.getLogger(__name__)


@contextmanager
def channels_after(newsroom: Newsroom, settings: Settings, wait: bool = True) -> Iterator[list[PostOutcome]]:
    """Open the channels before the block publishes, and send to them after it, even if it fails.

    Yields what comes of it. Without `wait` a thread sends, and only the ledger tells. What is wrong with a channel, or
    with the file that names them, never stops the block.
    """
    said: list[PostOutcome] = []
    messengers = _opened(newsroom, settings)

    def send() -> None:
        said.extend(send_due(newsroom, messengers.values(), settings, opens_at))

    try:
        yield said
    finally:
        if messengers and wait:
            send()
        elif messengers:
            Thread(target=copy_context().run, args=(send,), name="channels").start()


def channels_are_due(session: "Session", settings: Settings, at: datetime) -> bool:
    """Return whether a run would find something to send, edit or delete."""
    try:
        channels, quiet = open_messengers(settings).keys(), opens_at(at) > at
    except BumiError:
        return False  # each publication says what is wrong
    return bool(channels) and channel_posts.any_due(session, channels, at, quiet)


def package_of_piece(session: "Session", piece: Piece, settings: Settings) -> bytes:
    """Return the ZIP of what a person posts to Instagram, where no bot serves. Raise Refused unless readers see it."""
    told = story(session, piece)
    if told.withdrawn or told.taken_down:
        number = digits_to_persian(str(piece.id))
        raise Refused(f"مطلب {number}: «{piece.state.persian}» است و بسته‌ای برای بازنشر ندارد")
    media = images(session, {each.sha256 for each in cards_of(told)})
    return package(package_of(told, Channel.INSTAGRAM, settings, media), _film(session, piece, settings))


def _film(session: "Session", piece: Piece, settings: Settings) -> PostPicture | None:
    """Return the film of what readers see, if somebody had it made; None where it cannot be told or read."""
    revision = approved_revision(piece)
    if revision is None or revision.id != piece.published_revision_id:
        return None
    try:
        key, film = film_of_piece(session, piece)
        made = film_cache(settings.cache).path(key)
        return PostPicture(made.read_bytes(), "video/mp4", film.alt) if made else None
    except (BadInput, NotAvailable, OSError):
        _log.exception("The film of a piece is left out of its package.")
        return None


def opens_at(moment: datetime) -> datetime:
    """Return the end of the plan's quiet hours around `moment`, or `moment`; channels may be heard on any day."""
    return open_moment(moment, province_plan().quiet, earlier=False, any_day=True)


def sent_table(outcomes: list[PostOutcome]) -> RunTable:
    """Return the table of what came of a run."""
    rows = (
        (str(it.piece or ""), it.headline, it.channel.persian, it.state.persian, it.why or it.link) for it in outcomes
    )
    header = ("شماره", "تیتر", "کانال", "نتیجه", "نشانی یا دلیل")
    return RunTable("channels", f"کانال‌ها، {jalali(now())}", table(header, rows))


def _opened(newsroom: Newsroom, settings: Settings) -> Mapping[Channel, Messenger]:
    try:
        release_dead_runs(newsroom, now())
        messengers = open_messengers(settings)
        open_channels(newsroom, messengers.values(), now())
    except BumiError:
        _log.exception("Nothing is sent to channels.")
        return {}
    return messengers
