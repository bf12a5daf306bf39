"""Shared messages in the database: their versions, the approved version, and the pieces that use them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import messages_visible, not_an_editor
from bumi.newsroom.tables import Message, MessageUse, MessageVersion, Piece, User
from bumi.newsroom.tables.columns import Json
from bumi.persian.text import digits_to_persian


def add_message(session: Session, title: str, content: Json, by: User) -> Message:
    """Create a message with a first version that waits for approval."""
    new = Message(title=title, approved=None, versions=[])
    session.add(new)
    session.flush()
    add_version(session, new, content, by)
    return new


def add_version(session: Session, message: Message, content: Json, by: User) -> MessageVersion:
    """Add a version; the approved version stays in force until this one is approved."""
    number = len(message.versions) + 1
    new = MessageVersion(number=number, content=content, by=by.name, approved_by=None, approved_at=None)
    message.versions.append(new)
    message.title = content["title"]
    session.flush()
    return new


def approve_version(session: Session, message: Message, by: User, at: datetime) -> MessageVersion:
    """Approve the latest version. Raise Refused, with all reasons, to its author and to non-editors."""
    latest, reasons = message.versions[-1], not_an_editor(by)
    if by.name == latest.by:
        reasons.append(f"«{by.name}» خودش آن را نوشته است؛ دبیر دیگری باید تأیید کند")
    if message.approved == latest.number:
        reasons.append("آخرین نسخه آن تأیید شده است؛ نخست نسخه تازه‌ای بنویسید")
    if reasons:
        number = digits_to_persian(str(message.id))
        raise Refused(*(f"پیام {number}: {reason}" for reason in reasons))
    latest.approved_by, latest.approved_at, message.approved = by.name, at, latest.number
    session.flush()
    return latest


def message(session: Session, id: int) -> Message:
    """Return the message, its row locked until the session ends. Raise BadInput if there is none."""
    found = session.get(Message, id, with_for_update=True, populate_existing=True)
    if found is None:
        number = digits_to_persian(str(id))
        raise BadInput(f"پیامی با شماره {number} نیست؛ شماره‌ها را با «bumi message list» ببینید")
    return found


def messages(session: Session, user: User | None = None) -> list[Message]:
    """Return all messages, or those that `user` may see, oldest first."""
    query = select(Message).where(messages_visible(user)) if user else select(Message)
    return list(session.scalars(query.order_by(Message.id)))


def approved(message: Message) -> MessageVersion:
    """Return the approved version. Raise Refused if none is approved yet."""
    if message.approved is None:
        number = digits_to_persian(str(message.id))
        raise Refused(f"پیام {number}: هنوز تأیید نشده است؛ دبیری جز نویسنده‌اش باید تأییدش کند")
    return message.versions[message.approved - 1]


def add_use(session: Session, message: Message, piece: Piece, own: Brief) -> MessageUse:
    """Record that `piece` is a variant of the approved message; `own` is the part of its brief not from the message."""
    new = MessageUse(
        piece=piece, message_id=message.id, version=approved(message).number, brief=own.model_dump(mode="json")
    )
    session.add(new)
    session.flush()
    return new


def use_of(session: Session, piece: Piece) -> MessageUse | None:
    """Return the message use of `piece`, or None if it is not a variant of a message."""
    return session.get(MessageUse, piece.id)


def uses(session: Session, message: Message) -> list[MessageUse]:
    """Return the variants of a message, oldest first."""
    return list(
        session.scalars(select(MessageUse).where(MessageUse.message_id == message.id).order_by(MessageUse.piece_id))
    )
