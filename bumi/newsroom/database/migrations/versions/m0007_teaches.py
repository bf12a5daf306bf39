"""The `teaches` column: whether the writer may learn from a piece; true for existing pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("pieces", sa.Column("teaches", sa.Boolean(), nullable=False, server_default=sa.true()))
