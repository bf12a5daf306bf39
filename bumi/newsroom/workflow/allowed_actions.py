"""What somebody may do with a piece now, and for what they may not, all the reasons: told before they try."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from bumi.newsroom.publication.publication import due_now
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.workflow.states import State
from bumi.newsroom.workflow.transitions import why_not

__all__ = ["Offer", "offers"]

_BY_PEOPLE = (
    State.DRAFT,
    State.APPROVED,
    State.PUBLISHED,
    State.CHANGES_REQUESTED,
    State.DISCARDED,
    State.WITHDRAWN,
    State.TAKEN_DOWN,
)
_GIVEN = "…"  # a reason is asked for in the form


class Offer(NamedTuple):
    """One thing that can be done; `reasons` are all that stands against it, `with_why` what falls with a reason."""

    reasons: list[str]
    with_why: bool


def offers(session: Session, piece: Piece, by: User, at: datetime) -> dict[str, Offer]:
    """Return what there is to do, by the state it leads to; «publish» is to have it out now rather than soon."""
    found: dict[str, Offer] = {}
    for to in _BY_PEOPLE:
        reasons = why_not(session, piece, to, by, _GIVEN, at)
        if reasons is None or _pointless(piece, to):
            continue
        bare = why_not(session, piece, to, by, "", at)
        found[to.value] = Offer(reasons, bool(bare) and not reasons)
    if by.decides and due_now(piece, at):
        found["publish"] = Offer([], False)
    return found


def _pointless(piece: Piece, to: State) -> bool:
    """What readers have seen is withdrawn or taken down, and what they have not is discarded."""
    live = piece.published_revision_id is not None
    return to in ((State.DISCARDED,) if live else (State.WITHDRAWN, State.TAKEN_DOWN))
