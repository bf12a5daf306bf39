"""Sending to channels: one run posts, edits and deletes what is due in each messenger, a thread for each."""

import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from bumi.current_province import for_threads
from bumi.logs import log_context
from bumi.messengers import Messenger
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import channel_posts
from bumi.newsroom.states import PostState
from bumi.persian import calendar
from bumi.publishing.channels.sender import PostOutcome, Sender, SendRun
from bumi.publishing.outcomes import error_in_words
from bumi.settings import Settings


def open_channels(newsroom: Newsroom, messengers: Collection[Messenger], now: datetime) -> None:
    """Record which channels are open, before anything is published that may be wanted there."""
    with newsroom.session() as session:
        channel_posts.open_channels(session, {each.channel for each in messengers}, now)


def send_due(
    newsroom: Newsroom,
    messengers: Collection[Messenger],
    settings: Settings,
    opens_at: Callable[[datetime], datetime] = lambda moment: moment,
    clock: Callable[[], datetime] = calendar.now,
    sleep: Callable[[float], None] = time.sleep,
) -> list[PostOutcome]:
    """Post, edit and delete what is due in each channel, crises first; return what came of it.

    `opens_at` returns the end of the quiet hours around a moment, or the moment. Only crises break them, and what makes
    no sound: edits and deletions. Concurrent runs share the work; a second call changes nothing; a messenger that fails
    stops none of the others.
    """
    run = SendRun(newsroom, settings, opens_at, clock, sleep)
    with newsroom.present(run.name):
        release_dead_runs(newsroom, clock())
        with ThreadPoolExecutor(max(1, len(messengers)), initializer=for_threads()) as threads:
            return [each for said in threads.map(partial(_serve, run), messengers) for each in said]


def release_dead_runs(newsroom: Newsroom, now: datetime) -> None:
    """Have people look for what dead runs were posting; what they were editing or deleting is due again."""
    with newsroom.reading() as session:
        held = channel_posts.held_runs(session)
    for name in sorted(held - {""}):
        if not newsroom.is_present(name):
            with newsroom.session() as session:
                channel_posts.release(session, name, now)


def _serve(run: SendRun, messenger: Messenger) -> list[PostOutcome]:
    sender = Sender(run, messenger)
    try:
        sender.send()
    except Exception as error:
        with log_context(run=run.name):
            why = error_in_words(error)
        sender.said.append(PostOutcome(0, "", messenger.channel, PostState.FAILED, why=why))
    return sender.said
