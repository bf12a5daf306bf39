"""What the tests of commissions play with: contributors, open commissions, pitches, and a text that is handed in."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.commissions import (
    CommissionTerms,
    accept_pitch,
    follow_commissions,
    hand_in,
    keep_findings,
    open_commission,
    pitch,
)
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Commission, Piece, Pitch, User
from bumi.newsroom.workflow.revisions import edit
from bumi.newsroom.workflow.transitions import move
from bumi.words import Kind
from tests.newsroom.stage import NOW, finish_work, person, publish, words

WEEK = timedelta(days=7)
OFFER = "از سه قنات‌دار می‌پرسم که آب امسال به کدام باغ‌ها رسید."


def contributor(session: Session, name: str = "گلنار") -> User:
    return add_user(session, name, Role.CONTRIBUTOR)


def terms(deadline: datetime = NOW + WEEK, fee: int = 10_000_000) -> CommissionTerms:
    return CommissionTerms(
        kind=Kind.FEATURE,
        county="راور",
        axis="فرهنگ",
        topic="قنات‌های راور",
        agency="اداره‌کل میراث فرهنگی استان کرمان",
        deadline=deadline,
        fee=fee,
        points=("چند قنات هنوز آب دارد؟",),
    )


def opened(session: Session, deadline: datetime = NOW + WEEK, by: Role = Role.CHIEF, at: datetime = NOW) -> Commission:
    """Return a commission that the chief, or another, opened; the editor accepts pitches for it."""
    return open_commission(session, terms(deadline), person(session, by), at)


def offered(session: Session, found: Commission, name: str = "گلنار", at: datetime = NOW) -> Pitch:
    return pitch(session, found, OFFER, None, contributor(session, name), at)


def assigned(session: Session, opener: Role = Role.CHIEF, at: datetime = NOW) -> Piece:
    """Return the piece of a commission that «گلنار» has."""
    found = opened(session, at + WEEK, opener, at)
    return accept_pitch(session, offered(session, found, at=at).id, person(session, Role.EDITOR), at)


def write(session: Session, piece: Piece) -> None:
    """Let the contributor write findings and text, and have it checked and illustrated."""
    by = contributor(session)
    keep_findings(session, piece, ["سه قنات آب دارد؛ گفته میراب راور"], by)
    finish_work(session, edit(session, piece, words("سه قنات در راور آب دارد"), by, 0))


def published(session: Session, opener: Role = Role.CHIEF, at: datetime = NOW) -> Piece:
    """Return a commissioned piece that readers see, with its fee in the ledger.

    The text was approved by the editor, or by the chief where the editor opened the commission.
    """
    piece = assigned(session, opener, at)
    write(session, piece)
    hand_in(session, piece, contributor(session), at)
    approver = person(session, Role.CHIEF if opener is Role.EDITOR else Role.EDITOR)
    move(session, piece, State.APPROVED, approver, at=at)
    publish(session, piece, at)
    session.flush()
    follow_commissions(session, at)
    return piece
