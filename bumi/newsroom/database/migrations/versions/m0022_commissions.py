"""Commissions, pitches, and the ledger of fees, whose entries nobody can change."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and the triggers of the ledger."""
    op.create_table(
        "commissions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("county", sa.String(), nullable=False),
        sa.Column("axis", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["opened_by"], ["users.name"], name="fk_commissions_opened_by"),
        sa.CheckConstraint("fee >= 0", name="ck_commissions_fee"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_commissions_state", "commissions", ["state", "deadline"])
    op.create_table(
        "pitches",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("promised", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("piece_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["commission_id"], ["commissions.id"], name="fk_pitches_commission_id"),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_pitches_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["users.name"], name="fk_pitches_decided_by"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_pitches_piece_id"),
        sa.UniqueConstraint("piece_id", name="uq_pitches_piece_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pitches_commission_id", "pitches", ["commission_id"])
    op.create_index("ix_pitches_by", "pitches", ["by"])
    _unique_where("uq_pitches_accepted", ["commission_id"], "state = 'accepted'")
    _unique_where("uq_pitches_standing", ["by", "commission_id"], "state IN ('offered', 'accepted')")
    op.create_table(
        "fee_entries",
        sa.Column("piece_id", sa.Integer(), primary_key=True),
        sa.Column("entry", sa.String(24), primary_key=True),
        sa.Column("contributor", sa.String(), nullable=False),
        sa.Column("rials", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_fee_entries_piece_id"),
        sa.ForeignKeyConstraint(["contributor"], ["users.name"], name="fk_fee_entries_contributor"),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_fee_entries_by"),
    )
    op.create_index("ix_fee_entries_contributor", "fee_entries", ["contributor"])
    op.create_index("ix_fee_entries_at", "fee_entries", ["at"])
    for verb in ("UPDATE", "DELETE"):
        head = f"CREATE TRIGGER fee_entries_no_{verb.lower()} BEFORE {verb} ON fee_entries"
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
        else:
            op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'table fee_entries is immutable'); END")


def _unique_where(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "pitches", columns, unique=True, sqlite_where=condition, postgresql_where=condition)
