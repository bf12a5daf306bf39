"""A year of contributors, askers, learners and events by a clock of its own: all reports add up to the database.

Of the public nothing personal is left once it has been kept as long as the plan says. Some weeks under `make test`; the
whole year under `make soak`.
"""

import random
from collections import Counter
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.access import agency_name, counties_named_in
from bumi.newsroom.commissions import commissions, fee_lines
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.notifications.spreading import spread
from bumi.newsroom.queries.coverage import DIMENSIONS
from bumi.newsroom.states import GONE
from bumi.newsroom.tables import (
    CommissionState,
    CourseCertificate,
    CourseEnrolment,
    FeeEntry,
    Handover,
    NotificationKind,
    NotificationPlace,
    Piece,
    Pitch,
    PublicQuestion,
    QuestionState,
    User,
)
from bumi.newsroom.tables.columns import Base
from bumi.notifying import mail_signed_up, send_waiting
from bumi.persian.calendar import start_of, tehran_day
from bumi.persian.months import month_of
from bumi.persian.text import digits_to_latin
from bumi.pipeline import retention
from bumi.planning import county_report, coverage_report, fees_workbook, literacy_report
from bumi.planning.literacy import LiteracyLine
from bumi.planning.report import Report, week_of
from bumi.province import province
from bumi.settings import Settings
from bumi.words import Kind
from tests.newsroom.stage import stories
from tests.planning.askers import Askers
from tests.planning.attendees import Attendees, editions_add_up, events_add_up, sign_ups_add_up
from tests.planning.people import (
    Contributors,
    Learners,
    Postman,
    YearClock,
    draft_waiting,
    people_come,
    two_leave,
)
from tests.planning.test_year import FIRST, LAST, PLAN, TICK
from tests.publishing.stage import far

_DAY = timedelta(days=1)
_LEAVE = FIRST + 14 * _DAY
_MAIL = NotificationPlace.MAIL


class PeopleOfTheYear:
    """All of them, in one newsroom, until `end`."""

    def __init__(self, newsroom: Newsroom, seed: int, end: datetime) -> None:
        drawn = random.Random(seed)
        self.newsroom, self.end, self.postman = newsroom, end, Postman()
        self.contributors, self.askers, self.learners = Contributors(drawn), Askers(drawn), Learners(drawn)
        self.attendees = Attendees(drawn)
        with newsroom.session() as session:
            people_come(session)

    def live(self) -> None:
        """Let the time pass; once a week what is old is deleted."""
        while (now := YearClock.at) < self.end:
            with self.newsroom.session() as session:
                if now == _LEAVE:
                    two_leave(session)
                for each in (self.askers, self.attendees, self.contributors, self.learners):
                    each.tick(session, now)
                draft_waiting(session, now)
            self._tell(now)
            if (now - FIRST) % (7 * _DAY) == timedelta():
                retention.apply(Settings())
            YearClock.at += TICK

    def _tell(self, now: datetime) -> None:
        with self.newsroom.session() as session:
            while spread(session, now, {_MAIL}):
                pass
        send_waiting(self.newsroom, {_MAIL: self.postman}, "https://desk.example", lambda: False)
        mail_signed_up(self.newsroom, self.attendees.post, Settings(), lambda: False)


@pytest.mark.soak
def test_a_year_of_people(year_url: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_DATABASE_URL", year_url)
    monkeypatch.setattr("bumi.persian.calendar.datetime", YearClock)
    monkeypatch.setattr(YearClock, "at", FIRST)
    newsroom = open_newsroom(Settings().database_url)
    year = PeopleOfTheYear(newsroom, 1405, FIRST + far(23, (LAST - FIRST).days) * _DAY)
    year.live()
    with newsroom.session() as session:
        _everything_is_told_once(session, year)
        _one_winner(session, year)
        _no_clock_moved(session, year)
        _ledger_adds_up(session)
        _counties_add_up(session, year.end)
        _weeks_add_up(session, year.end)
        _courses_add_up(session, year.end)
        _answers_are_read(session, year.askers)
        sign_ups_add_up(session, year.attendees, year.end)
        editions_add_up(session, year.attendees, year.end)
        year.askers.close_all(session)
        with_words = _with_personal_words(session, year)
        assert with_words >= {"questions", "asker_contacts", "handovers", "sign_ups"}
    YearClock.at += timedelta(days=PLAN.questions.keep_text) + _DAY
    retention.apply(Settings())
    with newsroom.reading() as session:
        _nothing_personal_is_left(session, year)
        _weeks_add_up(session, year.end)
    newsroom.close()


def _everything_is_told_once(session: Session, year: PeopleOfTheYear) -> None:
    """Hold what people were told against what happened."""
    assert set(year.postman.told.values()) == {1}
    told = year.postman.kinds
    by_kind = {kind: {id for found, id in told if found is kind} for kind in NotificationKind}
    assert by_kind[NotificationKind.QUESTION_OVERDUE] == year.askers.overdue > year.askers.late
    assert by_kind[NotificationKind.QUESTION_LATE] == year.askers.late
    assert all(told[NotificationKind.QUESTION_LATE, id] == 1 for id in year.askers.late), "there is one chief"
    pitches = session.scalars(select(Pitch).where(Pitch.piece_id.is_not(None))).all()
    assert by_kind[NotificationKind.COMMISSIONED] == {each.piece_id for each in pitches}
    assert all(told[NotificationKind.COMMISSIONED, id] == 1 for id in by_kind[NotificationKind.COMMISSIONED])
    assert by_kind[NotificationKind.COMMISSION_LOST] and by_kind[NotificationKind.WRITE_BY]
    closed = {each.id: each.closed_at for each in session.scalars(select(PublicQuestion))}
    handovers = session.scalars(select(Handover)).all()
    handed = Counter(it.question_id for it in handovers if it.at != closed[it.question_id])  # else over in its tick
    given = {id: told[NotificationKind.QUESTION_GIVEN, id] for id in handed}
    assert all(handed[id] <= number for id, number in given.items()), "each agency heard of each question"


def _one_winner(session: Session, year: PeopleOfTheYear) -> None:
    assert year.contributors.refused > 3
    accepted = session.execute(text("SELECT commission_id FROM pitches WHERE state = 'accepted'")).scalars().all()
    assert len(set(accepted)) == len(accepted) > 3
    for each in commissions(session):
        assert (each.state is CommissionState.OPEN) == (each.accepted is None), each.id
    states = set(session.execute(text("SELECT state FROM pitches")).scalars())
    assert {"accepted", "declined", "withdrawn", "lapsed"} <= states


def _no_clock_moved(session: Session, year: PeopleOfTheYear) -> None:
    found = session.scalars(select(PublicQuestion).where(PublicQuestion.sent_at.is_not(None))).all()
    assert {it.id: (it.remind_at, it.due_at, it.late_at) for it in found} == year.askers.clocks
    office, rules = PLAN.office.hours, PLAN.questions
    assert all(it.sent_at and it.due_at == office.closing(it.sent_at, rules.answer) for it in found)
    moved = session.execute(text("SELECT question_id FROM handovers WHERE from_agency <> ''")).scalars().all()
    assert moved and set(moved) <= set(year.askers.clocks)


def _ledger_adds_up(session: Session) -> None:
    """Hold the ledger, and its Excel file, against the entries; every published piece of a commission has its fee."""
    entries, lines = session.scalars(select(FeeEntry)).all(), fee_lines(session)
    sums = Counter[str]()
    for each in entries:
        sums[each.contributor] += each.rials
    assert {name: sum(it.rials for it in fee_lines(session, name)) for name in sums} == sums and len(sums) > 1
    published = select(Pitch.piece_id).join(Piece, Piece.id == Pitch.piece_id).where(Piece.published_at.is_not(None))
    assert {each.piece_id for each in lines} == set(session.scalars(published))
    kinds = Counter(each.entry.value for each in entries)
    approved = {it.piece_id for it in lines if it.approved_by}
    assert (kinds["due"], kinds["approved"]) == (len(lines), len(approved)) and approved
    assert all(it.approved_by not in (it.opened_by, it.contributor) for it in lines)
    sheet = load_workbook(BytesIO(fees_workbook(lines))).worksheets[0]
    rials = [cell.value for cell in sheet["D"][1:] if isinstance(cell.value, int)]
    assert sum(rials) == sum(sums.values()) > 0 and len(rials) == len(lines)


def _weeks_add_up(session: Session, end: datetime) -> None:
    """Hold the coverage reports of all weeks, pieces and answers, against the tables."""
    weeks = range((tehran_day(end) - week_of(tehran_day(FIRST))).days // 7 + 1)
    made = [coverage_report(session, PLAN, tehran_day(FIRST) + 7 * number * _DAY) for number in weeks]
    shown = select(Piece).where(Piece.published_at.is_not(None), Piece.state.not_in(GONE))
    out = [(it, week_of(tehran_day(it.published_at))) for it in session.scalars(shown) if it.published_at]
    assert sum(each.pieces for each in made) == len(out) > 2
    for by in DIMENSIONS:
        told = {(each.first, line.name): line.pieces for each in made for line in each.lines[by] if line.pieces}
        assert told == Counter((week, str(getattr(it, by))) for it, week in out), by
    events_add_up(session, made)
    for each in made:
        _answers_add_up(session, each, min(start_of(each.last + _DAY), YearClock.at))


def _answers_add_up(session: Session, report: Report, end: datetime) -> None:
    begin, office = start_of(report.first), PLAN.office.hours
    expected = dict[str, tuple[int, int, float | None, int, int]]()
    sent = session.scalars(select(PublicQuestion).where(PublicQuestion.sent_at < end)).all()
    for agency in {each.agency for each in sent}:
        own = [(it, it.sent_at, it.due_at) for it in sent if it.agency == agency and it.sent_at and it.due_at]
        done = [(at, due, it.answered_at) for it, at, due in own if it.answered_at and begin <= it.answered_at < end]
        owed = [
            due
            for it, _, due in own
            if not (it.answered_at and it.answered_at < end)
            and (it.state is QuestionState.EXPIRED or not (it.closed_at and it.closed_at < end))
        ]
        if done or owed:
            hours = median(office.hours_between(at, answered) for at, _, answered in done) if done else None
            in_time = sum(answered <= due for _, due, answered in done)
            expected[agency] = (len(done), in_time, hours, len(owed), sum(due < end for due in owed))
    assert {it.agency: (it.answered, it.in_time, it.hours, it.open, it.overdue) for it in report.answers} == expected


def _answers_are_read(session: Session, askers: Askers) -> None:
    """Hold the answers that readers have against the questions, and look for a word of whoever asked."""
    shown = {it.id: it for it in stories(session) if it.kind is Kind.ANSWER and not it.withdrawn}
    published = select(PublicQuestion).where(PublicQuestion.state == QuestionState.PUBLISHED)
    questions = {it.piece_id: it for it in session.scalars(published)}
    assert shown.keys() == questions.keys() and shown
    for id, story in shown.items():
        asked, told = questions[id], story.answer
        assert told and asked.answered_at and told.asked_at == asked.received_at
        assert told.working_days == PLAN.office.hours.days_between(asked.received_at, asked.answered_at)
    read = digits_to_latin(repr(list(shown.values())))
    assert not any(word in read for each in askers.private for word in each)


def _courses_add_up(session: Session, end: datetime) -> None:
    """Hold the figures of courses at the end of each week against the tables."""
    people = [it for it in session.scalars(select(User)) if not it.closed_at and it.name != "bumi"]
    begun = [(it.user, it.at) for it in session.scalars(select(CourseEnrolment))]
    issued = [(it.user, it.course, it.issued_at) for it in session.scalars(select(CourseCertificate))]
    assert issued
    for number in range(0, (end - FIRST).days + 1, 7):
        until = FIRST + number * _DAY
        learners = {name for name, at in begun if at < until}
        done = Counter(name for name, _ in {(name, course) for name, course, at in issued if at < until})
        found = literacy_report(session, until)

        def line(name: str, group: list[str], learners: set[str] = learners, done: Counter[str] = done) -> LiteracyLine:
            return LiteracyLine(name, len(group), len(learners & set(group)), sum(done[each] for each in group))

        roles = {it.role for it in people}
        agencies = {it.agency for it in people if it.agency}
        assert set(found.roles) == {line(r.persian, [it.name for it in people if it.role is r]) for r in roles}
        assert set(found.agencies) == {line(a, [it.name for it in people if it.agency == a]) for a in agencies}
        in_bam = [it.name for it in people if it.agency and counties_named_in(it.agency) == {"بم"}]
        assert found.counties == (line("بم", in_bam),)


def _counties_add_up(session: Session, end: datetime) -> None:
    """Hold the page of every county in every month, and its lists of what waits, against the tables."""
    months = sorted({month_of(tehran_day(FIRST + number * _DAY)) for number in range((end - FIRST).days)})
    shown = select(Piece).where(Piece.published_at.is_not(None), Piece.state.not_in(GONE))
    out = [(it, month_of(tehran_day(it.published_at))) for it in session.scalars(shown) if it.published_at]
    waiting = (QuestionState.OPEN, QuestionState.WITH_AGENCY)
    asked = Counter(it.county for it in session.scalars(select(PublicQuestion)) if it.state in waiting)
    counted = 0
    for county in province().counties:
        for month in months:
            own = [it for it, of in out if of == month and it.county == county.name]
            made = county_report(session, PLAN, county, month, end - TICK)
            assert made.line.pieces == sum(it.pieces for it in made.axes) == made.trend[-1].pieces == len(own)
            assert {it.name: it.pieces for it in made.axes if it.pieces} == Counter(it.axis for it in own)
            assert {it.name: it.pieces for it in made.agencies} == Counter(agency_name(it.agency) for it in own)
            counted += len(own)
        listed = next((it.lines for it in made.sections if it.key == "questions"), ())
        assert len(listed) == min(asked[county.name], 6)
    whole = sum(it.county == province().name for it, _ in out)  # of no county, as answers often are
    assert counted + whole == len(out) and any(asked[county.name] for county in province().counties)


def _nothing_personal_is_left(session: Session, year: PeopleOfTheYear) -> None:
    left = session.scalars(select(PublicQuestion).where(PublicQuestion.erased_at.is_(None))).all()
    assert len(year.askers.private) > 20 and not left
    assert not _with_personal_words(session, year)


def _with_personal_words(session: Session, year: PeopleOfTheYear) -> set[str]:
    """Return the tables that have a number or a name that people left, in any column."""
    said = {word for each in year.askers.private + year.attendees.private for word in each}
    held = {table.name: session.execute(select(table)).all() for table in Base.metadata.sorted_tables}
    texts = {name: digits_to_latin(repr([tuple(row) for row in rows])) for name, rows in held.items()}
    return {name for name, rows in texts.items() if any(word in rows for word in said)}
