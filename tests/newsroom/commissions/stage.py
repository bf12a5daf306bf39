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


def opened(session: Session, deadline: datetime = NOW + WEEK) -> Commission:
    """Return a commission that the chief opened; the editor accepts pitches for it."""
    return open_commission(session, terms(deadline), person(session, Role.CHIEF), NOW)


def offered(session: Session, found: Commission, name: str = "گلنار") -> Pitch:
    return pitch(session, found, OFFER, None, contributor(session, name), NOW)


def assigned(session: Session) -> Piece:
    """Return the piece of a commission that «گلنار» has."""
    return accept_pitch(session, offered(session, opened(session)).id, person(session, Role.EDITOR), NOW)


def write(session: Session, piece: Piece) -> None:
    """Let the contributor write findings and text, and have it checked and illustrated."""
    by = contributor(session)
    keep_findings(session, piece, ["سه قنات آب دارد؛ گفته میراب راور"], by)
    finish_work(session, edit(session, piece, words("سه قنات در راور آب دارد"), by, 0))


def published(session: Session) -> Piece:
    """Return a commissioned piece that readers see, approved by the editor, with its fee in the ledger."""
    piece = assigned(session)
    write(session, piece)
    hand_in(session, piece, contributor(session), NOW)
    move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=NOW)
    publish(session, piece)
    session.flush()
    follow_commissions(session, NOW)
    return piece
