"""Tells the ledger of channels that a piece has changed for readers, so that a run looks at its posts again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bumi.newsroom.states import PostState
from bumi.newsroom.tables import ChannelPost


def look_again(session: Session, pieces: Collection[int], at: datetime) -> None:
    """Have the posts of the pieces `pieces` looked at from `at` on; one that is being sent now, after that."""
    own = (ChannelPost.piece_id.in_(pieces), ChannelPost.state.not_in((PostState.DELETED, PostState.LEFT)))
    with session.no_autoflush:  # whoever moves many pieces flushes once
        session.execute(
            update(ChannelPost).where(*own).values(next_attempt_at=at).execution_options(synchronize_session=False)
        )
