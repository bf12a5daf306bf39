"""Near-duplicate detection: finds pieces with bodies similar to a revision, by one query to a shingle index."""

from sqlalchemy import func, insert, or_, select, true
from sqlalchemy.orm import Session

from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.tables.content import Revision, ShingleKey
from bumi.persian.similarity import shingle_keys
from bumi.piece import Fields, Lookalike

CROWD = 500  # revisions per key; a phrase this common distinguishes nothing and would slow the query
_ASKED = 64  # keys per query; misses a text that shares half of its keys with probability 2⁻⁶⁴
_NEAREST = 5  # maximum number of pieces returned


def put_in_index(session: Session, revision: Revision) -> None:
    """Index the body of a new `revision`, in the caller's transaction; keys of too many revisions are skipped."""
    keys = shingle_keys(revision.fields["body"])
    full = select(ShingleKey.key).where(ShingleKey.key.in_(keys)).group_by(ShingleKey.key)
    crowded = session.scalars(full.having(func.count() >= CROWD)) if keys else ()
    if rows := [{"key": key, "revision_id": revision.id} for key in sorted(keys.difference(crowded))]:
        session.execute(insert(ShingleKey), rows)


def lookalikes(session: Session, revision: Revision) -> list[Lookalike]:
    """Return up to five pieces whose bodies may repeat the body of `revision`; a check decides how similar they are.

    See `lookalikes_of`. Of two unpublished pieces, the later is the duplicate.
    """
    return lookalikes_of(session, revision.fields["body"], revision.piece_id, before=revision.id)


def lookalikes_of(session: Session, body: str, piece_id: int, before: int | None = None) -> list[Lookalike]:
    """Return up to five pieces whose bodies may repeat `body`, which is of the piece `piece_id`, perhaps just typed.

    A published piece is compared by its published revision; any other by its latest revision, if that is older than
    the revision `before`, where one is given. Withdrawn and discarded pieces and the piece itself are excluded.
    """
    keys = sorted(shingle_keys(body))[:_ASKED]
    if not keys:
        return []
    older = true() if before is None else ShingleKey.revision_id < before
    nearest = (
        select(ShingleKey.revision_id)
        .join(Revision, Revision.id == ShingleKey.revision_id)
        .join(Piece, Piece.id == Revision.piece_id)
        .where(
            ShingleKey.key.in_(keys),
            ShingleKey.revision_id == func.coalesce(Piece.published_revision_id, Piece.revision_id),
            or_(Piece.published_revision_id.is_not(None), older),
            Piece.id != piece_id,
            Piece.state.not_in((State.WITHDRAWN, State.DISCARDED)),
        )
        .group_by(ShingleKey.revision_id)
        .order_by(func.count().desc(), ShingleKey.revision_id)
        .limit(_NEAREST)
    )
    query = (
        select(Piece.id, Piece.state, Revision.fields)
        .join(Piece, Piece.id == Revision.piece_id)
        .where(Revision.id.in_(nearest))
        .order_by(Piece.id)
    )
    return [
        Lookalike(id=id, state=state.persian, fields=Fields.model_validate(fields))
        for id, state, fields in session.execute(query)
    ]
