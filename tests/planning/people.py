"""People of a year by a clock of its own: contributors, askers, agencies, editors and learners, drawn by a seed.

Everything they do goes through the functions that pages and commands call. `YearClock` is the clock of the whole house.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import ClassVar, Self

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.courses import (
    LessonQuestion,
    answer_question,
    course_progress,
    courses,
    keep_solution,
    lesson_progress,
)
from bumi.courses.marking import ExerciseMark
from bumi.errors import Refused
from bumi.models.planner.answer import kept
from bumi.newsroom.accounts.users import add_user, change_user, machine, open_users, user
from bumi.newsroom.commissions import (
    accept_pitch,
    approve_fee,
    cancel_commission,
    commissions,
    fee_lines,
    follow_commissions,
    hand_in,
    keep_findings,
    may_take,
    open_commission,
    open_to,
    pitch,
    pitch_of_piece,
    pitches_of,
    reverse_fee,
    withdraw_pitch,
)
from bumi.newsroom.content.pieces import add_revision, pieces
from bumi.newsroom.courses.certificates import valid_certificate, withdraw_certificate
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.notifications.messages import ClaimedMessage
from bumi.newsroom.notifications.recipients import NotifiedSheet
from bumi.newsroom.publication.publication import expire
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import (
    Commission,
    CommissionState,
    NotificationKind,
    NotificationTiming,
    Piece,
    Pitch,
    PitchState,
    User,
)
from bumi.newsroom.workflow.revisions import edit
from bumi.newsroom.workflow.transitions import move
from bumi.notifying.wording import MessageText
from bumi.persian.calendar import tehran_day, to_tehran
from bumi.planning import coverage_report, proposed_commissions
from bumi.words import Kind
from tests.newsroom.stage import due_ids, finish_work, words
from tests.planning.stage import go_out
from tests.planning.test_year import FIRST, PLAN

WATER, GAS, BAM = "شرکت آب و فاضلاب استان کرمان", "شرکت گاز استان کرمان", "دانشگاه علوم پزشکی بم"
TEAMS = {"هادی": "آبفا کرمان", "ناهید": GAS, "شیرین": BAM, "کامران": BAM}
EDITORS, CHIEF = ("مریم", "سهراب"), "رضا"
CONTRIBUTORS = ("گلنار", "بهرام", "مهتاب", "یونس", "طاهره")
WHY = "به دلیلی روشن"
_OFFER = "از سه نفر از مردم همان جا می‌پرسم و رقم‌ها را از اداره‌اش می‌گیرم."


class YearClock(datetime):
    """A clock that stands at `at`; put in place of the system's, it is read by the whole house."""

    at: ClassVar[datetime] = FIRST

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """Return the moment at which the clock stands."""
        return cls.fromtimestamp(cls.at.timestamp(), tz)


class Postman:
    """A way to people that always works, and remembers who was told what."""

    def __init__(self) -> None:
        self.told = Counter[tuple[str, str]]()
        self.kinds = Counter[tuple[NotificationKind, int]]()

    def send(self, message: ClaimedMessage, words: MessageText, begin: Callable[[], None]) -> None:
        """Remember a message."""
        begin()
        assert words.lines
        self.told[message.user, message.key] += 1
        about = ((item.kind, item.subject) for item in message.items)
        self.kinds.update((kind, subject.id) for kind, subject in about if not isinstance(subject, NotifiedSheet))


class Contributors:
    """The year of commissions: opened from gaps, pitched for, written in time, late or never, and what is due."""

    session: Session

    def __init__(self, drawn: random.Random) -> None:
        self.drawn = drawn
        self.refused = 0

    def tick(self, session: Session, now: datetime) -> None:
        """Let everybody who works at this hour do something."""
        self.session, self.now = session, now
        if to_tehran(now).hour in (9, 12, 15):
            self._open_and_cancel()
            for name in CONTRIBUTORS:
                if (who := user(session, name)).closed_at is None:
                    self._offer(who)
                    self._write(who)
            self._accept()
            self._edit()
        if to_tehran(now).hour == 9:
            self._settle_fees()
        follow_commissions(session, now)
        for id in due_ids(session, now):
            go_out(session, session.get_one(Piece, id), now)
        expire(session, now)

    def _open_and_cancel(self) -> None:
        chief, under_way = user(self.session, CHIEF), commissions(self.session)
        if self.now.hour == 9 and self.drawn.random() < 0.3:
            report = coverage_report(self.session, PLAN, tehran_day(self.now) - timedelta(days=28), 4)
            proposed = proposed_commissions(report, PLAN, {(each.county, each.axis) for each in under_way})
            for each in self.drawn.sample(proposed, min(2, len(proposed))):
                open_commission(self.session, each.terms(PLAN, self.now), chief)
        unwritten = [each for each in under_way if each.state is not CommissionState.WRITTEN]
        if unwritten and self.drawn.random() < 0.03:
            cancel_commission(self.session, self.drawn.choice(unwritten), chief, WHY)

    def _offer(self, who: User) -> None:
        for found in open_to(self.session, who, self.now):
            if self.drawn.random() < 0.15:
                days = timedelta(days=self.drawn.randrange(1, 9))
                pitch(self.session, found, _OFFER, min(self.now + days, found.deadline), who)
        for own in pitches_of(self.session, who):
            free = own.state is PitchState.ACCEPTED and own.commission.state is CommissionState.ASSIGNED
            if (free or own.state is PitchState.OFFERED) and self.drawn.random() < 0.03:
                withdraw_pitch(self.session, own.id, who)

    def _accept(self) -> None:
        query = select(Commission).where(Commission.state == CommissionState.OPEN, Commission.deadline > self.now)
        for found in self.session.scalars(query).all():
            standing = [each for each in found.pitches if each.state is PitchState.OFFERED]
            offered = [each.id for each in standing if not may_take(user(self.session, each.by))]
            if offered and self.drawn.random() < 0.4:
                self.drawn.shuffle(offered)
                accept_pitch(self.session, offered[0], user(self.session, EDITORS[0]))
                for other in offered[1:]:  # a page that the other editor opened before
                    with pytest.raises(Refused):
                        accept_pitch(self.session, other, user(self.session, EDITORS[1]))
                    self.refused += 1

    def _write(self, who: User) -> None:
        mine = select(Piece).join(Pitch, Pitch.piece_id == Piece.id).where(Pitch.by == who.name)
        inhand = Piece.state.in_((State.DRAFT, State.CHANGES_REQUESTED)), Pitch.state == PitchState.ACCEPTED
        for piece in self.session.scalars(mine.where(*inhand)).all():
            if self.drawn.random() < 0.08:  # some are late, and some are never written
                seen = piece.revision.number if piece.revision else 0
                keep_findings(self.session, piece, [f"یافته {seen + 1}؛ گفته میراب راور"], who)
                seen = piece.revision.number if piece.revision else 0
                fields = words(f"{piece.brief_model.topic}، نوشته {seen + 1}")
                finish_work(self.session, edit(self.session, piece, fields, who, seen))
                hand_in(self.session, piece, who, self.now)

    def _edit(self) -> None:
        for piece in pieces(self.session, State.SUBMITTED):
            chance, name = self.drawn.random(), self.drawn.choice([it for it in EDITORS if it != piece.submitted_by])
            editor, hired = user(self.session, name), pitch_of_piece(self.session, piece) is not None
            if piece.expire_at and piece.expire_at <= self.now:
                move(self.session, piece, State.DISCARDED, editor, WHY, self.now)
            elif chance < 0.4:
                move(self.session, piece, State.APPROVED, editor, at=self.now)
            elif chance < 0.5 and hired:
                move(self.session, piece, State.CHANGES_REQUESTED, editor, WHY, self.now)
            elif chance < (0.57 if hired else 0.43):
                move(self.session, piece, State.DISCARDED, editor, WHY, self.now)
        for piece in pieces(self.session, State.PUBLISHED):
            if self.drawn.random() < 0.001:
                move(self.session, piece, State.WITHDRAWN, user(self.session, CHIEF), WHY, self.now)

    def _settle_fees(self) -> None:
        for line in fee_lines(self.session):
            piece = self.session.get_one(Piece, line.piece_id)
            if line.rials and piece.state is State.WITHDRAWN:
                reverse_fee(self.session, piece, user(self.session, CHIEF), WHY)
            elif line.rials and not line.approved_by and self.drawn.random() < 0.3:
                with pytest.raises(Refused):
                    approve_fee(self.session, piece, user(self.session, line.opened_by))
                approve_fee(self.session, piece, user(self.session, EDITORS[0]))


def draft_waiting(session: Session, now: datetime) -> None:
    """Let the machine write the answers to the public and the pieces of events, and hand them in."""
    hired = set(session.scalars(select(Pitch.piece_id).where(Pitch.piece_id.is_not(None))))
    for piece in pieces(session, State.DRAFT):
        if piece.revision is None and piece.id not in hired:
            if piece.kind is Kind.ANSWER:
                draft = kept(piece.brief_model)
                revision = add_revision(session, piece, draft.fields, machine(session), draft.sources, draft.model)
            else:
                revision = add_revision(session, piece, words(piece.brief_model.topic), machine(session))
            finish_work(session, revision)
            move(session, piece, State.SUBMITTED, machine(session), at=now)


class Learners:
    """The year of courses: staff answer wrongly and rightly, mend texts, pass, and may give certificates back."""

    def __init__(self, drawn: random.Random) -> None:
        self.drawn = drawn

    def tick(self, session: Session, now: datetime) -> None:
        """Let some of the staff go on with a course, in the evening."""
        if to_tehran(now).hour != 18:
            return
        for who in open_users(session):
            if who.role is not Role.CHIEF and self.drawn.random() < 0.4:
                self._learn(session, who)

    def _learn(self, session: Session, who: User) -> None:
        begun = [it for it in courses() if not course_progress(session, who, it).completed][:2]
        if not begun:
            return
        course = self.drawn.choice(begun)
        lesson = course_progress(session, who, course).following
        assert lesson
        for part in lesson.parts[lesson_progress(session, who, course, lesson).place(lesson) :]:
            right = self.drawn.random() < 0.8
            if isinstance(part, LessonQuestion):
                wrong = next(each for each in part.choices if not each.right)
                answer_question(session, who, course, lesson, part, (part.answer if right else wrong).text)
            else:
                text = part.solution if right else part.text
                keep_solution(session, who, course, lesson, text, ExerciseMark((), () if right else ("ساعت",), ()))
        standing = valid_certificate(session, who, course.slug)
        if standing and self.drawn.random() < 0.3:
            withdraw_certificate(session, who, standing.code)


def people_come(session: Session) -> None:
    """Give everybody an account; they are told of everything at once, by mail, at any hour."""
    for name, agency in TEAMS.items():
        add_user(session, name, Role.CONTENT, agency)
    for names, role in ((EDITORS, Role.EDITOR), ((CHIEF,), Role.CHIEF), (CONTRIBUTORS, Role.CONTRIBUTOR)):
        for name in names:
            add_user(session, name, role)
    timings = dict.fromkeys(NotificationKind, NotificationTiming.NOW)
    for place, who in enumerate(open_users(session)):
        choose(session, who.name, Choices(timings, f"n{place}@example.ir", quiet_from=0, quiet_until=0))


def two_leave(session: Session) -> None:
    """Close the accounts of a contributor and of one of two people of a team."""
    for name in (CONTRIBUTORS[-1], "کامران"):
        gone = user(session, name)
        change_user(session, gone, user(session, CHIEF), gone.role, gone.agency, closed=True)
