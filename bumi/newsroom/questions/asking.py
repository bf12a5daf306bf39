"""Asking a public question: the only way in, for the web form and for the bots of messengers."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.newsroom.tables import AskerContact, PublicQuestion
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian, is_whole, normal
from bumi.province import province
from bumi.words import Channel

SHORTEST_QUESTION, LONGEST_QUESTION = 10, 1_500
"""The fewest and the most characters of a question."""

LONGEST_CONTACT = 120
"""The most characters of what says how the asker is reached."""

_CODE_BYTES = 16


def ask(
    session: Session,
    text: str,
    *,
    county: str = "",
    door: Channel = Channel.SITE,
    contact: str = "",
    at: datetime | None = None,
) -> PublicQuestion:
    """Store a question in the holding pen, and return it; its `code` lets the asker follow it.

    `door` is the messenger it came by, or the site for the web form. `contact` is kept in a row of its own. Raise
    BadInput, with all that is wrong, for an empty, short or long text, a broken character, or an unknown county.
    """
    if problems := question_problems(text, county, contact):
        raise BadInput(*problems)
    asked, reached, known = _tidied(text), _on_one_line(contact), province().county(county)
    new = PublicQuestion(
        code=secrets.token_urlsafe(_CODE_BYTES),
        text=asked,
        county=known.name if known else "",
        door=door,
        received_at=at or now(),
    )
    session.add(new)
    session.flush()
    if reached:
        session.add(AskerContact(question_id=new.id, channel=door, contact=reached))
        session.flush()
    return new


def question_problems(text: str, county: str = "", contact: str = "") -> list[str]:
    """Return all that is wrong with a question that is to be asked."""
    problems = [*_problems_in(_tidied(text)), *_problems_of_contact(_on_one_line(contact))]
    if county.strip() and province().county(county) is None:
        problems.append(f"شهرستان «{county.strip()[:40]}» در {province().name} نیست؛ یکی از فهرست را برگزینید")
    return problems


def question_by_code(session: Session, code: str) -> PublicQuestion | None:
    """Return the question that an asker follows with `code`; None for a code that was never given."""
    return session.scalar(select(PublicQuestion).where(PublicQuestion.code == code)) if is_whole(code) else None


def _tidied(text: str) -> str:
    """Return a typed text in its stored form: normal characters, single spaces, at most one empty line at a time."""
    lines = [" ".join(line.split()) for line in normal(text).strip().splitlines()]
    return "\n".join(line for index, line in enumerate(lines) if line or lines[index - 1])


def _on_one_line(text: str) -> str:
    return " ".join(normal(text).split())


def _problems_in(text: str) -> list[str]:
    if not is_whole(text):
        return ["در متن پرسش نویسه‌ای شکسته هست؛ آن را پاک کنید و دوباره بنویسید"]
    if not any(each.isalpha() for each in text):
        return ["پرسشی نوشته نشده است؛ بنویسید از کدام دستگاه چه می‌پرسید"]
    if len(text) < SHORTEST_QUESTION:
        return [f"پرسش «{text}» کوتاه است؛ بنویسید از کدام دستگاه چه می‌پرسید"]
    if len(text) > LONGEST_QUESTION:
        length, most = (digits_to_persian(str(each)) for each in (len(text), LONGEST_QUESTION))
        return [f"پرسش {length} نویسه دارد؛ آن را به {most} نویسه برسانید"]
    return []


def _problems_of_contact(contact: str) -> list[str]:
    if not is_whole(contact):
        return ["در نشانی تماس نویسه‌ای شکسته هست؛ آن را دوباره بنویسید یا خالی بگذارید"]
    if len(contact) > LONGEST_CONTACT:
        return [digits_to_persian(f"نشانی تماس بیش از {LONGEST_CONTACT} نویسه دارد؛ کوتاهش کنید یا خالی بگذارید")]
    return []
