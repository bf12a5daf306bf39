"""One voice: a message is approved once, its variants inherit it, and a change of it reaches all of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.errors import Refused
from bumi.finding import Finding
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.plan.shared_messages import add_use, approve_version, approved, message, use_of, uses
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import Message, MessageUse, MessageVersion, Piece, User
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now as present
from bumi.persian.text import digits_to_persian
from bumi.planning.contradictions import contradictions
from bumi.planning.message import Content, inherited

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["Spread", "approve", "held_against_message", "outdated", "submit_variant"]

_OVER = GONE | {State.EXPIRED}
_SETTLED = (State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW, State.PUBLISHING)
_UNAPPROVED = (State.DRAFT, State.CHANGES_REQUESTED)


@dataclass(frozen=True)
class Spread:
    """What a new version of a message did to its variants, by their ids.

    `flagged` wait for somebody to hold their words against it; `live` are out and need a correction.
    """

    flagged: tuple[int, ...]
    live: tuple[int, ...]


def submit_variant(session: "Session", message: Message, own: Brief, by: User) -> Piece:
    """Hand in the brief of an agency's or county's variant of an approved message.

    Refused where the message is not approved, or where the brief contradicts it, with all that does.
    """
    content = Content.model_validate(approved(message).content)
    if against := contradictions(own.parts(), content):
        raise Refused(*(f"{own.topic}: {finding.message}" for finding in against))
    piece = submit(session, inherited(content, own), by)
    add_use(session, message, piece, own)
    return piece


def held_against_message(session: "Session", piece: Piece) -> list[Finding]:
    """Return what in the latest words of a variant contradicts its message as it holds; nothing for other pieces."""
    use = use_of(session, piece)
    if use is None or piece.revision is None:
        return []
    version = approved(message(session, use.message_id))
    use.version = version.number
    return contradictions(piece.revision.fields_model.texts(), Content.model_validate(version.content))


def approve(session: "Session", message: Message, by: User, now: datetime | None = None) -> Spread:
    """Approve the latest version of a message; what waits of its variants goes back to be held against it.

    Refused, with all the reasons, to its writer and to who is no editor.
    """
    now = now or present()
    version = approve_version(session, message, by, now)
    content = Content.model_validate(version.content)
    number = digits_to_persian(str(version.number))
    why = f"پیام مشترک «{message.title}» تغییر کرد (نسخه {number})؛ متن را با آن بسنجید"
    variants = [use for use in uses(session, message) if use.piece.state not in _OVER]
    for use in variants:
        use.piece.brief = inherited(content, Brief.model_validate(use.brief)).model_dump(mode="json")
    flagged = [use.piece_id for use in variants if _sent_back(session, use, version, why, at=now)]
    live = [use.piece_id for use in variants if use.piece.published_revision_id]
    session.flush()
    return Spread(tuple(flagged), tuple(live))


def outdated(session: "Session", message: Message) -> list[Piece]:
    """Return the live variants whose latest words have not been held against the message as it holds now."""
    now_holds = message.approved or 0
    live = (use for use in uses(session, message) if use.piece.published_revision_id and use.version < now_holds)
    return [use.piece for use in live if use.piece.state not in _OVER]


def _sent_back(session: "Session", use: MessageUse, version: MessageVersion, why: str, at: datetime) -> bool:
    """Send the words of a waiting variant back; say whether there were any. What has none is written anew anyway."""
    piece = use.piece
    if piece.revision is None:
        use.version = version.number
        return False
    if piece.state in _SETTLED:
        return False
    if piece.state in _UNAPPROVED:
        piece.stumble("message", why)
        piece.returned_revision_id = piece.revision_id  # nothing goes on with the words there are
    else:
        move(session, piece, State.CHANGES_REQUESTED, user(session, version.approved_by or ""), why, at=at)
    return True
