"""Deleted drafts, unsaved edits, the search text of pieces, and an index of renditions by hash."""

import sqlalchemy as sa
from alembic import op

from bumi.newsroom.index.search import search_text

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns, and fill the search text of existing pieces."""
    op.add_column("brief_drafts", sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_renditions_sha256", "renditions", ["sha256"])
    op.create_table(
        "unsaved_edits",
        sa.Column("piece_id", sa.Integer(), primary_key=True),
        sa.Column("by", sa.String(), primary_key=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_unsaved_edits_piece_id"),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_unsaved_edits_by"),
    )
    _fill_search()


def _fill_search() -> None:
    texts = op.create_table(
        "search_texts",
        sa.Column("piece_id", sa.Integer(), primary_key=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_search_texts_piece_id"),
    )
    query = sa.text(
        "SELECT pieces.id, pieces.brief, revisions.fields, pieces.agency, pieces.county "
        "FROM pieces LEFT JOIN revisions ON revisions.id = pieces.revision_id"
    ).columns(id=sa.Integer, brief=sa.JSON, fields=sa.JSON)
    for some in op.get_bind().execute(query).partitions(1000):
        rows = [(id, search_text(brief["topic"], (fields or {}).get("headline", ""), agency, county))
                for id, brief, fields, agency, county in some]  # fmt: skip
        op.bulk_insert(texts, [{"piece_id": id, "text": text} for id, text in rows])
