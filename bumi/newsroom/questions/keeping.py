"""Retention of public questions: deletes the asker's contact first, and later the private words, every night."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, case, delete, select, update
from sqlalchemy.orm import Session

from bumi.newsroom.tables import AskerContact, Handover, PublicQuestion, QuestionState


class ErasedQuestions(NamedTuple):
    """How many contacts of askers were deleted, and of how many questions the private words."""

    contacts: int
    texts: int


def erase_closed(session: Session, contacts_before: datetime, texts_before: datetime) -> ErasedQuestions:
    """Delete the contacts of questions closed before one moment, and the private words of those before another.

    Of a published question its public wording and answer stay, of the others no word does; why agencies handed it over
    goes too. The rows stay, so that figures add up. To do it again deletes nothing more.
    """
    contacts = erase_contacts(session, select(PublicQuestion.id).where(PublicQuestion.closed_at < contacts_before))
    public = PublicQuestion.state == QuestionState.PUBLISHED
    texts = session.scalars(
        update(PublicQuestion)
        .where(and_(PublicQuestion.closed_at < texts_before, PublicQuestion.erased_at.is_(None)))
        .values(
            text="",
            reason="",
            wording=case((public, PublicQuestion.wording), else_=""),
            answer=case((public, PublicQuestion.answer), else_=""),
            erased_at=texts_before,
        )
        .returning(PublicQuestion.id)
        .execution_options(synchronize_session=False)
    ).all()
    erase_handover_reasons(session, select(PublicQuestion.id).where(PublicQuestion.closed_at < texts_before))
    return ErasedQuestions(contacts, len(texts))


def erase_contacts(session: Session, questions: Select[int]) -> int:
    """Delete the contacts of the askers of questions, by id; return how many there were."""
    gone = delete(AskerContact).where(AskerContact.question_id.in_(questions)).returning(AskerContact.question_id)
    return len(session.scalars(gone).all())


def erase_handover_reasons(session: Session, questions: Select[int]) -> None:
    """Delete why agencies handed questions, by id, to others: they quote what was asked."""
    given = update(Handover).where(Handover.question_id.in_(questions), Handover.why != "")
    session.execute(given.values(why="").execution_options(synchronize_session=False))
