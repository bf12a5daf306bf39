"""The earlier stories that the page of a story links to."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "story_links",
        sa.Column("piece_id", sa.Integer(), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_story_links_piece_id"),
        sa.ForeignKeyConstraint(["earlier_id"], ["pieces.id"], name="fk_story_links_earlier_id"),
    )
    op.create_index("ix_story_links_earlier_id", "story_links", ["earlier_id"])
