"""Pieces of commissions: the machine leaves them to their contributor, and who commissioned one does not approve it.

Once a text has gone to the editors, whoever sent it, no deadline frees the commission.
"""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bumi.newsroom.states import Role
from bumi.newsroom.tables import Commission, CommissionState, Piece, Pitch, PitchState, User

COMMISSIONED = exists().where(Pitch.piece_id == Piece.id)
"""Whether a piece was made by the acceptance of a pitch, in SQL."""


def is_commissioned(session: Session, piece: Piece) -> bool:
    """Return whether a contributor writes the piece, in place of the machine."""
    return session.scalar(select(Pitch.id).where(Pitch.piece_id == piece.id)) is not None


def why_left_alone(session: Session, piece: Piece, by: User) -> str:
    """Return the Persian reason why a content team changes nothing in a contributor's piece, or "" where `by` may."""
    if by.role is not Role.CONTENT or not is_commissioned(session, piece):
        return ""
    return "پدیدآور آن را می‌نویسد و جز او تنها دبیر عوضش می‌کند؛ آنچه درست نیست در یادداشتی بنویسید"


def opened_commission(session: Session, piece: Piece, by: User) -> bool:
    """Return whether `by` opened the commission of which the piece is."""
    if piece.revision and not piece.revision.author:
        return False  # no contributor wrote it
    query = select(Commission.id).join(Pitch, Pitch.commission_id == Commission.id)
    return session.scalar(query.where(Pitch.piece_id == piece.id, Commission.opened_by == by.name)) is not None


def ended_commission(session: Session, piece: Piece) -> bool:
    """Return whether the piece is of a commission that its contributor no longer has."""
    query = select(Pitch.id).where(Pitch.piece_id == piece.id, Pitch.state != PitchState.ACCEPTED)
    return session.scalar(query) is not None


def mark_written(session: Session, piece: Piece) -> None:
    """Record that the text of a commissioned piece goes to the editors; nothing changes for any other piece."""
    assigned = select(Commission).join(Pitch, Pitch.commission_id == Commission.id)
    query = assigned.where(Pitch.piece_id == piece.id, Commission.state == CommissionState.ASSIGNED)
    if found := session.scalar(query.with_for_update(of=Commission)):
        found.state = CommissionState.WRITTEN
