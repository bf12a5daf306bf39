"""Retention of public questions: deletes the asker's contact first, and later the private words, every night."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, case, delete, select, update
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
    old = select(PublicQuestion.id).where(PublicQuestion.closed_at < contacts_before)
    gone = session.scalars(
        delete(AskerContact).where(AskerContact.question_id.in_(old)).returning(AskerContact.question_id)
    ).all()
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
    past = select(PublicQuestion.id).where(PublicQuestion.closed_at < texts_before)
    session.execute(
        update(Handover)
        .where(Handover.question_id.in_(past), Handover.why != "")
        .values(why="")
        .execution_options(synchronize_session=False)
    )
    return ErasedQuestions(len(gone), len(texts))
