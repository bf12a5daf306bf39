"""Make a piece of a public question and its approved answer, which then takes the way of every piece.

It is ordered in the name of whoever wrote the answer, so that somebody else has to approve it.
"""

from typing import TYPE_CHECKING

from bumi.answers import PublicAnswer, answer_brief
from bumi.errors import BadInput
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit_next
from bumi.newsroom.questions import answered, attach_piece
from bumi.newsroom.tables import Piece, PublicQuestion, QuestionPiece
from bumi.planning.plan_settings import province_plan
from bumi.province import province
from bumi.release import axis_of
from bumi.words import Channel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def submit_answer(
    session: "Session",
    question: PublicQuestion,
    title: str = "",
    axis: str = "",
    channels: tuple[Channel, ...] = (Channel.SITE,),
) -> Piece:
    """Create the piece of an approved question, in state draft, and return it.

    `title` is the question in one line, needed where its wording has no short sentence that asks; `axis` is needed
    where the agency settles none. Working days are those of the plan. Raise BadInput for what is wrong with the texts,
    Refused unless the question is approved and has no piece.
    """
    told = answered(session, question)
    axis = axis or axis_of(told.agency)
    if not axis:
        names = "، ".join(each.name for each in province().axes)
        raise BadInput(f"محور «{told.agency}» روشن نیست؛ یکی از این‌ها را برگزینید: {names}")
    county = told.county or province().name
    said = PublicAnswer(told.wording, told.answer, told.agency, county, axis, channels, title)
    new = submit_next(session, answer_brief(said), user(session, told.answered_by))
    attach_piece(session, question, new.id)
    days = province_plan().office.hours.days_between(told.received_at, told.answered_at)
    session.add(
        QuestionPiece(
            piece_id=new.id,
            question_id=told.id,
            asked_at=told.received_at,
            answered_at=told.answered_at,
            working_days=days,
        )
    )
    session.flush()
    session.expire(new, ["asked"])
    return new
