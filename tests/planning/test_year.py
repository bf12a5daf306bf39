"""A year by a clock of its own: whatever people do, nothing is late, twice, or after its event was called off.

It goes over Nowruz and all holidays. Events of several counties are moved and called off, editors are slow or away for
a week, crises come at any hour, and some notices are wrong, forgotten or renewed. `make soak` lives through twelve
years, `make test` through half of one.
"""

import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.holidays import is_day_off
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import pieces, record_findings
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.plan import campaigns as rows
from bumi.newsroom.plan.crises import crisis_notice, open_notices
from bumi.newsroom.publication import publication
from bumi.newsroom.queries.coverage import DIMENSIONS
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import Appearance, Campaign, CrisisNotice, Piece
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import from_jalali, start_of, tehran_day, to_tehran
from bumi.planning.campaign_steps import series
from bumi.planning.campaigns import (
    answer_report,
    awaiting_answer,
    cancel_event,
    draft_due_steps,
    move_event,
    start_campaign,
)
from bumi.planning.crises import CrisisFacts, close_crisis, facts_from, issue_notice, retire_replaced, retract_notice
from bumi.planning.plan_settings import province_plan
from bumi.planning.reminders import Subject, due_reminders
from bumi.planning.report import coverage_report, week_of
from bumi.words import Channel
from tests.newsroom.stage import attach, card, due_ids
from tests.planning.stage import author, chief, editor, event, go_out, work
from tests.publishing.stage import far

_ENDS = {State.EXPIRED, State.WITHDRAWN}
FIRST, LAST = start_of(from_jalali(1405, 10, 1)), start_of(from_jalali(1406, 10, 1))
_END = start_of(from_jalali(1406, far(4, 10), 1))
TICK = timedelta(hours=3)
PLAN = province_plan()
PLACES = (("بم", "فرهنگ"), ("جیرفت", "کسب‌وکار"), ("سیرجان", "گردشگری"), ("راور", "خدمات"))
_NOTICES = "notice"


class Year:
    """People who are slow, absent or wrong, a machine that ticks, and a memory of what readers were given."""

    session: Session

    def __init__(self, seed: int, channels: tuple[Channel, ...] = (Channel.SITE,)) -> None:
        self.channels = channels
        self.drawn, self.now = random.Random(seed), FIRST
        self.absent_until = FIRST
        self.published: list[tuple[datetime, int]] = []
        self.issued: list[tuple[datetime, int]] = []

    def tick(self, session: Session) -> None:
        """Let three hours pass in the newsroom."""
        self.session = session
        if self.now.hour == 9:
            self._begin()
            self._move_and_cancel()
            self._report()
        self._crises()
        for id in rows.due(self.session, self.now):
            draft_due_steps(self.session, rows.campaign(self.session, id), self.now)
        for piece in pieces(self.session, State.DRAFT):
            if piece.revision is None:
                work(self.session, piece)
        self._editors()
        for id in due_ids(self.session, self.now):
            piece = self.session.get_one(Piece, id)
            go_out(self.session, piece, self.now)
            self.published.append((self.now, piece.id))
            self._is_in_time(piece)
        retire_replaced(self.session, self.now)
        publication.expire(self.session, self.now)
        self._crises_were_first()
        if self.now.hour == 9:
            self._nothing_outlives_its_time()
            self._reminders_are_true()
        self.now += TICK

    def _begin(self) -> None:
        if self.drawn.random() < 0.15:
            ahead = timedelta(hours=self.drawn.randrange(5, 24 * 40))
            lasts = timedelta(hours=self.drawn.choice([0, 3, 72]))
            topic = f"برنامه شماره {len(rows.campaigns(self.session)) + 10}"
            county, axis = self.drawn.choice(PLACES)
            known = event(self.now + ahead, topic=topic, county=county, axis=axis)
            brief = known.model_copy(update={"ends_at": self.now + ahead + lasts, "channels": self.channels})
            self._keeps_quiet(start_campaign(self.session, brief, author(self.session), now=self.now))

    def _move_and_cancel(self) -> None:
        ahead_of_us = [it for it in rows.running(self.session, self.now) if it.starts_at > self.now]
        if ahead_of_us and self.drawn.random() < 0.15:
            campaign = rows.campaign(self.session, self.drawn.choice(ahead_of_us).id)
            if self.drawn.random() < 0.5:
                cancel_event(self.session, campaign, editor(self.session), "باران", self.now)
            else:
                to = self.now + timedelta(hours=self.drawn.randrange(5, 24 * 30))
                move_event(self.session, campaign, to, None, editor(self.session), "باران", self.now)
                self._keeps_quiet(campaign)

    def _report(self) -> None:
        for campaign in rows.running(self.session, self.now - timedelta(days=20)):
            if awaiting_answer(campaign, self.now) and self.drawn.random() < 0.2:
                answer_report(self.session, campaign, ["همه آمدند"], [], author(self.session), self.now)

    def _crises(self) -> None:
        waiting = open_notices(self.session)
        if self.drawn.random() < 0.004:
            self._alone(issue_notice(self.session, "flood", self._facts(), chief(self.session), now=self.now))
        elif waiting and self.drawn.random() < 0.3:  # the others are forgotten, and expire
            last = crisis_notice(self.session, waiting[0].piece_id)
            if self.drawn.random() < 0.1:
                retract_notice(self.session, last, chief(self.session), "خبر نادرست بود", self.now)
            elif self.drawn.random() < 0.3:
                self._alone(close_crisis(self.session, last, "آب به بستر برگشت", chief(self.session), self.now))
            else:
                self._alone(issue_notice(self.session, "flood", self._facts(), chief(self.session), last, self.now))

    def _facts(self) -> CrisisFacts:
        where = {"where": "جیرفت", "county": "جیرفت", "source": "مدیریت بحران استان کرمان"}
        times = {"since": self.now - TICK, "next_update": self.now + 2 * TICK, "until": self.now + 5 * TICK}
        return facts_from({"what": "رودخانه بالا آمده است", **where, **times})

    def _alone(self, piece: Piece) -> None:
        """Let a chief publish at once what they wrote themselves."""
        assert piece.revision
        record_findings(self.session, piece.revision, [])
        attach(self.session, piece.revision, [card()])
        move(self.session, piece, State.SUBMITTED, machine(self.session))
        move(self.session, piece, State.APPROVED, chief(self.session), "بحران است", at=self.now)
        self.issued.append((self.now, piece.id))

    def _editors(self) -> None:
        """Work by day and not every day; now and then nobody is there for a week."""
        if self.drawn.random() < 0.005:
            self.absent_until = self.now + timedelta(days=7)
        if self.now < self.absent_until or self.now.hour not in (9, 12, 15):
            return
        for piece in pieces(self.session, State.SUBMITTED):
            over = piece.expire_at and piece.expire_at <= self.now
            if not over and self.drawn.random() < 0.5:
                move(self.session, piece, State.APPROVED, editor(self.session), at=self.now)
        for piece in pieces(self.session, State.PUBLISHED_NEEDS_REVIEW):
            move(self.session, piece, State.PUBLISHED, editor(self.session), at=self.now)

    def _keeps_quiet(self, campaign: Campaign) -> None:
        """Hold the times of a new series against holidays, quiet hours, and each other."""
        plan = series("event")
        coming = [each for each in campaign.standing if not each.piece_id]
        for each in coming:
            step, at = plan.of(each.step), to_tehran(each.publish_at)
            assert step
            assert not PLAN.quiet.holds(at.time()), (campaign.id, each.step, at)
            planned = to_tehran(step.moment(campaign.starts_at, campaign.ends_at))
            caught_up = planned <= self.now or (step.counted == "start" and at.date() == to_tehran(self.now).date())
            assert step.holiday == "same" or caught_up or not is_day_off(at.date()), (campaign.id, each.step, at)
            assert step.counted == "end" or at < campaign.starts_at
        times = [each.publish_at for each in coming]
        assert times == sorted(times)

    def _crises_were_first(self) -> None:
        """Hold the lane of crises to its word: what a chief issued, by night too, went out within the same tick."""
        out = {id for at, id in self.published if at == self.now}
        assert {id for at, id in self.issued if at == self.now} <= out

    def _nothing_outlives_its_time(self) -> None:
        live = Piece.state.in_((State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW))
        assert not self.session.scalars(select(Piece.id).where(live, Piece.expire_at <= self.now)).all()
        notices = select(CrisisNotice.piece_id, CrisisNotice.follows).join(Piece, Piece.id == CrisisNotice.piece_id)
        standing = self.session.execute(notices.where(live)).all()
        assert not {id for id, _ in standing} & {follows for _, follows in standing}, "two of one crisis at once"

    def _is_in_time(self, piece: Piece) -> None:
        """Hold what just went out against the plan as it is at this moment."""
        appearance = self.session.scalar(select(Appearance).where(Appearance.piece_id == piece.id))
        if appearance is None or appearance.step.startswith(_NOTICES):
            return
        campaign = self.session.get_one(Campaign, appearance.campaign_id)
        assert campaign.cancelled_at is None and not appearance.dropped
        step = series("event").of(appearance.step)
        assert step
        if step.counted == "start":
            assert piece.brief_model.starts_at in (None, campaign.starts_at)
            assert self.now < max(campaign.starts_at, campaign.ends_at if step.hours else campaign.starts_at)
            assert appearance.publish_at <= self.now
        else:
            assert self.now >= campaign.ends_at

    def _reminders_are_true(self) -> None:
        told = {(it.subject, it.id) for it in due_reminders(self.session, PLAN, self.now)}
        for campaign in rows.running(self.session, self.now):
            if self.now < campaign.starts_at <= self.now + timedelta(days=PLAN.ahead.warn):
                seen = any(each.piece and each.piece.published_at for each in campaign.standing)
                assert ((Subject.ANNOUNCEMENT, campaign.id) in told) == (not seen), campaign.id
        for notice in open_notices(self.session):
            if notice.next_update_at <= self.now < CrisisFacts.model_validate(notice.facts).until:
                assert (Subject.CRISIS, notice.piece_id) in told


@pytest.mark.soak
def test_a_year_of_the_newsroom(home: Path) -> None:
    ended = set[State]()
    for seed in range(1405, 1405 + far(1, 12)):
        newsroom = open_newsroom(f"sqlite:///{home}/{seed}.db")
        ended |= _live_through(newsroom, Year(seed))
        newsroom.close()
    assert ended == _ENDS, "of some year no notice is withdrawn, but not of all"


def _live_through(newsroom: Newsroom, year: Year) -> set[State]:
    """Return how the crisis notices of the year ended."""
    while year.now < _END:
        with newsroom.session() as session:
            year.tick(session)
    with newsroom.session() as session:
        publication.expire(session, _END + 6 * TICK)  # when all that the last crises promised has come to its end
        _nothing_twice(session, year)
        _nobody_is_left_with_a_cancelled_event(session)
        ended = _every_crisis_has_ended(session, year)
        _reports_add_up(session, year)
    return ended


def _nothing_twice(session: Session, year: Year) -> None:
    assert set(Counter(id for _, id in year.published).values()) == {1}
    out = [each for each in session.scalars(select(Appearance)) if each.piece and each.piece.published_at]
    assert set(Counter((each.campaign_id, each.step) for each in out).values()) == {1}
    assert {"teaser", "announcement", "reminder", "day", "report", "notice1"} <= {each.step for each in out}


def _nobody_is_left_with_a_cancelled_event(session: Session) -> None:
    """Whoever had read of an event that was called off is told so; nothing else goes out after that."""
    cancelled = [(it, it.cancelled_at) for it in rows.campaigns(session) if it.cancelled_at]
    assert cancelled
    for campaign, at in cancelled:
        out = [(it.step, it.piece.published_at) for it in campaign.appearances if it.piece and it.piece.published_at]
        assert all(step.startswith(_NOTICES) for step, when in out if when >= at), campaign.id
        if any(when < at for _, when in out) and at < _END - timedelta(days=30):
            assert any(step.startswith(_NOTICES) and when >= at for step, when in out), campaign.id


def _every_crisis_has_ended(session: Session, year: Year) -> set[State]:
    ended = {each.piece.state for each in session.scalars(select(CrisisNotice))}
    assert ended and ended <= _ENDS
    assert any(PLAN.quiet.holds(to_tehran(at).time()) for at, _ in year.issued), "a crisis by night"
    return ended


def _reports_add_up(session: Session, year: Year) -> None:
    """Hold every report of the year, line by line, against what the database has."""
    weeks = range((tehran_day(_END) - tehran_day(FIRST)).days // 7 + 1)
    made = [coverage_report(session, PLAN, tehran_day(FIRST) + timedelta(days=7 * week)) for week in weeks]
    out = [(it, week_of(tehran_day(it.published_at))) for it in session.scalars(select(Piece)) if it.published_at]
    given = [(it, week) for it, week in out if it.state not in GONE]
    assert len(out) == len(year.published)
    assert sum(each.pieces for each in made) == len(given)
    for by in DIMENSIONS:
        told = {(each.first, line.name): line.pieces for each in made for line in each.lines[by] if line.pieces}
        assert told == Counter((week, str(getattr(it, by))) for it, week in given), by
    assert {county for county, _ in PLACES} <= {it.county for it, _ in given}
    for each in made:
        assert each.trend[-1].pieces == each.pieces
