"""A sample event, and a newsroom with users and a clock, for the tests of planning."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bumi.brief import Brief, brief_from
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, record_findings
from bumi.newsroom.publication import publication
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment
from bumi.piece import Fields, Source
from tests.newsroom.stage import attach, card

NOW = parse_moment("1405/08/10 09:00")
STARTS = parse_moment("1405/09/04 17:00")
NOTES = tuple(f"یادداشت شماره {number}" for number in ["۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"])
QUOTES = [
    {"speaker": "مریم احمدی", "text": "درِ باغ به روی همه باز است."},
    {"speaker": "رضا کریمی", "text": "همه مهمان ما هستند."},
]


def event(starts_at: datetime | None = STARTS, **changes: Any) -> Brief:
    data = {
        "kind": "event",
        "topic": "جشنواره انار",
        "agency": "استانداری کرمان",
        "county": "راور",
        "axis": "فرهنگ",
        "when": "چهارشنبه ۴ آذر، ساعت ۱۷",
        "where": "باغ ملی راور",
        "notes": NOTES,
        "quotes": QUOTES,
        "call_to_action": "ثبت‌نام در فرهنگسرا",
        "starts_at": starts_at,
    }
    return brief_from(data | changes, "آزمون")


def author(session: Session) -> User:
    return add_user(session, "ali", Role.CONTENT)


def editor(session: Session) -> User:
    return add_user(session, "sara", Role.EDITOR)


def chief(session: Session) -> User:
    return add_user(session, "mina", Role.CHIEF)


def work(session: Session, piece: Piece) -> None:
    """Write a sentence for each part of the brief of `piece`, check and illustrate it, and bring it to an editor."""
    parts = piece.brief_model.parts()
    sources = [Source(field="body", text=f"{text}.", rests_on=(id_,), notes=(text,)) for id_, text in parts.items()]
    body = " ".join(source.text for source in sources)
    fields = Fields(headline=piece.brief_model.topic, lede=f"{piece.brief_model.topic} می‌آید.", body=body)
    revision = add_revision(session, piece, fields, machine(session), sources)
    record_findings(session, revision, [])
    attach(session, revision, [card()])
    move(session, piece, State.SUBMITTED, machine(session))


def approve(session: Session, piece: Piece, at: datetime) -> None:
    """Draft `piece` where it is not, and let the editor approve it."""
    if piece.revision is None:
        work(session, piece)
    move(session, piece, State.APPROVED, editor(session), at=at)


def correct(session: Session, piece: Piece, at: datetime) -> None:
    """Correct a published piece, and let the editor approve that."""
    assert piece.revision
    fields = piece.revision.fields_model.model_copy(update={"caption": "یک حرف درست شد"})
    revision = add_revision(session, piece, fields, author(session))
    record_findings(session, revision, [])
    attach(session, revision, [card()])
    approve(session, piece, at)


def go_out(session: Session, piece: Piece, at: datetime) -> None:
    """Let readers have the approved `piece`."""
    publication.begin(session, piece, at)
    publication.finish(session, piece, at)


def days(number: float) -> timedelta:
    return timedelta(days=number)
