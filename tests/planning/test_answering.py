"""Answers to the public: the plan's clock, and no private word in what readers see."""

from datetime import timedelta

import pytest

from bumi.errors import Refused
from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import answer_question, ask
from bumi.newsroom.states import Role
from bumi.newsroom.tables import QuestionState
from bumi.persian.calendar import parse_moment, tehran_day
from bumi.planning import approve_answer, confirm_agency, message_from_answer, private_words, province_plan
from tests.newsroom.questions.stage import TEXT, WATER, answered_by_team, water_team
from tests.newsroom.stage import person

PRIVATE = "من علی رضایی با کد ملی ۰۰۸۴۵۷۵۹۴۸ و تلفن ۰۳۴-۳۲۴۵۱۲۳۴ و همراه ۰۹۱۳۱۲۳۴۵۶۷ می‌پرسم چرا آب نداریم؟"


def test_private_words_are_found_in_the_wording_and_offices_lines_may_stand_in_the_answer() -> None:
    found = private_words(PRIVATE, "با ۰۳۴-۳۲۴۵۱۲۳۴ تماس بگیرید یا با ۰۹۱۳۱۲۳۴۵۶۸.")
    assert [(each.field, each.code) for each in found] == [
        ("wording", "name"),
        ("wording", "national-id"),
        ("wording", "land-line"),
        ("wording", "mobile"),
        ("answer", "mobile"),
    ]
    assert private_words(TEXT, "لوله کهنه است.") == []


def test_an_approval_waits_until_private_words_are_gone_and_a_person_answers_for_names(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new, editor = ask(session, PRIVATE), person(session, Role.EDITOR)
        confirm_agency(session, new, WATER, editor)
        office, rules = province_plan().office.hours, province_plan().questions
        assert new.sent_at and new.due_at == office.closing(new.sent_at, rules.answer)
        assert new.remind_at == office.closing(new.sent_at, rules.answer - rules.remind)
        assert office.works_on(tehran_day(new.due_at)) and new.due_at - new.sent_at > timedelta(days=4)
        answer_question(session, new, "محمد کریمی، رئیس اداره، می‌گوید لوله عوض می‌شود.", PRIVATE, water_team(session))
        with pytest.raises(Refused) as refused:
            approve_answer(session, new, editor, names_are_public=True)
        assert len(refused.value.problems) == 3 and "۰۹…۶۷" in str(refused.value)
        answer_question(session, new, new.answer, TEXT, water_team(session))
        with pytest.raises(Refused, match="محمد کریمی"):
            approve_answer(session, new, editor, names_are_public=False)
        approve_answer(session, new, editor, names_are_public=True)
        assert new.state is QuestionState.APPROVED


@pytest.mark.parametrize(
    ("contact", "left"),
    [("09131234567", "۹۱۳ ۱۲۳ ۴۵۶۷"), ("+98 913 123 4567", "09-13-12-34-567")],
    ids=["without-zero", "divided"],
)
def test_the_number_of_the_asker_is_never_published(newsroom: Newsroom, contact: str, left: str) -> None:
    with newsroom.session() as session:
        new, editor = ask(session, TEXT, contact=contact), person(session, Role.EDITOR)
        confirm_agency(session, new, WATER, editor)
        answer_question(session, new, f"لوله عوض می‌شود؛ به {left} گفتیم.", TEXT, water_team(session))
        with pytest.raises(Refused, match="شماره تماس پرسنده"):
            approve_answer(session, new, editor, names_are_public=True)
        answer_question(session, new, "لوله عوض می‌شود؛ نامه ۹۱۳/۱۲.", TEXT, water_team(session))
        approve_answer(session, new, editor, names_are_public=True)


def test_an_approved_answer_begins_a_shared_message(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new = answered_by_team(session)
        with pytest.raises(Refused):
            message_from_answer(session, new)
        approve_answer(session, new, person(session, Role.EDITOR), names_are_public=False)
        made = message_from_answer(session, new)
        assert made == {"title": TEXT, "facts": "لوله کهنه است و تا پایان آذر عوض می‌شود."}


def test_the_clock_of_the_plan_skips_days_off() -> None:
    hours = province_plan().office.hours
    thursday = parse_moment("1405/09/05 09:00")
    assert not hours.works_on(tehran_day(thursday))
    assert hours.closing(thursday, 1) == parse_moment("1405/09/07 14:30")
