"""Decisions on public questions: agency, handover, answer, approval, refusal; states only go forward.

Each function changes a question that `question` has locked, writes a line of its history, and raises Refused with all
reasons.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.finding import Finding
from bumi.newsroom.accounts.access import agency_name, answers_for, not_an_editor, not_listed, sees_question
from bumi.newsroom.notifications.outbox import note_question
from bumi.newsroom.questions.clock import AnswerClock
from bumi.newsroom.tables import (
    Handover,
    NotificationKind,
    PublicQuestion,
    QuestionLine,
    QuestionState,
    RefusalReason,
    User,
)
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian, is_whole, normal

LONGEST_ANSWER = 5_000
"""The most characters of an answer, and of the public wording of a question."""

_LONGEST_WHY = 300
_ENDS = frozenset({QuestionState.REFUSED, QuestionState.DUPLICATE, QuestionState.SPAM})
_NEXT: Mapping[QuestionState, frozenset[QuestionState]] = {
    QuestionState.HELD: _ENDS | {QuestionState.OPEN, QuestionState.WITH_AGENCY},
    QuestionState.OPEN: _ENDS | {QuestionState.WITH_AGENCY},
    QuestionState.WITH_AGENCY: _ENDS | {QuestionState.ANSWERED},
    QuestionState.ANSWERED: _ENDS | {QuestionState.APPROVED},
    QuestionState.APPROVED: frozenset({QuestionState.PUBLISHED}),
}


def question(session: Session, id: int, seen: int | None = None) -> PublicQuestion:
    """Return the question, its row locked until the session ends. Raise BadInput if there is none.

    `seen` is the `version` the user acted on: raise Refused if the question has changed since.
    """
    found = session.get(PublicQuestion, id, with_for_update=True, populate_existing=True)
    if found is None:
        raise _unknown(id)
    if seen not in (None, found.version):
        raise _refused(found, ["از وقتی بازش کردید تغییر کرده است؛ دوباره بازش کنید و ببینید چه مانده است"])
    return found


def visible_question(session: Session, id: int, user: User) -> PublicQuestion:
    """Return the question, locked, if `user` may see it; BadInput, as of one that does not exist, where not."""
    if not sees_question(session, user, id):
        raise _unknown(id)
    return question(session, id)


def may_become(question: PublicQuestion, to: QuestionState) -> bool:
    """Return whether a question may go from its state to another."""
    return to in _NEXT.get(question.state, ())


def open_question(session: Session, question: PublicQuestion, by: User) -> None:
    """Take a question out of the holding pen: somebody has looked at it, and it has no agency yet."""
    _move(session, question, QuestionState.OPEN, by, "آن را خواند و پذیرفت", not_an_editor(by))


def send_to_agency(session: Session, question: PublicQuestion, agency: str, by: User, clock: AnswerClock) -> None:
    """Send a question to its agency, which an editor has confirmed; its clock begins."""
    reasons = [*not_an_editor(by), *filter(None, [not_listed(agency)])]
    name, moment = agency_name(agency), now()
    _move(session, question, QuestionState.WITH_AGENCY, by, f"آن را به {name} فرستاد", reasons, moment)
    question.agency, question.sent_at = name, moment
    question.remind_at, question.due_at, question.late_at = clock
    _hand(session, question, "", "", by, moment)


def hand_over(session: Session, question: PublicQuestion, agency: str, why: str, by: User) -> None:
    """Pass a question that waits for its answer on to another agency, with the reason; the first clock goes on."""
    name, before, why = agency_name(agency), question.agency, _line(why)
    reasons = [*_not_answering(question, by), *filter(None, [not_listed(agency)])]
    if question.state is not QuestionState.WITH_AGENCY:
        reasons.append(f"«{question.state.persian}» است؛ تنها پرسشی که در انتظار پاسخ است به دستگاه دیگری می‌رود")
    if name == before:
        reasons.append(f"همین اکنون نزد {name} است؛ دستگاه دیگری را برگزینید")
    if not why:
        reasons.append("دلیل سپردن به دستگاه دیگر نوشته نشده است؛ در یک جمله بنویسید")
    if reasons:
        raise _refused(question, reasons)
    question.agency = name
    _write(session, question, by, f"{by.persian} آن را از {before} به {name} سپرد", now())
    _hand(session, question, before, why, by, now())


def answer_question(session: Session, question: PublicQuestion, answer: str, wording: str, by: User) -> None:
    """Store the answer, and how readers shall see the question; both may be changed until they are approved.

    By somebody of its agency or an editor. Raise BadInput for an empty or long text.
    """
    answer, wording = _text(answer, "پاسخ"), _text(wording, "متن همگانی پرسش")
    reasons, again = _not_answering(question, by), question.state is QuestionState.ANSWERED
    if again and reasons:
        raise _refused(question, reasons)
    moment = now()
    if again:
        _write(session, question, by, f"{by.persian} پاسخ یا متن همگانی پرسش را ویرایش کرد", moment)
    else:
        _move(session, question, QuestionState.ANSWERED, by, "پاسخ آن را نوشت", reasons, moment)
    question.answer, question.wording = answer, wording
    question.answered_at, question.answered_by = question.answered_at or moment, by.name
    session.flush()
    if not again:
        note_question(session, NotificationKind.QUESTION_ANSWERED, question.id, "", by.name)


def approve_question(session: Session, question: PublicQuestion, by: User, personal: Sequence[Finding]) -> None:
    """Approve question and answer for readers. `personal` is what the privacy check finds in the two, to be taken out.

    By an editor other than the one who last changed the answer.
    """
    reasons = not_an_editor(by)
    if question.answered_by == by.name:
        reasons.append(f"«{by.name}» خودش پاسخ را نوشته یا ویرایش کرده است؛ دبیر دیگری باید تأیید کند")
    reasons += [f"داده شخصی در متن مانده است: {each.message}" for each in personal]
    moment = now()
    _move(session, question, QuestionState.APPROVED, by, "پرسش و پاسخ را تأیید کرد", reasons, moment)
    question.approved_at, question.approved_by = moment, by.name
    session.flush()


def attach_piece(session: Session, question: PublicQuestion, piece_id: int) -> None:
    """Record the piece that was made of an approved question and its answer."""
    if question.state is not QuestionState.APPROVED or question.piece_id is not None:
        raise _refused(question, [f"«{question.state.persian}» است یا از آن مطلبی ساخته شده؛ صفحه را دوباره باز کنید"])
    question.piece_id = piece_id
    session.flush()


def mark_published(session: Session, question: PublicQuestion, by: User, at: datetime | None = None) -> None:
    """Record that readers have question and answer now."""
    _move(session, question, QuestionState.PUBLISHED, by, "آن را منتشر کرد", [], at)


def refuse_question(session: Session, question: PublicQuestion, refusal: RefusalReason, reason: str, by: User) -> None:
    """Refuse an answer, with a reason of the list and a sentence, both of which the asker reads."""
    reasons, sentence = not_an_editor(by), _line(reason)
    if not sentence:
        reasons.append("جمله‌ای برای پرسنده نوشته نشده است؛ در یک جمله بگویید چرا و چه کند")
    _move(session, question, QuestionState.REFUSED, by, f"آن را نپذیرفت: {refusal.persian}", reasons)
    question.refusal, question.reason = refusal, sentence
    session.flush()


def mark_duplicate(session: Session, question: PublicQuestion, of: PublicQuestion, by: User) -> None:
    """Close a question that another one, whose answer is published, answers."""
    number, reasons = digits_to_persian(str(of.id)), not_an_editor(by)
    if of.state is not QuestionState.PUBLISHED or of.id == question.id:
        reasons.append(f"پاسخ پرسش {number} منتشر نشده است؛ شماره پرسشی را بنویسید که پاسخش منتشر شده")
    _move(session, question, QuestionState.DUPLICATE, by, f"آن را تکرار پرسش {number} دانست", reasons)
    question.duplicate_of = of.id
    session.flush()


def mark_spam(session: Session, question: PublicQuestion, by: User) -> None:
    """Close a question that is none."""
    _move(session, question, QuestionState.SPAM, by, "آن را هرزنامه دانست", not_an_editor(by))


def _move(
    session: Session,
    question: PublicQuestion,
    to: QuestionState,
    by: User,
    what: str,
    reasons: list[str],
    at: datetime | None = None,
) -> None:
    """Bring a question to a state, with a line of its history; Refused with all reasons, also where it may not go."""
    if not may_become(question, to):
        reasons = [*reasons, f"«{question.state.persian}» است و «{to.persian}» نمی‌شود؛ صفحه را دوباره باز کنید"]
    if reasons:
        raise _refused(question, reasons)
    moment = at or now()
    question.state = to
    question.closed_at = moment if to.closed else None
    _write(session, question, by, f"{by.persian} {what}", moment)
    session.flush()


def _hand(session: Session, question: PublicQuestion, before: str, why: str, by: User, at: datetime) -> None:
    """Record that a question went to its agency, and tell the agency."""
    new = Handover(question_id=question.id, from_agency=before, to_agency=question.agency, why=why, by=by.name, at=at)
    session.add(new)
    session.flush()
    note_question(session, NotificationKind.QUESTION_GIVEN, question.id, str(new.id), by.name)


def _write(session: Session, question: PublicQuestion, by: User, what: str, at: datetime) -> None:
    session.add(QuestionLine(question_id=question.id, by=by.name, what=what, at=at))


def _not_answering(question: PublicQuestion, by: User) -> list[str]:
    """Return a list with the reason why `by` may not answer a question; empty for its agency's people and editors."""
    if answers_for(by, question.agency):
        return []
    return [f"«{by.name}» از دستگاهی که پرسش نزد آن است نیست؛ از دبیر بخواهید آن را به دستگاه شما بسپارد"]


def _unknown(id: int) -> BadInput:
    number = digits_to_persian(str(id))
    return BadInput(f"پرسشی با شماره {number} نیست؛ شماره‌ها را با «bumi question list» ببینید")


def _refused(question: PublicQuestion, reasons: Sequence[str]) -> Refused:
    number = digits_to_persian(str(question.id))
    return Refused(*(f"پرسش {number}: {reason}" for reason in reasons))


def _text(text: str, name: str) -> str:
    """Return a typed text in its stored form; BadInput where it is empty, long or broken."""
    stored = normal(text).replace("\r\n", "\n").strip()
    if not stored:
        raise BadInput(f"{name} خالی است؛ آن را بنویسید")
    if not is_whole(stored):
        raise BadInput(f"در {name} نویسه‌ای شکسته هست؛ آن را پاک کنید و دوباره بنویسید")
    if len(stored) > LONGEST_ANSWER:
        length, most = (digits_to_persian(str(each)) for each in (len(stored), LONGEST_ANSWER))
        raise BadInput(f"{name} {length} نویسه دارد؛ آن را به {most} نویسه برسانید")
    return stored


def _line(text: str) -> str:
    """Return a typed sentence in its stored form, on one line; BadInput where it is long or broken."""
    stored = " ".join(normal(text).split())
    if not is_whole(stored) or len(stored) > _LONGEST_WHY:
        most = digits_to_persian(str(_LONGEST_WHY))
        raise BadInput(f"«{stored[:30]}…» دراز است یا نویسه‌ای شکسته دارد؛ در یک جمله تا {most} نویسه بنویسید")
    return stored
