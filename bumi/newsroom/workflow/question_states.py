"""The state of a public question follows the piece that answers it: published, withdrawn, or without a piece again."""

from datetime import datetime

from sqlalchemy.orm import Session

from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, PublicQuestion, QuestionLine, QuestionState, User
from bumi.words import Kind

_STATES = {
    State.PUBLISHED: QuestionState.PUBLISHED,
    State.PUBLISHED_NEEDS_REVIEW: QuestionState.PUBLISHED,
    State.WITHDRAWN: QuestionState.WITHDRAWN,
    State.TAKEN_DOWN: QuestionState.WITHDRAWN,
}
_SENTENCES = {
    QuestionState.PUBLISHED: "پاسخ آن منتشر شد",
    QuestionState.WITHDRAWN: "پاسخ آن از سایت برداشته شد",
}


def question_of(session: Session, piece: Piece, lock: bool = False) -> PublicQuestion | None:
    """Return the question that a piece answers, its row locked with `lock`; None for other pieces."""
    if piece.kind is not Kind.ANSWER:
        return None
    with session.no_autoflush:
        id = piece.asked.question_id if piece.asked else None
        return session.get(PublicQuestion, id, with_for_update=lock or None, populate_existing=lock) if id else None


def follow_piece(session: Session, piece: Piece, to: State, by: User, at: datetime) -> None:
    """Bring the question of `piece` to the state that goes with the piece's new state.

    A piece that is discarded leaves its question free for another one; restored, it answers it again.
    """
    if not (to in _STATES or to in (State.DISCARDED, State.DRAFT)):
        return
    question = question_of(session, piece, lock=True)
    if question is None:
        return
    match to:
        case State.DISCARDED:
            question.piece_id = None
        case State.DRAFT:
            question.piece_id = piece.id
        case _ if question.state is not _STATES[to]:
            question.state = _STATES[to]
            question.closed_at = question.closed_at or at
            line = QuestionLine(question_id=question.id, by=by.name, what=_SENTENCES[question.state], at=at)
            session.add(line)
