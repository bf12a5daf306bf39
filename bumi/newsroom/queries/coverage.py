"""Coverage figures: published pieces by county, axis, agency, kind and week, and the measures kept of each piece."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Float, and_, case, cast, exists, extract, func, select
from sqlalchemy.orm import Session

from bumi.newsroom.queries.reach import ChannelReach, ReadPiece, by_channel, is_known, most_read
from bumi.newsroom.states import GONE
from bumi.newsroom.tables import Measure, Piece, ReachDay, Revision
from bumi.newsroom.workflow.findings import findings
from bumi.persian.calendar import tehran_day
from bumi.persian.morphology import sentences, words
from bumi.piece import Fields

Dimension = Literal["county", "axis", "agency", "kind"]

DIMENSIONS: tuple[Dimension, ...] = ("county", "axis", "agency", "kind")
_FEW_EDITS = 0.8  # minimum share of a draft's sentences kept for a piece to count as lightly edited
_WEEK = timedelta(days=7)
_UNMEASURED = (
    Piece.published_revision_id.is_not(None),
    Measure.revision_id.is_distinct_from(Piece.published_revision_id),
)


class CoverageTally(NamedTuple):
    """The number of published pieces, and how often they were read; None where no access log of their time was read."""

    pieces: int
    reach: int | None


class Quality(NamedTuple):
    """Averages of how pieces were produced; None if there is no data.

    `hours` from brief to publication, `findings` per 1,000 words, the share of pieces published with `few_edits`, and
    the share of the machine's sentences that were `kept`.
    """

    hours: float | None
    findings: float | None
    few_edits: float | None
    kept: float | None


class Week(NamedTuple):
    """A week, by the moment it begins, with its published pieces and the share of sentences kept."""

    begin: datetime
    pieces: int
    kept: float | None


def published_before(session: Session, moment: datetime) -> bool:
    """Return whether any piece was first published before a moment."""
    return bool(session.scalar(select(exists().where(Piece.published_at < moment))))


def tallies(session: Session, begin: datetime, end: datetime) -> dict[Dimension, dict[str, CoverageTally]]:
    """Return tallies of pieces first published from `begin` to before `end`, by dimension and name."""
    named = (Piece.county, Piece.axis, Piece.agency, Piece.kind)
    published = _published(begin, end)
    pieces = _by_name(session.execute(select(*named, func.count()).where(published).group_by(*named)))
    read = select(*named, func.sum(ReachDay.views)).join(ReachDay, ReachDay.piece_id == Piece.id)
    views = _by_name(session.execute(read.where(published).group_by(*named)))
    known = is_known(session, tehran_day(begin))
    return {
        dimension: {
            name: CoverageTally(count, views[dimension][name] if known else None) for name, count in counts.items()
        }
        for dimension, counts in pieces.items()
    }


def channel_reach(session: Session, begin: datetime, end: datetime) -> list[ChannelReach]:
    """Return how the readers of pieces published from `begin` to before `end` came, the most used channel first."""
    return by_channel(session, _published(begin, end))


def most_read_pieces(session: Session, begin: datetime, end: datetime, count: int) -> list[ReadPiece]:
    """Return the most read pieces published from `begin` to before `end`, the most read first."""
    return most_read(session, _published(begin, end), count)


def _by_name(rows: Iterable[Sequence[Any]]) -> dict[Dimension, Counter[str]]:
    """Return sums by dimension and name of rows with county, axis, agency, kind and a number."""
    found: dict[Dimension, Counter[str]] = {dimension: Counter() for dimension in DIMENSIONS}
    for *names, number in rows:
        for dimension, name in zip(DIMENSIONS, names, strict=True):
            found[dimension][str(name)] += int(number or 0)
    return found


def weeks(session: Session, begin: datetime, count: int) -> list[Week]:
    """Return `count` weeks from `begin` on, including empty ones."""
    ends = [begin + number * _WEEK for number in range(1, count + 1)]
    # Compares moments, because the databases round seconds differently.
    week = case(*((Piece.published_at < end, number) for number, end in enumerate(ends)))
    query = (
        select(week, func.count(), _kept())
        .select_from(Piece)
        .outerjoin(Measure, Measure.piece_id == Piece.id)
        .where(_published(begin, begin + count * _WEEK))
        .group_by(week)
    )
    found = {number: (pieces, kept) for number, pieces, kept in session.execute(query)}
    return [Week(begin + number * _WEEK, *found.get(number, (0, None))) for number in range(count)]


def quality(session: Session, begin: datetime, end: datetime) -> Quality:
    """Return the quality averages of the pieces published from `begin` to before `end`."""
    published, created = (extract("epoch", Piece.__table__.c[name]) for name in ("published_at", "created_at"))
    few = case((Measure.kept >= _FEW_EDITS * Measure.sentences, 1.0), else_=0.0)
    query = (
        select(
            func.avg(cast(published - created, Float)) / 3600,
            1000.0 * func.sum(Measure.findings) / func.nullif(func.sum(Measure.words), 0),
            func.avg(case((Measure.sentences > 0, few))),
            _kept(),
        )
        .select_from(Piece)
        .outerjoin(Measure, Measure.piece_id == Piece.id)
        .where(_published(begin, end))
    )
    return Quality(*(None if value is None else float(value) for value in session.execute(query).one()))


def unmeasured(session: Session) -> Iterable[Piece]:
    """Return up to 500 published pieces whose published revision has not been measured, oldest first."""
    query = select(Piece).outerjoin(Measure, Measure.piece_id == Piece.id).where(*_UNMEASURED)
    return session.scalars(query.order_by(Piece.id).limit(500))


def any_unmeasured(session: Session) -> bool:
    """Return whether there are unmeasured published pieces."""
    query = select(Piece.id).outerjoin(Measure, Measure.piece_id == Piece.id).where(*_UNMEASURED)
    return session.scalar(query.limit(1)) is not None


def _published(begin: datetime, end: datetime) -> ColumnElement[bool]:
    """Return the condition for pieces published from `begin` to before `end` and not taken back since."""
    return and_(Piece.published_at >= begin, Piece.published_at < end, Piece.state.not_in(GONE))


def _kept() -> ColumnElement[float | Decimal]:
    return 1.0 * func.sum(Measure.kept) / func.nullif(func.sum(Measure.sentences), 0)


_READ = ("headline", "lede", "body")


def measure_published(session: Session) -> int:
    """Measure up to 500 published pieces that are new or corrected since they were measured; return their number."""
    found = list(unmeasured(session))
    for piece in found:
        published = piece.published_revision
        if published is None:  # never None: the query selects by it
            continue
        kept, of = _kept_of(session, piece)
        texts = published.fields_model.texts()
        measure = session.get(Measure, piece.id) or Measure(piece_id=piece.id)
        measure.revision_id = published.id
        measure.words = sum(len(words(texts[field])) for field in _READ)
        measure.findings = len(findings(session, piece))
        measure.kept, measure.sentences = kept, of
        session.add(measure)
    session.flush()
    return len(found)


def kept_sentences(draft: Fields, published: Fields) -> tuple[list[str], list[str]]:
    """Return the draft's lede and body sentences that were published unchanged, and all of the draft's sentences."""
    drafted, read = _sentences(draft), set(_sentences(published))
    return [sentence for sentence in drafted if sentence in read], drafted


def _kept_of(session: Session, piece: Piece) -> tuple[int, int]:
    """Return how many of the machine's sentences were published, and how many it wrote; (0, 0) without its draft."""
    first = session.scalar(select(Revision).where(Revision.piece_id == piece.id, Revision.number == 1))
    if first is None or first.model is None or piece.published_revision is None:
        return 0, 0
    kept, drafted = kept_sentences(first.fields_model, piece.published_revision.fields_model)
    return len(kept), len(drafted)


def _sentences(fields: Fields) -> list[str]:
    return [text[start:end] for text in (fields.lede, fields.body) for start, end in sentences(text)]
