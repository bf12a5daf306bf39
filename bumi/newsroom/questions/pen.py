"""The holding pen of public questions is bounded: where too many wait for a first look, no more are taken."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.errors import TooMany
from bumi.newsroom.database.lock import lock_until_end
from bumi.newsroom.questions.asking import ask
from bumi.newsroom.tables import AskerContact, PublicQuestion, QuestionState
from bumi.words import Channel

_FULL = "پرسش‌های بسیاری در نوبت خواندن است و پرسش شما ثبت نشد؛ فردا دوباره بفرستید"
_LATER_S = 6 * 3600


def hold_question(
    session: Session,
    text: str,
    most: int,
    *,
    county: str = "",
    door: Channel = Channel.SITE,
    contact: str = "",
) -> PublicQuestion:
    """Store a question as `ask` does, unless `most` wait for a first look; then raise TooMany."""
    lock_until_end(session, "pen")  # else those who count at the same time all find the same last place
    held = select(func.count()).select_from(PublicQuestion).where(PublicQuestion.state == QuestionState.HELD)
    if (session.scalar(held) or 0) >= most:
        raise TooMany(_FULL, _LATER_S)
    return ask(session, text, county=county, door=door, contact=contact)


def asked_by_chat(session: Session, channel: Channel, chat: str, since: datetime) -> int:
    """Return how many questions have come from a chat of a messenger since a moment."""
    query = (
        select(func.count())
        .select_from(PublicQuestion)
        .join(AskerContact, AskerContact.question_id == PublicQuestion.id)
        .where(AskerContact.channel == channel, AskerContact.contact == chat, PublicQuestion.received_at >= since)
    )
    return session.scalar(query) or 0
