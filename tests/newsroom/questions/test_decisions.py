"""Public questions: what may be asked, who may decide what, and that states only go forward while the clock stands."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.finding import Finding, Severity
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import (
    LONGEST_QUESTION,
    QuestionFilter,
    answer_question,
    answered,
    approve_question,
    ask,
    contact_of,
    due_question_notices,
    hand_over,
    handovers,
    history,
    mark_duplicate,
    mark_spam,
    note_question_notices,
    open_question,
    question_by_code,
    questions,
    refuse_question,
    send_to_agency,
    waiting_counts,
)
from bumi.newsroom.states import Role
from bumi.newsroom.tables import (
    Notification,
    NotificationKind,
    PublicQuestion,
    QuestionLine,
    QuestionState,
    RefusalReason,
)
from bumi.persian.calendar import now, parse_moment, tehran_day
from bumi.words import Channel
from tests.newsroom.questions.stage import (
    GAS,
    OFFICE,
    TEXT,
    WATER,
    answered_by_team,
    clock_at,
    published,
    sent,
    water_team,
)
from tests.newsroom.stage import person

_ORDER = (
    {QuestionState.HELD},
    {QuestionState.OPEN},
    {QuestionState.WITH_AGENCY},
    {QuestionState.ANSWERED},
    {QuestionState.APPROVED},
    {QuestionState.PUBLISHED, QuestionState.REFUSED, QuestionState.DUPLICATE, QuestionState.SPAM},
)
_RANK = {state: rank for rank, states in enumerate(_ORDER) for state in states}


def test_a_question_is_kept_as_a_persian_keyboard_types_it_and_its_contact_apart(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new = ask(
            session, "  چرا  آب   روستاي ما قطع مي‌شود؟\r\n\n\n\nكي وصل است؟ ", county="شهرستان بم", contact=" ۰۹۱۳ "
        )
        assert new.text == "چرا آب روستای ما قطع می‌شود؟\n\nکی وصل است؟" and new.county == "بم"
        assert new.state is QuestionState.HELD and new.door is Channel.SITE and len(new.code) >= 20
        assert question_by_code(session, new.code) is new and question_by_code(session, "\ud800") is None
        reached = contact_of(session, new)
        assert reached and reached.contact == "۰۹۱۳" and contact_of(session, ask(session, TEXT)) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "نوشته نشده"),
        ("؟؟؟ ۱۲۳ ؟؟؟ !!!", "نوشته نشده"),
        ("آب چرا", "کوتاه"),
        ("آب " * LONGEST_QUESTION, "۱۵۰۰"),
        ("آب قطع است \ud800", "شکسته"),
    ],
    ids=["empty", "no-letter", "short", "long", "broken"],
)
def test_what_is_no_question_is_told_with_all_else_that_is_wrong(newsroom: Newsroom, text: str, named: str) -> None:
    with newsroom.session() as session:
        with pytest.raises(BadInput, match=named) as refused:
            ask(session, text, county="تهران", contact="ا" * 121)
        assert len(refused.value.problems) == 3 and not session.scalars(select(PublicQuestion)).all()


def test_from_the_holding_pen_to_readers(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new = answered_by_team(session)
        with pytest.raises(Refused, match="تأیید کند"):
            answered(session, new)
        editor = person(session, Role.EDITOR)
        approve_question(session, new, editor, [])
        known = answered(session, new)
        assert (known.agency, known.county, known.answered_by, known.approved_by) == (WATER, "بردسیر", "هادی", "مریم")
        assert [line.what.split()[0] for line in history(session, new)] == ["مریم", "هادی", "مریم"]
        told = session.scalars(select(Notification.kind).where(Notification.question_id == new.id)).all()
        assert sorted(told) == [NotificationKind.QUESTION_ANSWERED, NotificationKind.QUESTION_GIVEN]


def test_who_wrote_the_answer_does_not_approve_it_and_private_words_stop_it(newsroom: Newsroom) -> None:
    mobile = Finding(
        check="privacy",
        code="mobile",
        severity=Severity.WARNS,
        field="wording",
        start=0,
        end=1,
        matched="۰",
        message="همراه",
    )
    with newsroom.session() as session:
        new, editor, chief = sent(session), person(session, Role.EDITOR), person(session, Role.CHIEF)
        answer_question(session, new, "تا شنبه درست می‌شود.", TEXT, editor)
        with pytest.raises(Refused) as refused:
            approve_question(session, new, editor, [mobile])
        assert len(refused.value.problems) == 2 and "همراه" in str(refused.value)
        approve_question(session, new, chief, [])
        with pytest.raises(Refused, match="تأییدشده"):
            answer_question(session, new, "چیز دیگر", TEXT, editor)


def test_a_handover_keeps_the_first_clock_and_says_why(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        team, new = water_team(session), sent(session)
        before = (new.sent_at, new.remind_at, new.due_at, new.late_at)
        with pytest.raises(Refused) as refused:
            hand_over(session, new, WATER, "", team)
        assert len(refused.value.problems) == 2
        hand_over(session, new, GAS, "کار شرکت گاز است", team)
        assert (new.sent_at, new.remind_at, new.due_at, new.late_at) == before and new.agency == GAS
        assert [(each.from_agency, each.to_agency) for each in handovers(session, new)] == [("", WATER), (WATER, GAS)]
        assert not questions(session, team, QuestionFilter(), now())
        with pytest.raises(Refused, match="نیست"):  # which it is no longer with
            answer_question(session, new, "تا شنبه درست می‌شود.", TEXT, team)
        gas = add_user(session, "ناهید", Role.CONTENT, GAS)
        assert questions(session, gas, QuestionFilter(), now()) == [new]
        with pytest.raises(Refused, match="فهرست دستگاه‌های استان نیست"):
            hand_over(session, new, "سازمان هیچ", "نمی‌دانم", gas)


@pytest.mark.parametrize(
    "decide",
    [
        lambda session, new, by: open_question(session, new, by),
        lambda session, new, by: send_to_agency(session, new, WATER, by, clock_at(now())),
        lambda session, new, by: refuse_question(session, new, RefusalReason.UNCLEAR, "روشن‌تر بپرسید", by),
        lambda session, new, by: mark_spam(session, new, by),
        lambda session, new, by: mark_duplicate(session, new, published(session), by),
    ],
    ids=["open", "send", "refuse", "spam", "duplicate"],
)
def test_what_editors_decide_content_teams_do_not(
    newsroom: Newsroom, decide: Callable[[Session, PublicQuestion, object], None]
) -> None:
    with newsroom.session() as session:
        new, team = ask(session, TEXT), water_team(session)
        with pytest.raises(Refused, match="اجازه این کار را ندارد"):
            decide(session, new, team)
        assert new.state is QuestionState.HELD and not history(session, new)
        decide(session, new, person(session, Role.EDITOR))
        assert new.state is not QuestionState.HELD and len(history(session, new)) == 1
        assert (new.closed_at is not None) is new.state.closed


def test_a_duplicate_is_one_of_a_published_answer_and_a_refusal_has_a_sentence(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new, editor = ask(session, TEXT), person(session, Role.EDITOR)
        for of in (new, sent(session)):
            with pytest.raises(Refused, match="منتشر نشده"):
                mark_duplicate(session, new, of, editor)
        with pytest.raises(Refused, match="جمله‌ای برای پرسنده"):
            refuse_question(session, new, RefusalReason.UNCLEAR, "  ", editor)
        mark_duplicate(session, new, of := published(session), editor)
        assert new.duplicate_of == of.id and new.closed_at


def test_each_notice_of_the_clock_is_told_once_and_none_after_the_answer(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new = sent(session, parse_moment("1405/09/07 10:00"))
        assert new.remind_at and new.due_at and new.late_at
        told = []
        for moment in (new.remind_at - timedelta(minutes=1), new.remind_at, new.due_at, new.late_at, new.late_at):
            found = due_question_notices(session, moment)
            note_question_notices(session, found)
            told.append([each.kind for each in found])
        kinds = NotificationKind
        assert told == [[], [kinds.QUESTION_DUE], [kinds.QUESTION_OVERDUE], [kinds.QUESTION_LATE], []]
        assert waiting_counts(session, person(session, Role.EDITOR), new.late_at) == {"with_agency": 1, "overdue": 1}
        answer_question(session, new, "تا شنبه درست می‌شود.", TEXT, water_team(session))
        assert due_question_notices(session, new.late_at + timedelta(days=40)) == []


_DEEDS: dict[str, Callable[[Session, PublicQuestion], None]] = {
    "open": lambda session, new: open_question(session, new, person(session, Role.EDITOR)),
    "send": lambda session, new: send_to_agency(session, new, WATER, person(session, Role.EDITOR), clock_at(now())),
    "hand": lambda session, new: hand_over(
        session, new, GAS if new.agency == WATER else WATER, "کار ما نیست", person(session, Role.EDITOR)
    ),
    "answer": lambda session, new: answer_question(session, new, "پاسخ", TEXT, person(session, Role.EDITOR)),
    "approve": lambda session, new: approve_question(session, new, person(session, Role.CHIEF), []),
    "refuse": lambda session, new: refuse_question(
        session, new, RefusalReason.COURT, "در دادگاه است", person(session, Role.EDITOR)
    ),
    "spam": lambda session, new: mark_spam(session, new, person(session, Role.EDITOR)),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(_DEEDS)), max_size=12))
def test_states_go_forward_and_the_clock_is_set_once(newsroom: Newsroom, deeds: list[str]) -> None:
    with newsroom.session() as session:
        new = ask(session, TEXT)
        clocks: set[object] = set()
        for deed in deeds:
            before, lines = new.state, len(history(session, new))
            try:
                _DEEDS[deed](session, new)
            except Refused:
                assert new.state is before and len(history(session, new)) == lines
                continue
            assert _RANK[new.state] >= _RANK[before] and not before.closed
            if new.due_at:
                clocks.add((new.sent_at, new.remind_at, new.due_at, new.late_at))
                assert OFFICE.works_on(tehran_day(new.due_at))
        assert len(clocks) <= 1
        assert (new.closed_at is None) is not new.state.closed
        written = session.scalars(select(QuestionLine).where(QuestionLine.question_id == new.id)).all()
        assert not any(TEXT in line.what for line in written)
