"""Which published stories and answers are about the same thing as a piece, by the words of their headlines."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.states import HIDDEN
from bumi.newsroom.tables import Piece, QuestionPiece, Revision
from bumi.persian.morphology import content_lemmas
from bumi.province import province
from bumi.words import APART, Kind, Urgency

SHOWABLE = (Piece.published_revision_id.is_not(None), Piece.state.not_in(HIDDEN), ~Piece.outdated)
"""What holds for the pieces that pages may link to."""

_RECENT = timedelta(days=180)
_COMPARED = 200  # of each kind, the latest
_FEWEST, _SHARE = 2, 0.5  # words in common, and of the words of the shorter headline


def answers(session: Session, piece: Piece) -> list[int]:
    """Return the answers to the public about the same thing as `piece`, the likest first; none for staff's texts."""
    if piece.kind is Kind.LITERACY or piece.urgency is Urgency.CRISIS:
        return []
    published = select(Piece).join(QuestionPiece, QuestionPiece.piece_id == Piece.id)
    return _alike(session, piece, published.order_by(Piece.id.desc()))


def stories(session: Session, piece: Piece, at: datetime) -> list[int]:
    """Return the recent stories about the same thing as `piece`, which goes out at `at`, the likest first."""
    recent = (Piece.published_at > at - _RECENT, Piece.kind.not_in(APART), Piece.urgency != Urgency.CRISIS)
    return _alike(session, piece, select(Piece).where(*recent).order_by(Piece.published_at.desc(), Piece.id.desc()))


def _alike(session: Session, piece: Piece, pieces: Select[Piece]) -> list[int]:
    """Return those of the first of `pieces`, of the same county or the whole province, that are about the same."""
    land, headline = province().name, Revision.fields["headline"].as_string()
    query = (
        pieces.join(Revision, Revision.id == Piece.published_revision_id)
        .with_only_columns(Piece.id, headline)
        .where(Piece.id != piece.id, *SHOWABLE)
        .limit(_COMPARED)
    )
    if piece.county != land:
        query = query.where(or_(Piece.county == piece.county, Piece.county == land))
    others = session.execute(query).all()
    if not others or piece.revision is None:
        return []
    own, found = _telling(piece.revision.fields["headline"], piece.county), []
    for id, other in others:
        words = _telling(other, piece.county)
        common = len(own & words)
        if common >= _FEWEST and common >= _SHARE * min(len(own), len(words)):
            found.append((-common, id))
    return [id for _, id in sorted(found, key=lambda each: each[0])]


def _telling(headline: str, county: str) -> set[str]:
    """Return the words of a headline that say what it is about; its county, which all have, is none."""
    return content_lemmas(headline) - content_lemmas(f"{county} {province().name}")
