"""Edit feedback: the writer's draft and the published text of each piece, for the writer to learn from."""

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

_SETTLED = (State.PUBLISHED, State.EXPIRED)
_PREPARED = exists().where(CrisisNotice.piece_id == Piece.id)


class Edited(NamedTuple):
    """A piece edited after the machine drafted it, or with sentences chosen by people for its notes."""

    id: int
    brief: Brief
    drafted: tuple[Source, ...]
    published: Fields


def edited(session: Session) -> list[Edited]:
    """Return the pieces the writer may learn from, oldest first: edited ones, and those with chosen sentences.

    All are approved and published: none is withdrawn, under correction or awaiting a second reading. A crisis piece
    counts only after it expired. Prepared notices, opted-out pieces, press releases (no model wrote them) and pieces
    whose brief changed after the draft never count.
    """
    first, last = aliased(Revision), aliased(Revision)
    query = (
        select(Piece.id, Piece.brief, first.sources, last.fields)
        .join(first, first.piece_id == Piece.id)
        .join(last, last.id == Piece.published_revision_id)
        .where(first.number == 1, first.model.is_not(None))
        .where(or_(first.hash != last.hash, Piece.brief[("sayings", 0, "note")].as_integer() > 0))
        .where(Piece.teaches, Piece.brief_version == 1, Piece.state.in_(_SETTLED), ~_PREPARED)
        .where(or_(Piece.urgency != Urgency.CRISIS, Piece.state == State.EXPIRED))
        .order_by(Piece.id)
    )
    return [
        Edited(id, Brief.model_validate(brief), tuple(map(Source.model_validate, sources)), Fields(**fields))
        for id, brief, sources, fields in session.execute(query)
        if not brief.get("release")
    ]


def let_teach(session: Session, piece: Piece, by: User, teaches: bool) -> None:
    """Opt a piece out of learning (anyone may), or back in (raises Refused unless `by` is an editor or a chief)."""
    number = digits_to_persian(str(piece.id))
    if teaches and by.role not in (Role.EDITOR, Role.CHIEF):
        raise Refused(f"مطلب {number}: بازگرداندن آن به آموزش نویسنده کار «دبیر» یا «سردبیر» است")
    if piece.teaches is teaches:
        return
    piece.teaches = teaches
    told = "آن را به آموزش نویسنده بازگرداند" if teaches else "آن را از آموزش نویسنده بیرون گذاشت"
    write_line(session, piece, by, f"{by.persian} {told}")
    session.flush()
