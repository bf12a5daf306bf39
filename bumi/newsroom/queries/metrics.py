"""Figures for monitoring: pieces by state, what waits for the machine, what is overdue, and durations of steps.

The queries are grouped and read indexes: tens of milliseconds with a hundred thousand pieces. Only states that somebody
is expected to end have an age, because finding the oldest of all published pieces would read every row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.content.pieces import Step, waiting_by_step
from bumi.newsroom.states import PostState, State
from bumi.newsroom.tables import ChannelPost, Piece, StepDuration
from bumi.words import Channel

STEPS: tuple[Step, ...] = get_args(Step)
"""The steps of the machine."""

UNFINISHED = (
    State.DRAFT,
    State.SUBMITTED,
    State.CHANGES_REQUESTED,
    State.APPROVED,
    State.SCHEDULED,
    State.PUBLISHING,
    State.PUBLISHED_NEEDS_REVIEW,
    State.PUBLISH_FAILED,
    State.PUBLISH_UNCONFIRMED,
)
"""The states that somebody, or the machine, is expected to end."""

_UNSENT = (PostState.WAITING, PostState.FAILED, PostState.UNCONFIRMED)

_APPROVED = (
    State.APPROVED,
    State.SCHEDULED,
    State.PUBLISHING,
    State.PUBLISH_FAILED,
    State.PUBLISH_UNCONFIRMED,
)


@dataclass(frozen=True)
class NewsroomFigures:
    """What monitoring asks of the database; ages in seconds.

    `stuck` counts the unfinished pieces with a recorded problem by the step that failed. `due` is the number of
    approved pieces whose time has come, and `overdue` the age of the oldest of them. `posts` counts the messages in
    channels, and `unsent` has the age of the oldest that no reader of its channel has got, quiet hours included.
    """

    pieces: dict[State, int]
    oldest: dict[State, float]
    waiting: dict[Step, int]
    stuck: dict[str, int]
    due: int
    overdue: float
    posts: dict[tuple[Channel, PostState], int]
    unsent: dict[Channel, float]
    durations: Sequence[StepDuration]


def newsroom_figures(session: Session, now: datetime) -> NewsroomFigures:
    """Return the figures of this moment."""
    counts = select(Piece.state, func.count()).group_by(Piece.state)
    since = select(Piece.state, func.min(Piece.state_since)).where(Piece.state.in_(UNFINISHED)).group_by(Piece.state)
    stuck = select(Piece.problem_step, func.count()).where(Piece.state.in_(UNFINISHED), Piece.problem != "")
    posts = select(ChannelPost.channel, ChannelPost.state, func.count()).group_by(
        ChannelPost.state, ChannelPost.channel
    )
    unsent = select(ChannelPost.channel, func.min(ChannelPost.wanted_at)).where(ChannelPost.state.in_(_UNSENT))
    waits = _overdue(session, now)
    return NewsroomFigures(
        pieces={state: count for state, count in session.execute(counts)},
        oldest={state: (now - first).total_seconds() for state, first in session.execute(since) if first},
        waiting=waiting_by_step(session),
        stuck={step: count for step, count in session.execute(stuck.group_by(Piece.problem_step))},
        due=len(waits),
        overdue=max(waits, default=0.0),
        posts={(channel, state): count for channel, state, count in session.execute(posts)},
        unsent={
            channel: (now - first).total_seconds()
            for channel, first in session.execute(unsent.group_by(ChannelPost.channel))
        },
        durations=session.scalars(select(StepDuration)).all(),
    )


def _overdue(session: Session, now: datetime) -> list[float]:
    """Return for how many seconds each approved piece has been due; one whose end has come is due no more."""
    query = select(Piece.publish_at, Piece.embargo_until, Piece.approved_at).where(
        Piece.state.in_(_APPROVED),
        or_(Piece.publish_at.is_(None), Piece.publish_at <= now),
        or_(Piece.embargo_until.is_(None), Piece.embargo_until <= now),
        or_(Piece.expire_at.is_(None), Piece.expire_at > now),
    )
    return [(now - max(filter(None, times), default=now)).total_seconds() for times in session.execute(query)]
