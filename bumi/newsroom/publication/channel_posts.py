"""The ledger of channels: what should stand about a piece in each messenger, and what is known of it.

No messenger takes the same message twice as one, so a run records what it is about to post before it asks. What a dead
run was posting is `unconfirmed`: a person looks, and says whether it is there. Editing and deleting may be repeated.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, delete, func, or_, select, true, update
from sqlalchemy.orm import Session

from bumi.messengers import LONGEST_WAIT_S
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.publication.stories import public_story
from bumi.newsroom.states import HIDDEN, SHOWN, PostState, State
from bumi.newsroom.tables import ChannelPost, OpenChannel, Piece
from bumi.newsroom.tables.pieces import PRESSING
from bumi.newsroom.workflow.channel_changes import look_again
from bumi.newsroom.workflow.durations import StepRun, record_durations
from bumi.persian.text import digits_to_persian
from bumi.piece import Story
from bumi.words import Channel, Urgency

FRESH = timedelta(days=2)
"""How long after it was wanted a piece is posted by itself: a channel that comes back is not flooded with old news."""

TO_SEND = (PostState.WAITING, PostState.FAILED)
"""The states of what no reader has got yet."""

_PATIENCE = timedelta(minutes=15)
"""How long a messenger that is not reached is asked to delete before people are."""

_LONGEST_REST = timedelta(seconds=LONGEST_WAIT_S)
"""Nothing rests longer; what says so was written by a clock that was ahead."""

_LIVE = SHOWN.difference(HIDDEN)
_RETRACTED = (State.WITHDRAWN, State.TAKEN_DOWN)
_ASKED = (PostState.POSTING, PostState.EDITING, PostState.DELETING)
_DUE = and_(ChannelPost.state == PostState.POSTED, ChannelPost.next_attempt_at.is_not(None))
_ASKS_SOMEBODY = or_(
    and_(
        ChannelPost.state.in_([state for state in PostState if state.asks]),
        or_(ChannelPost.state != PostState.FAILED, ChannelPost.next_attempt_at.is_(None)),
    ),
    and_(
        _DUE,
        ChannelPost.channel.in_(select(OpenChannel.channel)),
        or_(ChannelPost.error != "", Piece.state.in_(_RETRACTED)),
    ),
)


class PostKey(NamedTuple):
    """The key of a message in the ledger."""

    piece: int
    channel: Channel
    number: int


class PostTask(Enum):
    """What is to be done about a message."""

    POST = auto()
    EDIT = auto()
    DELETE = auto()
    CALL_OFF = auto()
    """Nobody has got it, and nobody should any more."""
    ASK = auto()
    """It has waited for so long that a person is asked."""


class DuePost(NamedTuple):
    """What is due: the message, what is to be done, and the piece as readers see it, with the version that was read.

    `task` is None where the message is as it should be. `last` tells that no later message is about the same piece,
    `late` that a person is asked to delete it where the messenger is not reached. `corrects` is the chat of the message
    that it corrects, "" for one that corrects none.
    """

    key: PostKey
    post: ChannelPost
    task: PostTask | None
    story: Story
    revision_id: int
    version: int
    last: bool
    late: bool
    corrects: str


def open_channels(session: Session, channels: Collection[Channel], now: datetime) -> None:
    """Record that these channels are open and no others.

    Nothing is posted to a channel that was published before it was opened, this time. What waits for one that is closed
    is called off, and what stands there and was taken back is left to people.
    """
    rows = [{"channel": each, "opened_at": now, "free_at": None, "problem": ""} for each in sorted(channels)]
    upsert(session, OpenChannel, rows)
    _close_others(session, channels)


def opened(session: Session) -> list[OpenChannel]:
    """Return the channels that were opened."""
    return list(session.scalars(select(OpenChannel).order_by(OpenChannel.channel)))


def want(session: Session, pieces: Collection[Piece], now: datetime) -> None:
    """Record that pieces, just published, are wanted in the open channels of their briefs; correct what is there.

    What was published before a channel was opened is not wanted there, nor are its corrections.
    """
    since = {each.channel: each.opened_at for each in opened(session)}
    rows = [
        _wanted_row(PostKey(piece.id, channel, 0), piece.published_revision_id, now)
        for piece in (pieces if since else ())
        for channel in sorted(since.keys() & _channels(piece))
        if _is_new(piece, since[channel])
    ]
    look_again(session, [piece.id for piece in pieces], now)
    upsert(session, ChannelPost, rows)


def any_due(session: Session, channels: Collection[Channel], now: datetime, quiet: bool) -> bool:
    """Return whether a run has something to do in any of the channels; `quiet`: only crises may be heard."""
    at = OpenChannel.free_at
    free = or_(at.is_(None), at <= now, at > now + _LONGEST_REST)
    query = _rows(now, quiet).join(OpenChannel, OpenChannel.channel == ChannelPost.channel).where(free)
    return session.scalar(query.where(ChannelPost.channel.in_(channels)).limit(1)) is not None


def next_due(
    session: Session, channel: Channel, now: datetime, quiet: bool, besides: Collection[PostKey] = ()
) -> DuePost | None:
    """Return what is due next in a channel, except `besides`: crises first, then by time. None if there is nothing."""
    query = _rows(now, quiet).where(ChannelPost.channel == channel).limit(len(besides) + 1)
    order = (PRESSING, ChannelPost.next_attempt_at, ChannelPost.piece_id, ChannelPost.number)
    rows = session.scalars(query.order_by(*order))
    post = next((row for row in rows if key_of(row) not in besides), None)
    return _read(session, post, now) if post else None


def begin(session: Session, due: DuePost, to: PostState, run: str, now: datetime) -> ChannelPost | None:
    """Record that `run` is about to ask the messenger; commit before asking.

    None where another run has taken the message, or its piece has changed since it was read.
    """
    query = _row(due.key).where(ChannelPost.state == due.post.state, ChannelPost.next_attempt_at <= now)
    post = session.scalar(query.with_for_update(skip_locked=True).execution_options(populate_existing=True))
    if post is None or not _is_current(session, due):
        return None
    post.state, post.run, post.next_attempt_at = to, run, None
    post.attempts += 1
    return post


def begin_post(post: ChannelPost, due: DuePost, hashes: tuple[str, str], chat: str) -> None:
    """Record what a message that is about to be posted will show, and where."""
    post.revision_id, post.chat = due.revision_id, chat
    post.text_hash, post.pictures_hash = hashes


def take_turn(session: Session, channel: Channel, now: datetime, lasts: timedelta) -> timedelta:
    """Take the channel for `lasts` from `now` on, and return 0; or return for how long it is taken already."""
    row = session.get_one(OpenChannel, channel, with_for_update=True, populate_existing=True)
    if row.free_at and now < row.free_at <= now + _LONGEST_REST:
        return row.free_at - now
    row.free_at = now + lasts
    return timedelta()


def unanswered(session: Session, channel: Channel, now: datetime, why: str, lasts: bool) -> None:
    """Record why a messenger does nothing of what is due in a channel; what it should have deleted is left to people.

    At once where the reason `lasts`, as with a revoked token, and else when it has not been reached for a while. It is
    deleted nevertheless if the messenger answers before they have done it.
    """
    query = _rows(now, quiet=False).where(ChannelPost.channel == channel).add_columns(Piece)
    for post, piece in session.execute(query.with_for_update(of=ChannelPost, skip_locked=True)):
        task = _task(post, piece, now)
        if task in (PostTask.POST, PostTask.EDIT, PostTask.DELETE):
            post.error = why
        if task is PostTask.DELETE and (lasts or _is_late(piece, now)):
            post.state = PostState.LEFT


def rest(session: Session, channel: Channel, until: datetime | None, problem: str) -> None:
    """Record until when nothing is sent to a channel, and why; None and "" once it answers again."""
    row = session.get_one(OpenChannel, channel)
    row.problem, row.free_at = problem, until or row.free_at


def held(session: Session, key: PostKey, run: str) -> ChannelPost | None:
    """Return a message that `run` has asked for, to record the answer; None where it was given up meanwhile."""
    query = _row(key).where(ChannelPost.run == run, ChannelPost.state.in_(_ASKED))
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def record_posted(
    session: Session, post: ChannelPost, messages: Iterable[str], link: str, now: datetime, since: datetime
) -> None:
    """Record that a message stands in its channel since `now`, and that it might have since `since`."""
    _settle(post, PostState.POSTED)
    post.messages, post.link, post.posted_at = list(messages), link, now
    record_durations(session, [StepRun(f"send-{post.channel.value}", max(0.0, (now - since).total_seconds()))])


def record_edited(post: ChannelPost, due: DuePost, text_hash: str, now: datetime) -> None:
    """Record that the text of a message is now that of the piece."""
    _settle(post, PostState.POSTED)
    post.revision_id, post.text_hash, post.edited_at = due.revision_id, text_hash, now


def record_deleted(post: ChannelPost, now: datetime) -> None:
    """Record that a message is gone."""
    _settle(post, PostState.DELETED)
    post.deleted_at, post.next_attempt_at = now, None


def record_failure(post: ChannelPost, to: PostState, why: str, next_attempt_at: datetime | None) -> None:
    """Record, in a Persian sentence, why the messenger did not do it, and when it is asked again."""
    post.state, post.run, post.error = to, "", why
    post.next_attempt_at = post.next_attempt_at or next_attempt_at  # the piece may have changed meanwhile


def settle(
    session: Session, due: DuePost, to: PostState, why: str = "", next_attempt_at: datetime | None = None
) -> bool:
    """Record what was decided about a message without its messenger; return False where it or its piece has changed."""
    same = (ChannelPost.state == due.post.state, ChannelPost.next_attempt_at == due.post.next_attempt_at)
    post = session.scalar(_row(due.key).where(*same).with_for_update())
    if post is None or not _is_current(session, due):
        return False
    post.state, post.error, post.next_attempt_at = to, why, next_attempt_at
    if next_attempt_at:
        post.attempts += 1
    else:
        post.revision_id = due.revision_id
    return True


def leave(session: Session, due: DuePost, run: str, why: str) -> bool:
    """Record that a message stays as it stands: the messenger cannot edit it or, for `why`, refused it to `run`."""
    if not why:
        return settle(session, due, PostState.POSTED)
    post = held(session, due.key, run)
    if post:
        record_failure(post, PostState.POSTED, why, None)
        post.revision_id = due.revision_id
    return True


def call_off_correction(session: Session, due: DuePost, why: str, asks: str) -> bool:
    """Post no correction, for `why`, and ask people, in the sentence `asks`, to take away what it was to correct.

    Return False where it or its piece has changed.
    """
    if not settle(session, due, PostState.DELETED, why):
        return False
    standing = (*_earlier(due.key), ChannelPost.state == PostState.POSTED, ChannelPost.chat == due.corrects)
    left = update(ChannelPost).where(*standing).values(state=PostState.LEFT, error=asks, next_attempt_at=None)
    session.execute(left.execution_options(synchronize_session=False))
    return True


def correct_visibly(session: Session, due: DuePost, now: datetime) -> None:
    """Have a visible correction posted after a message that does not show what the piece says now."""
    own = (ChannelPost.piece_id == due.key.piece, ChannelPost.channel == due.key.channel)
    number = session.scalars(select(func.max(ChannelPost.number)).where(*own)).one() + 1  # also after one called off
    upsert(session, ChannelPost, [_wanted_row(due.key._replace(number=number), due.revision_id, now)])


def held_runs(session: Session) -> set[str]:
    """Return the names of the runs that have asked a messenger and not recorded its answer."""
    return set(session.scalars(select(ChannelPost.run).where(ChannelPost.state.in_(_ASKED)).distinct()))


def release(session: Session, run: str, now: datetime) -> None:
    """Have people look for what a dead `run` was posting; what it was editing or deleting is due again."""
    why = "فرستادنش نیمه‌کاره ماند؛ در کانال نگاه کنید که هست یا نه، و همین‌جا بگویید"
    for state, values in (
        (PostState.POSTING, {"state": PostState.UNCONFIRMED, "error": why}),
        (PostState.EDITING, {"state": PostState.POSTED, "text_hash": "", "next_attempt_at": now}),
        (PostState.DELETING, {"state": PostState.POSTED, "next_attempt_at": now}),
    ):
        left = update(ChannelPost).where(ChannelPost.state == state, ChannelPost.run == run)
        session.execute(left.values(run="", **values).execution_options(synchronize_session=False))


def of_piece(session: Session, piece_id: int) -> list[ChannelPost]:
    """Return the messages about a piece, by channel."""
    query = select(ChannelPost).where(ChannelPost.piece_id == piece_id)
    return list(session.scalars(query.order_by(ChannelPost.channel, ChannelPost.number)))


def with_id(session: Session, post: ChannelPost, id: str) -> ChannelPost | None:
    """Return another message of the same chat that has this id, or None."""
    written = cast(ChannelPost.messages, String).contains(json.dumps(id), autoescape=True)
    query = select(ChannelPost).where(ChannelPost.channel == post.channel, ChannelPost.chat == post.chat, written)
    return next((each for each in session.scalars(query) if key_of(each) != key_of(post)), None)


def questions(session: Session) -> list[tuple[ChannelPost, Piece]]:
    """Return what waits for a person, crises first, each with its piece.

    And what still stands in an open channel though it should be deleted, or was to be corrected and could not yet.
    """
    query = select(ChannelPost, Piece).join(Piece, Piece.id == ChannelPost.piece_id).where(_ASKS_SOMEBODY)
    return [(post, piece) for post, piece in session.execute(query.order_by(PRESSING, ChannelPost.wanted_at))]


def first_question(session: Session) -> tuple[int, int] | None:
    """Return the piece of the first of `questions` and how many these are; None where nothing is asked."""
    query = select(ChannelPost.piece_id, func.count().over()).join(Piece, Piece.id == ChannelPost.piece_id)
    row = session.execute(query.where(_ASKS_SOMEBODY).order_by(PRESSING, ChannelPost.wanted_at).limit(1)).first()
    return (row[0], row[1]) if row else None


def questions_about(session: Session, piece_id: int) -> int:
    """Return how many of `questions` are about a piece."""
    query = select(func.count()).select_from(ChannelPost).join(Piece, Piece.id == ChannelPost.piece_id)
    return session.scalars(query.where(_ASKS_SOMEBODY, ChannelPost.piece_id == piece_id)).one()


def recorded(session: Session) -> list[ChannelPost]:
    """Return the whole ledger of channels."""
    return list(session.scalars(select(ChannelPost).order_by(ChannelPost.piece_id, ChannelPost.channel)))


def key_of(post: ChannelPost) -> PostKey:
    """Return the key of a message."""
    return PostKey(post.piece_id, post.channel, post.number)


def digest(*parts: str) -> str:
    """Return a hash of what a message shows."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""


def named(post: ChannelPost) -> str:
    """Return a message by its channel and piece, as «بله، مطلب ۱۲» or «اصلاحیه ۱ در بله، مطلب ۱۲»."""
    what = f"اصلاحیه {post.number} در " if post.number else ""
    return digits_to_persian(f"{what}{post.channel.persian}، مطلب {post.piece_id}")


def _wanted_row(key: PostKey, revision_id: int | None, now: datetime) -> dict[str, object]:
    """Return the row of a message that is wanted from `now` on, and that nobody has been asked for."""
    return {
        **{"piece_id": key.piece, "channel": key.channel, "number": key.number},
        **{"state": PostState.WAITING, "revision_id": revision_id, "messages": [], "attempts": 0},
        **dict.fromkeys(("text_hash", "pictures_hash", "chat", "link", "run", "error"), ""),
        **{"next_attempt_at": now, "wanted_at": now, "updated_at": now},
    }


def _close_others(session: Session, channels: Collection[Channel]) -> None:
    closed = (ChannelPost.channel.not_in(channels), ChannelPost.next_attempt_at.is_not(None))
    retracted = select(Piece.id).where(Piece.state.in_(_RETRACTED))
    asked = "این کانال دیگر باز نیست؛ اگر پیام هنوز آنجاست خودتان برش دارید و «برداشتم» را بزنید"
    standing = ChannelPost.state.in_((PostState.POSTED, PostState.UNCONFIRMED))
    for to, why, rows in (
        (PostState.DELETED, "این کانال بسته شد", ChannelPost.state.in_(TO_SEND)),
        (PostState.LEFT, asked, and_(standing, ChannelPost.piece_id.in_(retracted))),
    ):
        values = {"state": to, "error": why, "next_attempt_at": None}
        every = update(ChannelPost).where(*closed, rows)
        session.execute(every.values(values).execution_options(synchronize_session=False))
    session.execute(delete(OpenChannel).where(OpenChannel.channel.not_in(channels)))


def _rows(now: datetime, quiet: bool) -> Select[ChannelPost]:
    heard = Piece.urgency == Urgency.CRISIS if quiet else true()
    to_send = and_(ChannelPost.state.in_(TO_SEND), or_(and_(Piece.state.in_(_LIVE), heard), Piece.state.in_(HIDDEN)))
    standing = ChannelPost.state.in_((PostState.POSTED, PostState.LEFT))
    due = (ChannelPost.next_attempt_at <= now, or_(to_send, standing))
    return select(ChannelPost).join(Piece, Piece.id == ChannelPost.piece_id).where(*due)


def _row(key: PostKey) -> Select[ChannelPost]:
    own: tuple[ColumnElement[bool], ...] = (
        ChannelPost.piece_id == key.piece,
        ChannelPost.channel == key.channel,
        ChannelPost.number == key.number,
    )
    return select(ChannelPost).where(*own)


def _read(session: Session, post: ChannelPost, now: datetime) -> DuePost:
    piece = session.get_one(Piece, post.piece_id)
    story, last = public_story(piece), _last(session, post)
    if story is None or piece.published_revision_id is None:
        raise ValueError(f"piece {piece.id} was never published")  # and so is not in this ledger
    task = _task(post, piece, now)
    late, chat = _is_late(piece, now), _corrected_chat(session, post)
    return DuePost(key_of(post), post, task, story, piece.published_revision_id, piece.version, last, late, chat)


def _task(post: ChannelPost, piece: Piece, now: datetime) -> PostTask | None:
    if post.state in TO_SEND:
        if piece.state in HIDDEN or (post.number == 0 and post.channel not in _channels(piece)):
            return PostTask.CALL_OFF
        return PostTask.ASK if post.number == 0 and post.wanted_at + FRESH < now else PostTask.POST
    if piece.state in _RETRACTED or _ended_early(piece):
        return PostTask.DELETE
    return PostTask.EDIT if post.revision_id != piece.published_revision_id or not post.text_hash else None


def _ended_early(piece: Piece) -> bool:
    """Return whether a piece has expired before its brief's time, as a notice does whose update is out."""
    ordered = piece.brief_model.expire_at
    return piece.state is State.EXPIRED and bool(piece.expire_at and ordered and piece.expire_at < ordered)


def _is_late(piece: Piece, now: datetime) -> bool:
    """Return whether the messages about a piece that was taken back should have been deleted by now."""
    return piece.state_since is not None and piece.state_since + _PATIENCE <= now


def _is_current(session: Session, due: DuePost) -> bool:
    """Return whether the piece is as it was when it was read."""
    return session.scalar(select(Piece.version).where(Piece.id == due.key.piece)) == due.version


def _last(session: Session, post: ChannelPost) -> bool:
    later = (
        ChannelPost.piece_id == post.piece_id,
        ChannelPost.channel == post.channel,
        ChannelPost.number > post.number,
        ChannelPost.state != PostState.DELETED,
    )
    return session.scalar(select(func.count()).where(*later)) == 0


def _corrected_chat(session: Session, post: ChannelPost) -> str:
    """Return the chat of the message before one, "" where none was asked for."""
    query = select(ChannelPost.chat).where(*_earlier(key_of(post)), ChannelPost.chat != "")
    return session.scalar(query.order_by(ChannelPost.number.desc()).limit(1)) or ""


def _earlier(key: PostKey) -> tuple[ColumnElement[bool], ...]:
    """Return what the messages before one about the same piece in its channel meet."""
    return (ChannelPost.piece_id == key.piece, ChannelPost.channel == key.channel, ChannelPost.number < key.number)


def _is_new(piece: Piece, opened_at: datetime) -> bool:
    """Return whether a piece that was just published was not published before `opened_at`."""
    first = piece.published_at == piece.republished_at  # whatever our clock and the storage's say
    return first or bool(piece.published_at and piece.published_at >= opened_at)


def _channels(piece: Piece) -> set[Channel]:
    return set(piece.brief_model.channels)


def _settle(post: ChannelPost, to: PostState) -> None:
    post.state, post.run, post.error, post.attempts = to, "", "", 0
