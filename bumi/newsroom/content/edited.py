"""Edit feedback: pieces with what the writer drafted and what was published, from which it may learn."""

from typing import NamedTuple

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from bumi.brief import Brief, Urgency
from bumi.errors import Refused
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import CrisisNotice, Piece, User
from bumi.newsroom.tables.content import Revision
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.text import digits_to_persian
from bumi.piece import Fields, Source

__all__ = ["Edited", "edited", "let_teach"]

_SETTLED = (State.PUBLISHED, State.EXPIRED)
_PREPARED = exists().where(CrisisNotice.piece_id == Piece.id)


class Edited(NamedTuple):
    """A piece that people changed after the machine had written it, or for whose notes they had chosen sentences."""

    id: int
    brief: Brief
    drafted: tuple[Source, ...]
    published: Fields


def edited(session: Session) -> list[Edited]:
    """Return the edited pieces that may teach, oldest first, and those with sentences that somebody chose for notes.

    All are approved and out: none was taken back or waits for a correction or a second reading. A piece of a crisis
    teaches once that is over, a notice prepared ahead never, and none that somebody has opted out. Nor does a press
    release: no model wrote a sentence of it.
    """
    first, last = aliased(Revision), aliased(Revision)
    query = (
        select(Piece.id, Piece.brief, first.sources, last.fields)
        .join(first, first.piece_id == Piece.id)
        .join(last, last.id == Piece.published_revision_id)
        .where(first.number == 1, first.model.is_not(None))
        .where(or_(first.hash != last.hash, Piece.brief[("sayings", 0, "note")].as_integer() > 0))
        .where(Piece.teaches, Piece.state.in_(_SETTLED), ~_PREPARED)
        .where(or_(Piece.urgency != Urgency.CRISIS, Piece.state == State.EXPIRED))
        .order_by(Piece.id)
    )
    return [
        Edited(id, Brief.model_validate(brief), tuple(map(Source.model_validate, sources)), Fields(**fields))
        for id, brief, sources, fields in session.execute(query)
        if not brief.get("release")
    ]


def let_teach(session: Session, piece: Piece, by: User, teaches: bool) -> None:
    """Opt a piece out of learning, which everybody may, or in again, which is for those who decide."""
    number = digits_to_persian(str(piece.id))
    if teaches and by.role not in (Role.EDITOR, Role.CHIEF):
        raise Refused(f"مطلب {number}: بازگرداندن آن به آموزش نویسنده کار «دبیر» یا «سردبیر» است")
    if piece.teaches is teaches:
        return
    piece.teaches = teaches
    told = "آن را به آموزش نویسنده بازگرداند" if teaches else "آن را از آموزش نویسنده بیرون گذاشت"
    write_line(session, piece, by, f"{by.persian} {told}")
    session.flush()
