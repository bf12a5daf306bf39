"""The lead of the front page that an editor has chosen, and the warnings that have ended on it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "chosen_lead",
        sa.Column("slot", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("piece_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_chosen_lead_piece_id"),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_chosen_lead_by"),
    )
    op.create_table(
        "ended_warnings",
        sa.Column("piece_id", sa.Integer(), primary_key=True),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_ended_warnings_piece_id"),
    )
