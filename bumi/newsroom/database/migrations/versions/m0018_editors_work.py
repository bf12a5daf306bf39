"""Who has a piece, which revisions editors have opened, and what can be undone for a minute."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "assignments",
        sa.Column("piece_id", sa.Integer(), primary_key=True),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_assignments_piece_id"),
        sa.ForeignKeyConstraint(["holder"], ["users.name"], name="fk_assignments_holder"),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_assignments_by"),
    )
    op.create_index("ix_assignments_holder", "assignments", ["holder"])
    op.create_table(
        "opened_revisions",
        sa.Column("piece_id", sa.Integer(), primary_key=True),
        sa.Column("by", sa.String(), primary_key=True),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_opened_revisions_piece_id"),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_opened_revisions_by"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_opened_revisions_revision_id"),
    )
    op.create_table(
        "undoable_actions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("back", sa.String(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_undoable_actions_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_undoable_actions_until", "undoable_actions", ["until"])
