"""The sections that pages show, by their names in briefs; and indexes of pieces by state."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, which the next publication fills, and the indexes, in place of that of states alone."""
    op.create_table(
        "section_names",
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("said", sa.String(), primary_key=True),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
    )
    op.drop_index("ix_pieces_state", "pieces")
    op.create_index("ix_pieces_queue", "pieces", ["state", "urgency", "publish_at", "embargo_until", "state_since"])
    op.create_index("ix_pieces_state_expiry", "pieces", ["state", "expire_at"])
    op.create_index("ix_pieces_state_republished", "pieces", ["state", "republished_at"])
