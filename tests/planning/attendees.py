"""Events of a year by a clock of its own: people sign up for them, cancel, wait for a place, come, and are told.

Half of the events have a campaign, half are announced by one piece. Who gave a telephone number is called.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.plan import campaigns as rows
from bumi.newsroom.sign_ups import (
    cancel_sign_up,
    note_called,
    open_sign_ups,
    people_to_call,
    record_attendance,
    sign_up,
    sign_ups,
    still_open,
)
from bumi.newsroom.tables import Campaign, SignUp, SignUpList, SignUpState
from bumi.notifying import MailServer
from bumi.notifying.mail import message_id
from bumi.persian.calendar import from_jalali, jalali_date, start_of, tehran_day, to_tehran
from bumi.planning import NextEdition, cancel_event, draft_due_steps, event_of_piece, move_event, next_editions
from bumi.planning.campaigns import start_campaign
from bumi.planning.report import Report
from tests.planning.people import EDITORS, GAS, YearClock
from tests.planning.stage import event
from tests.planning.test_year import PLAN

SENDER = "desk@example.ir"
_DAY = timedelta(days=1)
_TEAM = "ناهید"
_HELD = timedelta(hours=3)


@dataclass(frozen=True)
class EventPost(MailServer):
    """A mail server that always works: what was taken, when, by the Message-ID."""

    taken: Counter[str] = field(default_factory=Counter)
    at: dict[str, datetime] = field(default_factory=dict)

    def deliver(self, address: str, mail: bytes, begin: Callable[[], None]) -> None:
        """Remember a mail; nothing is sent twice, and nothing without an address."""
        begin()
        id = str(message_from_bytes(mail, policy=default)["Message-ID"])
        assert "@" in address
        self.taken[id] += 1
        self.at[id] = YearClock.at


class Attendees:
    """The year of events; `private` has every number, address and name that people left."""

    session: Session

    def __init__(self, drawn: random.Random) -> None:
        self.drawn = drawn
        self.post = EventPost("mail.example", 25, tls=False, user="", password="", sender=SENDER)
        self.private: list[tuple[str, str]] = []
        self.by_mail = set[int]()
        self.called = Counter[tuple[int, str, datetime]]()
        self.cancelled = dict[int, list[int]]()
        self.proposed = dict[int, datetime]()

    def tick(self, session: Session, now: datetime) -> None:
        """Let organisers and editors work at their hours, and people sign up at any."""
        self.session, self.now = session, now
        if to_tehran(now).hour == 9:
            self._organise()
            self._change()
            self._hold()
            for each in next_editions(session, PLAN, now):
                self._propose(each)
        if to_tehran(now).hour == 15:
            self._call()
        for id in rows.due(session, now):
            draft_due_steps(session, rows.campaign(session, id), now)
        for campaign, found in self._lists():
            if still_open(campaign, found, now):
                self._come_and_go(campaign, found)

    def _lists(self) -> list[tuple[Campaign, SignUpList]]:
        listed = select(Campaign, SignUpList).join(SignUpList, SignUpList.campaign_id == Campaign.id)
        return [(it[0], it[1]) for it in self.session.execute(listed.where(Campaign.ends_at > self.now - 5 * _DAY))]

    def _organise(self) -> None:
        if self.drawn.random() < 0.12:
            by, starts_at = user(self.session, _TEAM), self.now + timedelta(hours=self.drawn.randrange(30, 20 * 24))
            topic = f"کارگاه شماره {len(rows.campaigns(self.session)) + 10}"
            brief = event(starts_at, topic=topic, agency=GAS, ends_at=starts_at + _HELD)
            if self.drawn.random() < 0.5:
                campaign = start_campaign(self.session, brief, by, now=self.now)
            else:
                campaign = event_of_piece(self.session, submit(self.session, brief, by), by, self.now)
            open_sign_ups(self.session, campaign, self.drawn.randrange(2, 8), starts_at, by, self.now)

    def _change(self) -> None:
        ahead = [it for it, _ in self._lists() if it.starts_at > self.now + _DAY and not it.cancelled_at]
        if ahead and self.drawn.random() < 0.1:
            campaign, by = rows.campaign(self.session, self.drawn.choice(ahead).id), user(self.session, EDITORS[0])
            if self.drawn.random() < 0.5:
                cancel_event(self.session, campaign, by, "باران", self.now)
                self.cancelled[campaign.id] = [each.id for each in sign_ups(self.session, campaign.id)]
            else:
                to = self.now + timedelta(hours=self.drawn.randrange(30, 20 * 24))
                move_event(self.session, campaign, to, None, by, "باران", self.now)
        for campaign, found in self._lists():
            if still_open(campaign, found, self.now) and self.drawn.random() < 0.05:
                by = user(self.session, _TEAM)
                open_sign_ups(self.session, campaign, found.capacity + 2, campaign.starts_at, by, self.now)

    def _hold(self) -> None:
        for campaign, found in self._lists():
            if campaign.cancelled_at is None and campaign.ends_at < self.now and not found.attendance_at:
                people = sign_ups(self.session, campaign.id)
                came = [it.id for it in people if it.state is SignUpState.CONFIRMED and self.drawn.random() < 0.8]
                record_attendance(self.session, campaign, came, self.drawn.randrange(3), self.now)

    def _propose(self, each: NextEdition) -> None:
        self.proposed.setdefault(each.campaign.id, self.now)

    def _call(self) -> None:
        for campaign, _ in self._lists():
            calls = people_to_call(self.session, campaign.id, self.now)
            self.called.update((each.row.id, each.change.value, campaign.starts_at) for each in calls)
            assert not any(each.by_mail for each in calls), "mail always arrives"
            who = user(self.session, _TEAM)
            note_called(self.session, campaign.id, [each.row.id for each in calls], who, self.now)

    def _come_and_go(self, campaign: Campaign, found: SignUpList) -> None:
        if self.drawn.random() < 0.12:
            number = len(self.private)
            phone, name = f"0914{2_000_000 + 7 * number}", f"مهمان{number}خان"
            by_mail = self.drawn.random() < 0.6
            contact = f"g{phone}@mail.ir" if by_mail else phone
            self.private.append((phone, name))
            new = sign_up(self.session, found.code, name, contact, self.now)
            if by_mail:
                self.by_mail.add(new.id)
            with pytest.raises(Refused, match="پیش‌تر ثبت‌نام شده"):
                sign_up(self.session, found.code, name, contact, self.now)
        on_list = sign_ups(self.session, campaign.id)
        if on_list and self.drawn.random() < 0.03:
            cancel_sign_up(self.session, found.code, self.drawn.choice(on_list).code, self.now)


def sign_ups_add_up(session: Session, people: Attendees, end: datetime) -> None:
    """Hold what people were told, their places and proposals against the tables; the year ended at `end`."""
    assert set(people.post.taken.values()) == {1} and set(people.called.values()) == {1}
    lists = session.execute(select(Campaign, SignUpList).join(SignUpList, SignUpList.campaign_id == Campaign.id)).all()
    for campaign, found in lists:
        of_list = list(session.scalars(select(SignUp).where(SignUp.campaign_id == campaign.id).order_by(SignUp.id)))
        _places_were_given_in_order(found, of_list)
        for row in of_list:
            _told_in_time(people, campaign, row, end)
    assert people.cancelled and any(people.cancelled.values())


def _places_were_given_in_order(found: SignUpList, of_list: list[SignUp]) -> None:
    confirmed = [it for it in of_list if it.state is SignUpState.CONFIRMED]
    waiting = [it.id for it in of_list if it.state is SignUpState.WAITING]
    assert len(confirmed) <= found.capacity and (len(confirmed) == found.capacity or not waiting)
    assert not waiting or all(it.id < min(waiting) for it in confirmed)


def _told_in_time(people: Attendees, campaign: Campaign, row: SignUp, end: datetime) -> None:
    """Hold the mails to one person against what happened; who gave a number was called within a day."""

    def taken(kind: str) -> datetime | None:
        return people.post.at.get(
            message_id(row.code, f"event {kind} {campaign.starts_at} {campaign.moved_at}", SENDER)
        )

    by_mail, reminded = row.id in people.by_mail, taken("reminder")
    if row.id in people.cancelled.get(campaign.id, ()) and row.state is not SignUpState.CANCELLED:
        assert campaign.cancelled_at
        told = taken("cancelled")
        assert by_mail == (told is not None) or campaign.cancelled_at > end - _DAY
        assert told is None or told - campaign.cancelled_at <= timedelta(hours=3)
        called = (row.id, "cancelled", campaign.starts_at) in people.called
        assert called != by_mail or campaign.cancelled_at > end - _DAY
    if campaign.cancelled_at:
        assert reminded is None or reminded <= campaign.cancelled_at
    elif row.state is SignUpState.CONFIRMED and campaign.starts_at < end:
        assert row.knows_place and row.knows_starts_at == campaign.starts_at
        early = max(row.at, row.placed_at or row.at, campaign.moved_at or row.at) < campaign.starts_at - 2 * _DAY
        assert reminded is not None or not (by_mail and early)
    if reminded:
        assert campaign.starts_at - _DAY <= reminded < campaign.starts_at


def editions_add_up(session: Session, people: Attendees, end: datetime) -> None:
    """Hold the proposals of next editions against the events held: each in time, and none without one."""
    due = dict[int, datetime]()
    for campaign, found in session.execute(
        select(Campaign, SignUpList).join(SignUpList, SignUpList.campaign_id == Campaign.id)
    ):
        if found.attendance_at and not campaign.cancelled_at:
            year, month, day = jalali_date(tehran_day(campaign.starts_at))
            ahead = timedelta(days=PLAN.sign_ups.propose)
            due[campaign.id] = max(found.attendance_at, start_of(from_jalali(year + 1, month, day)) - ahead)
    assert {id for id, at in due.items() if at < end - _DAY} <= people.proposed.keys() <= due.keys()
    assert all(timedelta() <= at - due[id] < 2 * _DAY for id, at in people.proposed.items())


def events_add_up(session: Session, reports: Iterable[Report]) -> None:
    """Hold the events and people of weekly reports against the tables."""
    reports = list(reports)
    first, last = start_of(reports[0].first), min(start_of(reports[-1].last + _DAY), YearClock.at)
    listed = select(Campaign, SignUpList).join(SignUpList, SignUpList.campaign_id == Campaign.id)
    held = [
        (campaign.id, found.walk_ins)
        for campaign, found in session.execute(listed)
        if found.attendance_at and not campaign.cancelled_at and first <= campaign.starts_at < last
    ]
    ids = [id for id, _ in held]
    came = session.scalar(select(func.count()).where(SignUp.campaign_id.in_(ids), SignUp.came)) or 0
    assert sum(it.held.events for it in reports) == len(held) > 0
    assert sum(it.held.people for it in reports) == came + sum(walk_ins for _, walk_ins in held)
