"""The pieces that answer questions from the public."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "question_pieces",
        sa.Column("piece_id", sa.Integer(), primary_key=True),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_question_pieces_piece_id"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_question_pieces_question_id"),
    )
    op.create_index("ix_question_pieces_question_id", "question_pieces", ["question_id"])
