"""Everything about one piece, as data: what `bumi show` answers."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import Piece

__all__ = ["details"]


def details(session: "Session", piece: "Piece") -> dict[str, Any]:
    """Return the line of `piece` with its brief, words, sources, findings, media and timeline."""
    from bumi.newsroom.content.pieces import findings
    from bumi.newsroom.workflow.timeline import timeline
    from bumi.pipeline.report import line

    revision = piece.revision
    return {
        **line(session, piece),
        "submitted_by": piece.submitted_by,
        "approved_by": piece.approved_by,
        "published_at": piece.published_at.isoformat() if piece.published_at else None,
        "brief": piece.brief_model.model_dump(mode="json", exclude_defaults=True),
        "fields": revision.fields if revision else None,
        "sources": revision.sources if revision else [],
        "model": revision.model if revision else None,
        "media": [media.model_dump(mode="json") for media in revision.media] if revision else [],
        "findings": [finding.model_dump(mode="json") for finding in findings(session, piece)],
        "timeline": [
            {"at": entry.at.isoformat(), "by": entry.by, "what": entry.what, "why": entry.why}
            for entry in timeline(session, piece)
        ],
    }
