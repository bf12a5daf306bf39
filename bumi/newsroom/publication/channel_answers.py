"""What people answer about messages in channels: it is there, it is not, or they have removed it themselves.

Each answer is for a message in one state, and written into the timeline of its piece with who gave it.
"""

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.publication.channel_posts import PostKey, named, with_id
from bumi.newsroom.states import PostState
from bumi.newsroom.tables import ChannelPost, Piece, User
from bumi.newsroom.workflow.timeline import write_line

_LONGEST = 300


def confirm(session: Session, key: PostKey, by: User, where: str, now: datetime) -> None:
    """Record that an unconfirmed message stands in its channel; `where` is its link or id, or "" if nobody looked.

    Without it nothing can be edited or deleted there later, and people are asked to. Raise Refused in another state or
    if `by` may not decide; BadInput if the link or id is too long to be one, or is that of another message.
    """
    where = where.strip()
    if len(where) > _LONGEST:
        raise BadInput(
            f"«{where[:40]}…» نشانی یا شناسه یک پیام نیست؛ نشانی پیام را از کانال رونوشت کنید یا خالی بگذارید"
        )
    post = _asked(session, key, by, PostState.UNCONFIRMED)
    is_link = urlsplit(where).scheme in ("http", "https")
    id = urlsplit(where).path.rstrip("/").rpartition("/")[2] if is_link else where
    if id and (other := with_id(session, post, id)):
        raise BadInput(
            f"«{where}» پیام دیگری است ({named(other)})؛ نشانی همین پیام را از کانال رونوشت کنید یا خالی بگذارید"
        )
    post.state, post.error, post.posted_at, post.next_attempt_at = PostState.POSTED, "", now, now
    post.messages, post.link = [id] if id else [], where if is_link else ""
    _write(session, post, by, "دید که در کانال هست")


def resend(session: Session, key: PostKey, by: User, now: datetime) -> None:
    """Have a message posted that is not in its channel: unconfirmed, failed, called off. Raise Refused as `confirm`."""
    post = _asked(session, key, by, PostState.UNCONFIRMED, PostState.FAILED, PostState.DELETED)
    if post.posted_at:
        raise _answered(post)
    post.state, post.error, post.attempts, post.wanted_at, post.next_attempt_at = PostState.WAITING, "", 0, now, now
    _write(session, post, by, "گفت در کانال نیست و دوباره فرستاده شود")


def record_removed(session: Session, key: PostKey, by: User, now: datetime) -> None:
    """Record that `by` has removed a message that was left to them. Raise Refused as `confirm`."""
    post = _asked(session, key, by, PostState.LEFT)
    post.state, post.error, post.deleted_at, post.next_attempt_at = PostState.DELETED, "", now, None
    _write(session, post, by, "آن را از کانال برداشت")


def _asked(session: Session, key: PostKey, by: User, *states: PostState) -> ChannelPost:
    """Return the message that people were asked about, with its row locked."""
    post = session.get(ChannelPost, key, with_for_update=True, populate_existing=True)
    if post is None:
        raise Refused("چنین پیامی در دفتر کانال‌ها نیست؛ فهرستشان را با «bumi channels list» ببینید")
    if reasons := not_an_editor(by):
        raise Refused(*reasons)
    if post.state not in states:
        raise _answered(post)
    return post


def _answered(post: ChannelPost) -> Refused:
    return Refused(f"{named(post)}: «{post.state.persian}» است و دیگر پرسشی ندارد؛ صفحه را دوباره باز کنید")


def _write(session: Session, post: ChannelPost, by: User, what: str) -> None:
    write_line(session, session.get_one(Piece, post.piece_id), by, f"{by.persian} {what}؛ {named(post)}")
