"""Answers to public questions: the clock by the province's plan, and approval after the privacy check of both texts."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.checks import check_text
from bumi.checks.safety.persons import full_names
from bumi.finding import Finding, Severity
from bumi.messages import message
from bumi.newsroom.questions import (
    ErasedQuestions,
    OpenLimits,
    answer_clock,
    answered,
    approve_question,
    contact_of,
    erase_closed,
    expire_open,
    send_to_agency,
)
from bumi.newsroom.tables import PublicQuestion, QuestionState, User
from bumi.persian.calendar import clock, now
from bumi.persian.morphology import sentences
from bumi.persian.number_parts import number_parts
from bumi.persian.text import digits_to_latin, digits_to_persian, normal
from bumi.persian.word_patterns import level
from bumi.planning.plan_settings import ProvincePlan, province_plan
from bumi.province import province
from bumi.words import Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NAME = "name"
_OF_NUMBER = 10  # last digits of a telephone number: what stands before them is written in many ways
_MOST_FACTS, _LONGEST_FACT = 15, 400  # of a shared message


def confirm_agency(session: "Session", question: PublicQuestion, agency: str, by: User) -> None:
    """Send a question to the agency that an editor has confirmed; its clock begins, in the plan's working days."""
    plan = province_plan()
    rules, hours = plan.questions, plan.office.hours
    times = answer_clock(hours, now(), rules.answer, rules.remind, rules.chief)
    send_to_agency(session, question, agency, by, times)


def private_words(wording: str, answer: str) -> list[Finding]:
    """Return what in the public wording (`wording`) and in the answer (`answer`) must not be published.

    Personal numbers, addresses, persons to be protected, and full names (code `name`). Land lines are found in the
    wording alone, as an answer has those of offices.
    """
    asked = _found(wording, "wording", _brief())
    return [*asked, *_found(answer, "answer", None)]


def approve_answer(session: "Session", question: PublicQuestion, by: User, names_are_public: bool) -> None:
    """Approve question and answer; Refused, with all reasons, where private words remain.

    `names_are_public`: the editor has seen that the full names in the two are of no private person.
    """
    found = [*private_words(question.wording, question.answer), *_number_left(session, question)]
    approve_question(session, question, by, [each for each in found if each.code != _NAME or not names_are_public])


def question_outlook(question: PublicQuestion, now: datetime) -> str:
    """Return one Persian sentence: what a question waits for, and how much of its time is left or over."""
    match question.state:
        case QuestionState.HELD:
            return "هنوز کسی آن را نخوانده است"
        case QuestionState.OPEN:
            return "دستگاهی برای پاسخ آن برگزیده نشده است"
        case QuestionState.WITH_AGENCY if question.due_at:
            return _time_left(question.due_at, now)
        case QuestionState.ANSWERED:
            return "پاسخ نوشته شده است و دبیری جز نویسنده آن باید تأییدش کند"
        case QuestionState.APPROVED:
            return "پرسش و پاسخ تأیید شده است و باید منتشر شود"
        case QuestionState.REFUSED if question.refusal:
            return f"پذیرفته نشد: {question.refusal.persian}"
        case QuestionState.DUPLICATE:
            return digits_to_persian(f"پاسخ آن در پرسش {question.duplicate_of} منتشر شده است")
    return question.state.persian


def _time_left(due_at: datetime, now: datetime) -> str:
    office = province_plan().office.hours
    if now > due_at:
        days = office.days_between(due_at, now)
        return digits_to_persian(f"{days} روز کاری از مهلت پاسخ گذشته است") if days else "مهلت پاسخ امروز گذشت"
    days = office.days_between(now, due_at)
    return digits_to_persian(f"{days} روز کاری تا پایان مهلت پاسخ") if days else f"مهلت پاسخ امروز ساعت {clock(due_at)}"


def erase_old_questions(session: "Session", plan: ProvincePlan, now: datetime) -> ErasedQuestions:
    """Delete contacts and private words of questions that are older than the plan keeps them, closed or left open.

    What will expire is told before.
    """
    rules = plan.questions
    days = (timedelta(days=each) for each in (rules.keep_open, rules.most_open, rules.warn_open))
    left_open = expire_open(session, now, OpenLimits(*days))
    closed = erase_closed(session, now - timedelta(days=rules.keep_contact), now - timedelta(days=rules.keep_text))
    return ErasedQuestions(closed.contacts + left_open.contacts, closed.texts + left_open.texts)


def message_from_answer(session: "Session", question: PublicQuestion) -> dict[str, str]:
    """Return title and facts (a line each) of a shared message that says what an approved answer says."""
    known = answered(session, question)
    facts = [known.answer[start:end].strip() for start, end in sentences(known.answer)]
    lines = [line for fact in facts for line in fact.splitlines() if line.strip()]
    return {
        "title": " ".join(known.wording.split())[:_LONGEST_FACT],
        "facts": "\n".join(line.strip()[:_LONGEST_FACT] for line in lines[:_MOST_FACTS]),
    }


def _found(text: str, field: str, brief: Brief | None) -> list[Finding]:
    stored = normal(text)
    listed = [
        each.model_copy(update={"field": field} | _own_message(each))
        for each in check_text(stored, brief=brief, only=("privacy", "dignity"))
        if each.check == "privacy" or each.code.startswith("named")
    ]
    return sorted([*listed, *_names(stored, field, listed)], key=lambda each: each.start)


def _number_left(session: "Session", question: PublicQuestion) -> list[Finding]:
    """Return a finding for each text that has the telephone number of the asker, however it is written."""
    asker = contact_of(session, question)
    number = _digits(asker.contact)[-_OF_NUMBER:] if asker else ""
    texts = {"wording": question.wording, "answer": question.answer} if len(number) == _OF_NUMBER else {}
    return [
        Finding(
            check="privacy",
            code="own-number",
            severity=Severity.BLOCKS,
            field=field,
            start=0,
            end=len(text),
            matched=text,
            message=message("question/own-number"),
        )
        for field, text in texts.items()
        if number in "".join(part.digits for part in number_parts(text))
    ]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", digits_to_latin(text))


def _own_message(found: Finding) -> dict[str, str]:
    """Return the message of a land line for a text that no brief stands behind."""
    return {"message": message("question/land-line")} if found.code == "land-line" else {}


def _names(text: str, field: str, known: list[Finding]) -> list[Finding]:
    """Return a finding for each full name that no other finding is about."""
    taken = {at for each in known for at in range(each.start, each.end)}
    return [
        Finding(
            check="privacy",
            code=_NAME,
            severity=Severity.WARNS,
            field=field,
            start=start,
            end=end,
            matched=text[start:end],
            message=message("question/name", matched=text[start:end]),
        )
        for start, end in full_names(level(text))
        if start not in taken
    ]


def _brief() -> Brief:
    """Return a brief without facts: with one, the privacy check also judges land lines."""
    land = province()
    return Brief.model_validate(
        {
            "kind": Kind.NOTICE,
            "topic": "پرسش مردم",
            "agency": land.agencies[0].name,
            "county": land.name,
            "axis": land.axes[0].name,
            "notes": ["پرسش"],
        }
    )
