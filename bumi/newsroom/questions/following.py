"""What the asker of a public question sees of it by its code: how far it is, and where its answer stands."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from bumi.newsroom.questions.asking import question_by_code
from bumi.newsroom.states import LIVE
from bumi.newsroom.tables import Piece, PublicQuestion, QuestionState
from bumi.persian.asking import tells_of_emergency


class AskerView(NamedTuple):
    """A question for its asker; none of its words are in it.

    `agency` and `due_at` are there while it waits for its answer; `refusal` and `reason` where it was refused; `slug`
    is the page of its answer, or of the answer to the question that it repeats. `urgent`: its words tell of danger.
    """

    code: str
    state: QuestionState
    received_at: datetime
    agency: str
    due_at: datetime | None
    refusal: str
    reason: str
    slug: str
    urgent: bool


def asker_view(session: Session, code: str) -> AskerView | None:
    """Return what the asker sees of a question; None for a code that was never given."""
    asked = question_by_code(session, code)
    if asked is None:
        return None
    waits = asked.state is QuestionState.WITH_AGENCY
    return AskerView(
        asked.code,
        asked.state,
        asked.received_at,
        asked.agency if waits else "",
        asked.due_at if waits else None,
        asked.refusal.persian if asked.refusal else "",
        asked.reason if asked.state is QuestionState.REFUSED else "",
        _slug_of_answer(session, asked),
        tells_of_emergency(asked.text),
    )


def _slug_of_answer(session: Session, asked: PublicQuestion) -> str:
    """Return the slug of the published piece with the answer, or ""."""
    answered = session.get(PublicQuestion, asked.duplicate_of) if asked.duplicate_of else asked
    piece = session.get(Piece, answered.piece_id) if answered and answered.piece_id else None
    return piece.slug if piece and piece.state in LIVE else ""
