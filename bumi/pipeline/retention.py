"""Retention: deletes what is kept only for a time, by the days that the settings say. Once a day is enough."""

from datetime import timedelta
from typing import NamedTuple

from bumi.newsroom.accounts.sign_in import forget_sign_ins
from bumi.newsroom.content.typed import drop_thrown_away, throw_away_abandoned
from bumi.newsroom.database import newsroom_of
from bumi.persian.calendar import now
from bumi.settings import Settings


class Tidied(NamedTuple):
    """How many attempts to sign in, abandoned briefs and deleted briefs were removed."""

    sign_ins: int
    abandoned: int
    dropped: int


def apply(settings: Settings) -> Tidied:
    """Delete what is older than the settings keep it; return how much. Pieces and timelines are never deleted.

    A brief that nobody goes on typing is only thrown away: its author can restore it for another month.
    """
    moment = now()
    with newsroom_of(settings) as newsroom, newsroom.session() as session:
        return Tidied(
            sign_ins=forget_sign_ins(session, moment - timedelta(days=settings.keep_sign_ins_days)),
            abandoned=throw_away_abandoned(session, moment - timedelta(days=settings.keep_drafts_days)),
            dropped=drop_thrown_away(session),
        )
