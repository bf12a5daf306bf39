"""Whether the writer may learn from what editors changed in a piece; from those that are there, it may."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("pieces", sa.Column("teaches", sa.Boolean(), nullable=False, server_default=sa.true()))
