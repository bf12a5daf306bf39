"""The work of one run in one channel: what is about to be posted is in the ledger before the messenger is asked.

An answer that does not come leaves a message unconfirmed, for a person to look; editing and deleting are repeated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from bumi.errors import Rejected, Unreachable
from bumi.logs import log_context
from bumi.messengers import Messenger, Post, RateLimited
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import channel_posts
from bumi.newsroom.publication.channel_posts import DuePost, PostKey, PostTask
from bumi.newsroom.publication.stories import images
from bumi.newsroom.states import PostState
from bumi.newsroom.tables import ChannelPost
from bumi.piece import Media
from bumi.publishing.channels.posts import hashes_of, messages_of, pictures_of, post_of
from bumi.publishing.outcomes import error_in_words
from bumi.publishing.retry import next_attempt_in
from bumi.settings import Settings
from bumi.words import Channel, Urgency

_MINUTE = timedelta(minutes=1)
_REST = timedelta(minutes=1)
"""How long nothing is sent to a channel that failed as a whole."""
_LONGEST = timedelta(seconds=40)
"""How long a run waits for the turns of its channels; the next run goes on, and the site is not kept waiting."""
_A_MOMENT_S = 0.05  # until another run has recorded what it has taken

_CALLED_OFF = "پیش از آن‌که برود از دست خوانندگان گرفته شد"
_TOO_LATE = "دو روز از وقتش گذشته بود و خودبه‌خود نرفت؛ اگر هنوز باید برود «دوباره بفرست» را بزنید"
_TAKE_DOWN = "بومی نمی‌تواند این پیام را بردارد؛ خودتان در کانال برش دارید و «برداشتم» را بزنید"
_OTHER_CHAT = "پیامی که باید اصلاح شود در کانال دیگری است"
_ELSEWHERE = "این پیام در کانال دیگری («{chat}») است و کهنه شده؛ خودتان آنجا برش دارید و «برداشتم» را بزنید"
_ONLY_SOME = "بومی یکی از پیام‌های این مطلب را برداشت و دیگری را نمی‌شناسد؛ خودتان برش دارید و «برداشتم» را بزنید"


@dataclass(frozen=True)
class PostOutcome:
    """What came of one message, with its public address or the reason; `piece` is 0 where a whole channel failed."""

    piece: int
    headline: str
    channel: Channel
    state: PostState
    link: str = ""
    why: str = ""

    @property
    def good(self) -> bool:
        """Whether nobody needs to act."""
        return self.state in (PostState.POSTED, PostState.DELETED) and not self.why


@dataclass(frozen=True)
class SendRun:
    """What the channels of a run share; `opens_at` as for `send_due`, `name` under which the run holds messages."""

    newsroom: Newsroom
    settings: Settings
    opens_at: Callable[[datetime], datetime]
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    name: str = field(default_factory=lambda: f"send-{uuid4().hex}")


class _StoppedError(Exception):
    """The run asks this messenger no more."""


class _TakenError(Exception):
    """It is not the turn of the channel yet."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


class Sender:
    """Sends what is due in one channel; `said` is what came of it."""

    def __init__(self, run: SendRun, messenger: Messenger) -> None:
        self.run, self.messenger, self.channel = run, messenger, messenger.channel
        self.said: list[PostOutcome] = []
        self._until = run.clock() + _LONGEST
        self._done: set[PostKey] = set()
        self._answers = False

    def send(self) -> None:
        """Do all that is due, once each, until there is nothing more or the channel has to rest."""
        try:
            while due := self._next():
                if self._do(due):
                    self._done.add(due.key)
                elif self.run.clock() > self._until:
                    return
                else:  # it is another by now, or another run's
                    self.run.sleep(_A_MOMENT_S)
        except _StoppedError:
            return

    def _next(self) -> DuePost | None:
        now = self.run.clock()
        with self.run.newsroom.reading() as session:
            return channel_posts.next_due(session, self.channel, now, self.run.opens_at(now) > now, self._done)

    def _do(self, due: DuePost) -> bool:
        """Do what is due; return False where it has changed meanwhile."""
        match due.task:
            case PostTask.CALL_OFF:
                return self._settle(due, PostState.DELETED, _CALLED_OFF)
            case PostTask.ASK:
                return self._settle(due, PostState.FAILED, _TOO_LATE)
            case PostTask.DELETE:
                return self._delete(due)
            case PostTask.POST if due.corrects not in ("", self.messenger.chat):
                return self._call_off(due)
            case PostTask.POST | PostTask.EDIT:
                return self._show(due)
            case None:
                with self.run.newsroom.session() as session:
                    return channel_posts.settle(session, due, PostState.POSTED)

    def _show(self, due: DuePost) -> bool:
        """Post the piece, or edit what stands there; what cannot be built, as for a lost image, is tried again."""
        self._probe()
        try:
            post = self._post_of(due)
        except Exception as error:
            again = self.run.clock() + next_attempt_in(due.post.attempts + 1)
            return self._settle(due, due.post.state, error_in_words(error), again)
        return self._post(due, post) if due.task is PostTask.POST else self._edit(due, post)

    def _probe(self) -> None:
        """Ask the messenger whether it answers, once; what it does not answer is posted by a later run."""
        if self._answers:
            return
        try:
            self.messenger.probe()
        except Exception as error:
            why = self._rest(error)
            with self.run.newsroom.session() as session:
                channel_posts.unanswered(session, self.channel, self.run.clock(), why, isinstance(error, Rejected))
            self.said.append(PostOutcome(0, "", self.channel, PostState.FAILED, why=why))
            raise _StoppedError from error
        self._answers = True
        with self.run.newsroom.session() as session:
            channel_posts.rest(session, self.channel, None, "")

    def _post_of(self, due: DuePost) -> Post:
        with self.run.newsroom.reading() as session:
            read = images(session, [each.sha256 for each in self._pictures(due)])
        return self._post_with(due, read)

    def _pictures(self, due: DuePost) -> list[Media]:
        return pictures_of(due.story, self.messenger.abilities, corrects=due.key.number > 0)

    def _post_with(self, due: DuePost, media: Mapping[str, bytes]) -> Post:
        abilities, settings = self.messenger.abilities, self.run.settings
        edits, corrects = due.task is PostTask.EDIT, due.key.number > 0
        return post_of(due.story, self.channel, abilities, settings, media, edits=edits, corrects=corrects)

    def _post(self, due: DuePost, post: Post) -> bool:
        hashes = hashes_of(post)

        def intend(row: ChannelPost) -> None:
            channel_posts.begin_post(row, due, hashes, self.messenger.chat)

        if not self._begin(due, PostState.POSTING, messages_of(post, self.messenger.abilities), intend):
            return False
        try:
            messages = self.messenger.post(post)
        except Rejected as error:
            self._failed(due, PostState.WAITING if error.to_all else PostState.FAILED, error)
        except (RateLimited, Unreachable) as error:
            self._failed(due, PostState.WAITING, error)
        except Exception as error:  # whatever it was, the message may stand there
            self._failed(due, PostState.UNCONFIRMED, error)
        else:
            now, link = self.run.clock(), self.messenger.link(messages)
            with self.run.newsroom.session() as session:
                if row := channel_posts.held(session, due.key, self.run.name):
                    channel_posts.record_posted(session, row, messages, link, now, self._wanted_since(due))
            self._say(due, PostState.POSTED, link)
        return True

    def _edit(self, due: DuePost, post: Post) -> bool:
        """Edit the text; what an edit cannot show, as another picture, or at Eitaa, a visible correction shows.

        Where another chat was open then, a person is asked: readers of this one have seen nothing to correct.
        """
        if due.post.chat != self.messenger.chat:
            return self._settle(due, PostState.LEFT, _ELSEWHERE.format(chat=due.post.chat))
        text_hash, pictures_hash = hashes_of(post)
        alike = bool(post.pictures) == bool(due.post.pictures_hash)
        if not (self.messenger.abilities.edits and alike and self._is_ours(due)):
            return self._correct(due)
        if not self._begin(due, PostState.EDITING):
            return False
        try:
            self.messenger.edit(due.post.messages, post)
        except Exception as error:
            if isinstance(error, Rejected) and not error.to_all:
                return self._correct(due, error_in_words(error))
            self._failed(due, PostState.POSTED, error)
            return True
        now = self.run.clock()
        with self.run.newsroom.session() as session:
            if row := channel_posts.held(session, due.key, self.run.name):
                channel_posts.record_edited(row, due, text_hash, now)
                if due.last and pictures_hash != due.post.pictures_hash:
                    channel_posts.correct_visibly(session, due, now)
        self._say(due, PostState.POSTED, due.post.link)
        return True

    def _call_off(self, due: DuePost) -> bool:
        """Post no correction in this chat of a message in another: a person is asked, as `_edit` does."""
        asks = _ELSEWHERE.format(chat=due.corrects)
        with self.run.newsroom.session() as session:
            settled = channel_posts.call_off_correction(session, due, _OTHER_CHAT, asks)
        if settled:
            self._say(due, PostState.LEFT, due.post.link, asks)
        return settled

    def _correct(self, due: DuePost, why: str = "") -> bool:
        """Leave a message as it stands, and have a visible correction posted if none is wanted after it already."""
        with self.run.newsroom.session() as session:
            if not channel_posts.leave(session, due, self.run.name, why):
                return False
            if due.last:
                channel_posts.correct_visibly(session, due, self.run.clock())
        return True

    def _delete(self, due: DuePost) -> bool:
        if not (self.messenger.abilities.deletes and self._is_ours(due)):
            return self._settle(due, PostState.LEFT, _TAKE_DOWN)
        self._probe()
        if not self._begin(due, PostState.DELETING):
            return False
        try:
            self.messenger.delete(due.post.messages)
        except Exception as error:
            left = due.late or isinstance(error, Rejected)
            self._failed(due, PostState.LEFT if left else PostState.POSTED, error)
            return True
        why = "" if len(due.post.messages) >= self._count(due) else _ONLY_SOME
        with self.run.newsroom.session() as session:
            if row := channel_posts.held(session, due.key, self.run.name):
                if why:
                    channel_posts.record_failure(row, PostState.LEFT, why, None)
                else:
                    channel_posts.record_deleted(row, self.run.clock())
        self._say(due, PostState.LEFT if why else PostState.DELETED, due.post.link if why else "", why)
        return True

    def _count(self, due: DuePost) -> int:
        """Return how many messages a post became; of one that a person has found, fewer may be known."""
        if not due.post.pictures_hash:
            return 1
        bare = {each.sha256: b"" for each in self._pictures(due)}
        return messages_of(self._post_with(due, bare), self.messenger.abilities)

    def _begin(
        self, due: DuePost, to: PostState, messages: int = 1, intend: Callable[[ChannelPost], None] = lambda row: None
    ) -> bool:
        """Record what the messenger is about to be asked, at the channel's turn; return False where it has changed."""
        lasts = _MINUTE * messages / self.messenger.abilities.a_minute
        while True:
            now = self.run.clock()
            try:
                with self.run.newsroom.session() as session:
                    row = channel_posts.begin(session, due, to, self.run.name, now)
                    if row is None:
                        return False
                    if wait := channel_posts.take_turn(session, self.channel, now, lasts):
                        raise _TakenError(wait)
                    intend(row)
                return True
            except _TakenError as taken:
                if now + taken.wait > self._until:
                    raise _StoppedError from None
                self.run.sleep(taken.wait.total_seconds())

    def _failed(self, due: DuePost, to: PostState, error: Exception) -> None:
        """Record a failure, when it is tried again, and stop where others would fail too."""
        lasting = isinstance(error, Rejected) and not error.to_all
        with log_context(run=self.run.name, piece=due.key.piece):
            why = error_in_words(error) if lasting else self._rest(error)
        wait = timedelta(seconds=error.seconds) if isinstance(error, RateLimited) else None
        again = self.run.clock() + (wait or next_attempt_in(due.post.attempts + 1))
        ends = lasting or to is PostState.UNCONFIRMED
        with self.run.newsroom.session() as session:
            if row := channel_posts.held(session, due.key, self.run.name):
                channel_posts.record_failure(row, to, why, None if ends else again)
        self._say(due, to, due.post.link, why)
        if not lasting:
            raise _StoppedError from error

    def _rest(self, error: Exception) -> str:
        """Let the channel rest, for as long as it asks if it does; return the reason."""
        why = error_in_words(error)
        wait = timedelta(seconds=error.seconds) if isinstance(error, RateLimited) else _REST
        with self.run.newsroom.session() as session:
            channel_posts.rest(session, self.channel, self.run.clock() + wait, why)
        return why

    def _settle(self, due: DuePost, to: PostState, why: str, again: datetime | None = None) -> bool:
        with self.run.newsroom.session() as session:
            settled = channel_posts.settle(session, due, to, why, again)
        if settled:
            self._say(due, to, due.post.link, why)
        return settled

    def _is_ours(self, due: DuePost) -> bool:
        """Return whether the messages are known, and in the chat that is open now."""
        return bool(due.post.messages) and due.post.chat == self.messenger.chat

    def _wanted_since(self, due: DuePost) -> datetime:
        wanted = due.post.wanted_at
        return wanted if due.story.urgency is Urgency.CRISIS else self.run.opens_at(wanted)

    def _say(self, due: DuePost, to: PostState, link: str = "", why: str = "") -> None:
        self.said.append(PostOutcome(due.key.piece, due.story.fields.title, self.channel, to, link, why))
