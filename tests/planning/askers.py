"""The public of a year by a clock of its own: people ask, agencies answer in time, late or never, editors decide."""

import random
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.access import answers_for
from bumi.newsroom.accounts.users import machine, user
from bumi.newsroom.questions import (
    AnswerClock,
    answer_question,
    ask,
    due_question_notices,
    hand_over,
    mark_duplicate,
    mark_published,
    mark_spam,
    note_question_notices,
    open_question,
    refuse_question,
)
from bumi.newsroom.tables import PublicQuestion, QuestionState, RefusalReason, User
from bumi.persian.calendar import tehran_day, to_tehran
from bumi.persian.text import digits_to_persian
from bumi.planning import approve_answer, confirm_agency, submit_answer
from bumi.words import Channel
from tests.planning.people import EDITORS, TEAMS
from tests.planning.test_year import PLAN

AGENCIES = tuple(dict.fromkeys(TEAMS.values()))
_DILIGENCE = dict(zip(AGENCIES, (0.2, 0.004, 0.04), strict=True))  # chance of an answer at a working hour
_WORDING, _ANSWER = "چرا آب روستا هر روز سه ساعت قطع می‌شود؟", "لوله کهنه است و تا پایان فصل عوض می‌شود."
_COUNTIES = ("بم", "راور", "جیرفت", "")


class Askers:
    """The year of public questions; `private` has every number and name that people left."""

    session: Session

    def __init__(self, drawn: random.Random) -> None:
        self.drawn = drawn
        self.private: list[tuple[str, str]] = []
        self.clocks: dict[int, AnswerClock] = {}
        self.overdue, self.late = set[int](), set[int]()

    def tick(self, session: Session, now: datetime) -> None:
        """Let people ask at any hour, and offices and editors work at theirs."""
        self.session, self.now = session, now
        if self.drawn.random() < 0.2:
            self._ask()
        if to_tehran(now).hour in (9, 12, 15):
            if PLAN.office.hours.works_on(tehran_day(now)):
                self._agencies()
            self._editors()
        note_question_notices(session, due_question_notices(session, now))
        waiting = [it for it in self._in(QuestionState.WITH_AGENCY) if it.due_at and it.late_at]
        self.overdue |= {it.id for it in waiting if it.due_at and it.due_at <= now}
        self.late |= {it.id for it in waiting if it.late_at and it.late_at <= now}

    def close_all(self, session: Session) -> None:
        """Let an editor end all that waits: nobody is left without a word."""
        self.session = session
        for state in (it for it in QuestionState if not it.closed and it is not QuestionState.APPROVED):
            for each in self._in(state):
                self._refuse(each)
        for each in self._in(QuestionState.APPROVED):
            mark_published(session, each, machine(session))

    def _in(self, state: QuestionState) -> list[PublicQuestion]:
        return list(self.session.scalars(select(PublicQuestion).where(PublicQuestion.state == state)))

    def _ask(self) -> None:
        number = len(self.private)
        phone, name = f"0913{2_000_000 + 7 * number}", f"پرسنده{number}خان"
        self.private.append((phone, name))
        shown = self.drawn.choice([phone, digits_to_persian(phone)])
        words = f"من {name} با شماره {shown} می‌پرسم چرا آب روستای ما هر روز سه ساعت قطع می‌شود؟"
        door = self.drawn.choice([Channel.SITE, Channel.BALE])
        ask(self.session, words, county=self.drawn.choice(_COUNTIES), door=door, contact=f"{name}، {shown}")

    def _asker(self, question: PublicQuestion) -> str:
        phone, name = self.private[question.id - 1]
        return f"{name} ({phone})"

    def _editors(self) -> None:
        editor, other = (user(self.session, name) for name in EDITORS)
        for each in self._in(QuestionState.ANSWERED):
            if self.drawn.random() < 0.1:
                self._refuse(each)
            elif self.drawn.random() < 0.5:
                self._approve(each, editor, other)
        for each in self._in(QuestionState.APPROVED):
            if each.piece_id is None:
                submit_answer(self.session, each, axis="خدمات")
        for each in [*self._in(QuestionState.HELD), *self._in(QuestionState.OPEN)]:
            if self.drawn.random() < 0.4:
                self._look_at(each, editor)
        for each in self._in(QuestionState.WITH_AGENCY):
            if self.drawn.random() < 0.002:
                self._refuse(each)

    def _look_at(self, question: PublicQuestion, editor: User) -> None:
        chance, published = self.drawn.random(), self._in(QuestionState.PUBLISHED)
        if chance < 0.05:
            mark_spam(self.session, question, editor)
        elif chance < 0.15:
            self._refuse(question)
        elif chance < 0.25 and published:
            mark_duplicate(self.session, question, self.drawn.choice(published), editor)
        elif chance < 0.35 and question.state is QuestionState.HELD:
            open_question(self.session, question, editor)
        else:
            confirm_agency(self.session, question, self.drawn.choice(AGENCIES), editor)
            assert question.remind_at and question.due_at and question.late_at
            self.clocks[question.id] = AnswerClock(question.remind_at, question.due_at, question.late_at)

    def _agencies(self) -> None:
        for each in self._in(QuestionState.WITH_AGENCY):
            people = [user(self.session, name) for name in TEAMS]
            team = [who for who in people if not who.closed_at and answers_for(who, each.agency)]
            by = self.drawn.choice(team)
            if self.drawn.random() < 0.03:
                to = self.drawn.choice([name for name in AGENCIES if not answers_for(by, name)])
                hand_over(self.session, each, to, f"{self._asker(each)} مشترک ما نیست", by)
            elif self.drawn.random() < _DILIGENCE[TEAMS[by.name]]:
                careless = self.drawn.random() < 0.3
                wording = f"{_WORDING} {self.private[each.id - 1][0]}" if careless else _WORDING
                answer_question(self.session, each, _ANSWER, wording, by)

    def _approve(self, question: PublicQuestion, editor: User, other: User) -> None:
        if question.wording != _WORDING:
            with pytest.raises(Refused, match="داده شخصی"):
                approve_answer(self.session, question, editor, names_are_public=True)
            answer_question(self.session, question, _ANSWER, _WORDING, editor)
            with pytest.raises(Refused, match="خودش"):
                approve_answer(self.session, question, editor, names_are_public=True)
        approve_answer(self.session, question, other, names_are_public=False)

    def _refuse(self, question: PublicQuestion) -> None:
        reason = self.drawn.choice(list(RefusalReason))
        sentence = f"{self._asker(question)} گرامی، این پرسش پاسخ همگانی ندارد."
        refuse_question(self.session, question, reason, sentence, user(self.session, EDITORS[0]))
