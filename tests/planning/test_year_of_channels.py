"""The year by a clock of its own, with channels: nothing is sent late, twice, or after it was called off.

Some weeks of winter under `make test`; the whole year, with its holidays, under `make soak`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.publication import channel_posts
from bumi.newsroom.states import HIDDEN, PostState, State
from bumi.newsroom.tables import Appearance, Campaign, Piece
from bumi.persian.calendar import to_tehran
from bumi.planning.plan_settings import open_moment
from bumi.publishing.channels.sending import open_channels, send_due
from bumi.settings import Settings
from bumi.words import Channel, Urgency
from tests.planning.test_year import FIRST, LAST, PLAN, Year
from tests.publishing.channels.scripted import ABILITIES, Clock, Scripted
from tests.publishing.stage import far

_SETTINGS = Settings(_env_file=None, site_url="https://news.example")
_MINUTE = timedelta(minutes=1)


class Sent:
    """Two channels of which one neither edits nor deletes, and what was posted there when."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom, self.clock = newsroom, Clock(FIRST)
        self.messengers = (
            Scripted(Channel.BALE),
            Scripted(Channel.EITAA, replace(ABILITIES, edits=False, deletes=False)),
        )
        open_channels(newsroom, self.messengers, FIRST)

    def send(self, now: datetime) -> None:
        """Send what is due at `now`, and hold everything that has not gone out against the rules."""
        self.clock.at = now
        channels = [each.channel for each in self.messengers]
        with self.newsroom.reading() as session:
            due = channel_posts.any_due(session, channels, now, _opens_at(now) > now)
        while due:
            send_due(self.newsroom, self.messengers, _SETTINGS, _opens_at, self.clock.now, self.clock.sleep)
            self.clock.at += _MINUTE
            with self.newsroom.reading() as session:
                due = channel_posts.any_due(session, channels, self.clock.at, _opens_at(now) > now)
        self._nothing_is_late(now)

    def _nothing_is_late(self, now: datetime) -> None:
        with self.newsroom.reading() as session:
            rows = select(Piece, Piece.urgency).where(Piece.id.in_(self._waiting()), Piece.state.not_in(HIDDEN))
            for piece, urgency in session.execute(rows):
                assert urgency is not Urgency.CRISIS and PLAN.quiet.holds(to_tehran(now).time()), (piece.id, now)

    def _waiting(self) -> list[int]:
        with self.newsroom.reading() as session:
            return [row.piece_id for row in channel_posts.recorded(session) if row.state is PostState.WAITING]


def _opens_at(moment: datetime) -> datetime:
    return open_moment(moment, PLAN.quiet, earlier=False, any_day=True)


@pytest.mark.soak
def test_a_year_with_channels(home: Path) -> None:
    newsroom = open_newsroom(f"sqlite:///{home}/year.db")
    year, sent = Year(1405, channels=(Channel.SITE, Channel.BALE, Channel.EITAA)), Sent(newsroom)
    while year.now < FIRST + timedelta(days=far(38, (LAST - FIRST).days)):
        now = year.now
        with newsroom.session() as session:
            year.tick(session)
        sent.send(now)
    _everything_once(newsroom, year, sent)
    newsroom.close()


def _everything_once(newsroom: Newsroom, year: Year, sent: Sent) -> None:
    out = {id for _, id in year.published}
    with newsroom.reading() as session:
        rows = channel_posts.recorded(session)
        called_off = _called_off(session.scalars(select(Appearance)).all(), session.scalars(select(Campaign)).all())
        hidden = set(session.scalars(select(Piece.id).where(Piece.state.in_((State.WITHDRAWN, State.TAKEN_DOWN)))))
    posted = [row for row in rows if row.posted_at]
    assert posted and len(out) > 10
    for messenger in sent.messengers:
        assert messenger.count("post") == sum(row.channel is messenger.channel for row in posted)
    assert set(Counter((row.piece_id, row.channel) for row in posted).values()) == {1}, "no text was ever corrected"
    never = {row.piece_id for row in rows if row.state is PostState.DELETED and not row.posted_at}
    assert {row.piece_id for row in posted} | never | {row.piece_id for row in rows} == out
    assert all(
        row.posted_at <= called_off[row.piece_id] for row in posted if row.posted_at and row.piece_id in called_off
    )
    standing = {row.piece_id for row in rows if row.state is PostState.POSTED}
    assert not standing & hidden, "what was retracted stands in no channel, or a person was asked to remove it"
    bale = {row.piece_id for row in rows if row.channel is Channel.BALE and row.state is PostState.POSTED}
    assert len(sent.messengers[0].texts) == len(bale)


def _called_off(appearances: Iterable[Appearance], campaigns: Iterable[Campaign]) -> dict[int, datetime]:
    """Return when the event of each piece was called off, of pieces that do not say so themselves."""
    ended = {each.id: each.cancelled_at for each in campaigns if each.cancelled_at}
    return {
        each.piece_id: ended[each.campaign_id]
        for each in appearances
        if each.piece_id and each.campaign_id in ended and not each.step.startswith("notice")
    }
