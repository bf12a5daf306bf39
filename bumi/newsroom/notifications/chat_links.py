"""Linking of chats: a one-time code from the desk, sent to a bot, says whose chat it is."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.passwords import code, fingerprint
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import ChatCode, ChatInbox, ChatLink, User
from bumi.persian.text import normal
from bumi.words import Channel

VALID = timedelta(minutes=30)
"""How long a code can be used."""


def new_code(session: Session, name: str, now: datetime) -> str:
    """Return a one-time code that links the chat from which it is sent to a person; earlier codes become void."""
    session.execute(delete(ChatCode).where((ChatCode.user == name) | (ChatCode.expires_at <= now)))
    made = code()
    session.add(ChatCode(hash=fingerprint(made), user=name, expires_at=now + VALID))
    session.flush()
    return made


def link_chat(session: Session, typed: str, channel: Channel, chat: str, now: datetime) -> str | None:
    """Use up a code and link the chat; return the name of its person, or None for a code that is not valid.

    A chat belongs to one person, and a person has one chat: what was linked before is not any more.
    """
    found = session.get(ChatCode, fingerprint(_plain(typed)), with_for_update=True)
    if found is None or found.expires_at <= now or session.get_one(User, found.user).closed_at:
        return None
    name = found.user
    session.delete(found)
    session.execute(delete(ChatLink).where(ChatLink.channel == channel, ChatLink.chat == chat))
    unlink_chat(session, name)
    session.add(ChatLink(user=name, channel=channel, chat=chat, linked_at=now))
    session.flush()
    return name


def anybody_links(session: Session, now: datetime) -> bool:
    """Return whether somebody has a code that can be used."""
    return bool(session.scalar(select(exists().where(ChatCode.expires_at > now))))


def chat_of(session: Session, name: str) -> ChatLink | None:
    """Return the linked chat of a person, or None."""
    return session.get(ChatLink, name)


def unlink_chat(session: Session, name: str) -> None:
    """End the link of a person's chat, if there is one."""
    session.execute(delete(ChatLink).where(ChatLink.user == name))


def open_inbox(session: Session, channel: Channel, now: datetime, until: datetime) -> int | None:
    """Claim the inbox of a bot until a moment; return the first update to read, or None while another run reads it."""
    upsert(session, ChatInbox, [{"channel": channel, "next_update": 0}])
    found = session.get_one(ChatInbox, channel, with_for_update=True, populate_existing=True)
    if found.claimed_until and found.claimed_until > now:
        return None
    found.claimed_until = until
    session.flush()
    return found.next_update


def advance_inbox(session: Session, channel: Channel, update: int) -> bool:
    """Record that all updates up to `update` were read; return False where it was read before. The claim stays."""
    found = session.get_one(ChatInbox, channel, with_for_update=True, populate_existing=True)
    if update < found.next_update:
        return False
    found.next_update = update + 1
    session.flush()
    return True


def close_inbox(session: Session, channel: Channel) -> None:
    """Release the inbox of a bot."""
    session.get_one(ChatInbox, channel, with_for_update=True, populate_existing=True).claimed_until = None
    session.flush()


def _plain(typed: str) -> str:
    letters = "".join(char for char in normal(typed[:60]).lower() if char.isalnum())
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
