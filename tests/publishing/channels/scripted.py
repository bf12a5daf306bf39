"""A messenger of our own, with books: it does what a script tells it, and says what its readers see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Self

from bumi.errors import BumiError
from bumi.messengers import Abilities, Messenger, Post
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import channel_posts, publication
from bumi.newsroom.states import PostState
from bumi.newsroom.tables import ChannelPost
from bumi.publishing.channels.sender import PostOutcome
from bumi.publishing.channels.sending import open_channels, send_due
from bumi.settings import Settings
from bumi.words import Channel
from tests.publishing.stage import NOW

ABILITIES = Abilities(text=4096, caption=1024, pictures=10, picture_bytes=10_000_000, a_minute=20)


@dataclass
class Books:
    """What stands in a chat, by message id, and what was ever done there, in order."""

    messages: dict[str, Post] = field(default_factory=dict)
    done: list[tuple[str, str]] = field(default_factory=list)


class Scripted:
    """A messenger that keeps books; `script` has an error for each of the next requests, None for none.

    An error of `taken` comes after the request was carried out, as a time-out does.
    """

    def __init__(
        self, channel: Channel = Channel.BALE, abilities: Abilities = ABILITIES, chat: str = "@kerman"
    ) -> None:
        self.channel, self.abilities, self.chat = channel, abilities, chat
        self.books, self.script, self.taken = Books(), list[BumiError | None](), list[BumiError | None]()
        self.before: Callable[[str], None] = lambda what: None
        self._lock, self._next = Lock(), 1

    def to(self, chat: str) -> Self:
        raise NotImplementedError

    def probe(self) -> str:
        self._act("probe", "", lambda: None)
        return "bot"

    def post(self, post: Post) -> Sequence[str]:
        with self._lock:
            ids = [str(self._next + at) for at in range(max(1, len(post.pictures)))]
            self._next += len(ids)
        self._act("post", ids[0], lambda: self.books.messages.update({ids[0]: post}))
        return ids

    def edit(self, messages: Sequence[str], post: Post) -> None:
        def change() -> None:
            self.books.messages[messages[0]] = replace(self.books.messages[messages[0]], text=post.text)

        self._act("edit", messages[0], change)

    def delete(self, messages: Sequence[str]) -> None:
        self._act("delete", messages[0], lambda: self.books.messages.pop(messages[0], None))

    def link(self, messages: Sequence[str]) -> str:
        return f"https://ble.example/{self.chat.strip('@')}/{messages[0]}"

    def count(self, what: str) -> int:
        """Return how often `what` was carried out."""
        return sum(each == what for each, _ in self.books.done)

    @property
    def texts(self) -> list[str]:
        """What stands there now, oldest first."""
        return [post.text for post in self.books.messages.values()]

    def _act(self, what: str, id: str, carry_out: Callable[[], object]) -> None:
        self.before(what)
        if self.script and what != "probe" and (error := self.script.pop(0)):
            raise error
        carry_out()
        if what != "probe":
            self.books.done.append((what, id))
            if self.taken and (error := self.taken.pop(0)):
                raise error


class Clock:
    """A clock that stands still until somebody sleeps."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at, self.slept = at, 0.0

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.slept += seconds


class Province:
    """A newsroom that publishes and sends to channels, by a clock of its own."""

    def __init__(self, newsroom: Newsroom, settings: Settings, *messengers: Messenger) -> None:
        self.newsroom, self.settings, self.messengers, self.clock = newsroom, settings, messengers, Clock()
        self.opens_at: Callable[[datetime], datetime] = lambda moment: moment

    def open(self) -> None:
        open_channels(self.newsroom, self.messengers, self.clock.at)

    def publish(self) -> None:
        """Let the pages that are due be at the site; its pages themselves are not our subject here."""
        with self.newsroom.session() as session:
            taken, _ = publication.claim(session, self.clock.at, "", 100)
            publication.finish_all(session, taken, self.clock.at, "")

    def send(self) -> list[PostOutcome]:
        return send_due(self.newsroom, self.messengers, self.settings, self.opens_at, self.clock.now, self.clock.sleep)

    def go_on(self, minutes: float = 1) -> list[PostOutcome]:
        """Publish and send, and let the next run begin some minutes later."""
        self.open()
        self.publish()
        said = self.send()
        self.clock.at += timedelta(minutes=minutes)
        return said

    def posts(self, piece: int | None = None) -> list[ChannelPost]:
        with self.newsroom.reading() as session:
            rows = channel_posts.recorded(session)
        return [row for row in rows if piece in (None, row.piece_id)]

    def states(self, piece: int | None = None) -> list[PostState]:
        return [row.state for row in self.posts(piece)]
