"""What is counted of each published piece, once: words, findings that stood, and how much of the draft was kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.content.findings import findings
from bumi.newsroom.queries.coverage import unmeasured
from bumi.newsroom.tables import Measure, Piece, Revision
from bumi.persian.morphology import sentences, words
from bumi.piece import Fields

__all__ = ["kept_sentences", "measure_published", "record_reach"]

_READ = ("headline", "lede", "body")


def measure_published(session: Session) -> int:
    """Measure the published pieces that have not been, or were corrected since; return how many those were."""
    found = list(unmeasured(session))
    for piece in found:
        published = piece.published_revision
        if published is None:  # the query has found it by that
            continue
        kept, of = _kept(session, piece)
        texts = published.fields_model.texts()
        measure = session.get(Measure, piece.id) or Measure(piece_id=piece.id, reach=0)
        measure.revision_id = published.id
        measure.words = sum(len(words(texts[field])) for field in _READ)
        measure.findings = len(findings(session, piece))
        measure.kept, measure.sentences = kept, of
        session.add(measure)
    session.flush()
    return len(found)


def record_reach(session: Session, piece: Piece, reach: int) -> None:
    """Keep how often a piece has been read or seen, as its channels count; the piece is measured first."""
    measure_published(session)
    if measure := session.get(Measure, piece.id):
        measure.reach = reach
        session.flush()


def kept_sentences(draft: Fields, published: Fields) -> tuple[list[str], list[str]]:
    """Return the sentences of a draft's lede and body that readers got word for word, and all that it had."""
    drafted, read = _sentences(draft), set(_sentences(published))
    return [sentence for sentence in drafted if sentence in read], drafted


def _kept(session: Session, piece: Piece) -> tuple[int, int]:
    """Return how many of the machine's sentences readers got, and how many it wrote; 0 of 0 where a person did."""
    first = session.scalar(select(Revision).where(Revision.piece_id == piece.id, Revision.number == 1))
    if first is None or first.model is None or piece.published_revision is None:
        return 0, 0
    kept, drafted = kept_sentences(first.fields_model, piece.published_revision.fields_model)
    return len(kept), len(drafted)


def _sentences(fields: Fields) -> list[str]:
    return [text[start:end] for text in (fields.lede, fields.body) for start, end in sentences(text)]
