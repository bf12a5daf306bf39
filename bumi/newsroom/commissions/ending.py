"""Ending of pitches: an unwritten piece is discarded, and its contributor is told."""

from datetime import datetime

from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import machine
from bumi.newsroom.notifications.outbox import note_lost
from bumi.newsroom.states import UNAPPROVED, State
from bumi.newsroom.tables import Commission, CommissionState, Pitch, PitchState, User
from bumi.newsroom.workflow.transitions import move


def end_pitches(session: Session, found: Commission, state: PitchState, by: User, why: str, at: datetime) -> None:
    """End all pitches of a commission that stand."""
    for each in found.pitches:
        if each.state in (PitchState.OFFERED, PitchState.ACCEPTED):
            end_pitch(session, each, state, by, why, at)


def end_pitch(session: Session, ended: Pitch, state: PitchState, by: User, why: str, at: datetime) -> None:
    """End a pitch; the piece of an accepted one is discarded for the reason `why`.

    Its contributor is told, unless `by` is the contributor.
    """
    ended.state, ended.decided_by, ended.decided_at = state, by.name, at
    piece = ended.piece
    if piece and piece.state in UNAPPROVED and piece.published_revision_id is None:
        move(session, piece, State.DISCARDED, machine(session), why, at)
    if by.name != ended.by:
        note_lost(session, ended, by.name)


def free(found: Commission, at: datetime) -> None:
    """Open an assigned commission again, or let it expire where its deadline has passed."""
    found.state = CommissionState.OPEN if found.deadline > at else CommissionState.EXPIRED
    found.ended_at = None if found.state is CommissionState.OPEN else at
