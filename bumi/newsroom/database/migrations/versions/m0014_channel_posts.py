"""The ledger of channels, and the channels that were opened."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_DUE = sa.text("next_attempt_at IS NOT NULL")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "channel_posts",
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("revision_id", sa.Integer()),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("pictures_hash", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True)),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True)),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("piece_id", "channel", "number", name="pk_channel_posts"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_channel_posts_piece_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_channel_posts_revision_id"),
    )
    op.create_index(
        "ix_channel_posts_due",
        "channel_posts",
        ["channel", "next_attempt_at"],
        sqlite_where=_DUE,
        postgresql_where=_DUE,
    )
    op.create_index("ix_channel_posts_state_channel", "channel_posts", ["state", "channel"])
    op.create_table(
        "open_channels",
        sa.Column("channel", sa.String(24), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True)),
        sa.Column("problem", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_open_channels"),
    )
