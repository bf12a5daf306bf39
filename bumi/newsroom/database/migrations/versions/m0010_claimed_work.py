"""Claims of pipeline work: which pieces may need a step, and which run holds them until when."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and their indexes; every piece before an editor's approval may need a step."""
    op.add_column("pieces", sa.Column("waits", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("pieces", sa.Column("worked_by", sa.String(), server_default="", nullable=False))
    op.add_column("pieces", sa.Column("worked_until", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE pieces SET waits = :yes WHERE state IN ('draft', 'submitted', 'changes_requested')")
               .bindparams(sa.bindparam("yes", True, sa.Boolean())))  # fmt: skip
    waits = sa.text("waits = 1"), sa.text("waits")
    held = sa.text("worked_by <> ''"), sa.text("worked_by <> ''")
    for name, columns, (sqlite, postgresql) in (
        ("ix_pieces_waits", ["urgency", "id"], waits),
        ("ix_pieces_worked_by", ["worked_by"], held),
    ):
        op.create_index(name, "pieces", columns, sqlite_where=sqlite, postgresql_where=postgresql)
