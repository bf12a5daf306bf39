"""The channels of the demonstration: five messengers of our own, what was sent to them, and what their books say.

They begin with empty books each time, so the demonstration's ledger of channels begins anew too.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bumi.messengers import Messenger
from bumi.messengers.opening import BOTS
from bumi.messengers.stand_in import StandIn
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import piece, pieces
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import channel_answers, channel_posts
from bumi.newsroom.publication.channel_posts import digest
from bumi.newsroom.states import PostState, State
from bumi.newsroom.tables import ChannelPost, Piece
from bumi.newsroom.workflow.revisions import edit, written
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.pipeline.single_piece import carry_one
from bumi.publishing import publish_due
from bumi.publishing.channels.sending import send_due
from bumi.settings import Settings
from bumi.storage import open_storage
from bumi.words import Channel, Kind, Urgency

_CHAT, _TOKEN = "demo", "1:demo"
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_RUNS = 20  # a run waits for its turn up to forty seconds, by a clock that goes on without waiting


@dataclass(frozen=True)
class Count:
    """How many messages were ever posted, edited and deleted, and how many nobody knows of."""

    posted: int
    edited: int
    deleted: int
    unconfirmed: int


@dataclass(frozen=True)
class ComparedChannel:
    """A channel in the ledger beside the book of its messenger; `agree` compares every message and its text."""

    channel: Channel
    ledger: Count
    book: Count
    agree: bool


class ChannelsDemo:
    """The demonstration's people and messengers, on its newsroom."""

    def __init__(self, newsroom: Newsroom, settings: Settings, servers: list[StandIn], editor: str, chief: str) -> None:
        self.newsroom, self.settings, self.servers = newsroom, settings, servers
        self.editor, self.chief, self._skipped = editor, chief, timedelta()
        self.messengers: list[Messenger] = [BOTS[it.channel](_CHAT, _TOKEN, it.url) for it in servers]
        with newsroom.session() as session:
            for row in (*channel_posts.recorded(session), *channel_posts.opened(session)):
                session.delete(row)
            session.flush()
            channel_posts.open_channels(session, {it.channel for it in servers}, _ALWAYS)
            channel_posts.want(session, pieces(session, State.PUBLISHED), now())

    def publish_and_send(self) -> list[dict[str, Any]]:
        """Publish what is due and send it; remove by hand what no messenger removes, and return the comparison."""
        publish_due(self.newsroom, open_storage(self.settings), self.settings, now())
        for _ in range(_RUNS):
            if not send_due(self.newsroom, self.messengers, self.settings, clock=self._clock, sleep=self._skip):
                break
        self._remove_by_hand()
        with self.newsroom.reading() as session:
            rows = channel_posts.recorded(session)
        compared = [_compared(it, [row for row in rows if row.channel is it.channel]) for it in self.servers]
        return [{**asdict(it), "persian": it.channel.persian} for it in compared]

    def correct(self) -> int:
        """Have the caption of a published event begin with its headline, approve and return it; 0 if there is none."""
        id = self._sent(lambda it: it.kind is Kind.EVENT)
        if id:
            with self.newsroom.session() as session:
                found = piece(session, id)
                latest = written(found)
                fields = latest.fields_model
                caption = f"{fields.title}\n\n{fields.caption or fields.lede}"
                edit(
                    session,
                    found,
                    fields.model_copy(update={"caption": caption}),
                    user(session, self.chief),
                    latest.number,
                )
            carry_one(self.newsroom, self.settings, id)
            with self.newsroom.session() as session:
                move(session, piece(session, id), State.APPROVED, user(session, self.editor))
        return id

    def withdraw(self) -> int:
        """Withdraw a published notice of a crisis and return it; 0 if there is none."""
        id = self._sent(lambda it: it.urgency is Urgency.CRISIS)
        if id:
            with self.newsroom.session() as session:
                why = "نمایش بازپس‌گیری"
                move(session, piece(session, id), State.WITHDRAWN, user(session, self.editor), why)
        return id

    def _sent(self, fits: Callable[[Piece], bool]) -> int:
        """Return the published piece that stands in most channels, of those that fit."""
        with self.newsroom.reading() as session:
            fitting = [it.id for it in pieces(session, State.PUBLISHED) if fits(it)]
            return max(fitting, key=lambda id: len(channel_posts.of_piece(session, id)), default=0)

    def _remove_by_hand(self) -> None:
        books = {it.channel: it.book for it in self.servers}
        with self.newsroom.session() as session:
            for row, _ in channel_posts.questions(session):
                if row.state is PostState.LEFT:
                    for message in row.messages:
                        books[row.channel][message].deleted = True
                    by = user(session, self.editor)
                    channel_answers.record_removed(session, channel_posts.key_of(row), by, now())

    def _clock(self) -> datetime:
        return now() + self._skipped

    def _skip(self, seconds: float) -> None:
        self._skipped += timedelta(seconds=seconds)


@contextmanager
def messengers_of_demo() -> Iterator[list[StandIn]]:
    """Serve a messenger for each channel that has bots, on this machine alone, for the block."""
    with ExitStack() as served:
        yield [served.enter_context(StandIn(channel, _TOKEN, _CHAT)) for channel in BOTS]


def _compared(server: StandIn, rows: list[ChannelPost]) -> ComparedChannel:
    sent = [row for row in rows if row.posted_at]
    ledger = Count(
        len(sent),
        sum(row.edited_at is not None for row in sent),
        sum(row.state is PostState.DELETED for row in sent),
        sum(row.state is PostState.UNCONFIRMED for row in rows),
    )
    entries = [entry for entry in server.book.values() if entry.text]
    book = Count(len(entries), sum(entry.edits > 0 for entry in entries), sum(entry.deleted for entry in entries), 0)
    stand = {row.messages[0]: row.text_hash for row in sent if row.state is PostState.POSTED and row.messages}
    shown = {id: digest(entry.text) for id, entry in server.book.items() if entry.text and not entry.deleted}
    return ComparedChannel(server.channel, ledger, book, ledger == book and stand == shown)
