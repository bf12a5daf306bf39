"""Versions of briefs, requests for correction and templates; proposals, remarks, and fact-check links."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; every brief is in its first version, and every text answers it."""
    for table in ("pieces", "revisions"):
        op.add_column(table, sa.Column("brief_version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("pieces", sa.Column("redraft_by", sa.String(), server_default="", nullable=False))
    op.create_table(
        "brief_versions",
        *_of_piece(),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("brief", sa.JSON(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        _user("by", required=True),
        _moment("at", required=True),
        sa.Column("why", sa.String(), nullable=False),
        _user("decided_by"),
        _moment("decided_at"),
        sa.Column("answer", sa.String(), nullable=False),
        sa.UniqueConstraint("piece_id", "number"),
    )
    op.create_table(
        "sentence_proposals",
        *_of_piece(),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("kept", sa.String(), nullable=False),
        sa.Column("drafted", sa.String(), nullable=False),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        _moment("at", required=True),
        _user("settled_by"),
        _moment("settled_at"),
    )
    op.create_table(
        "brief_templates",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("agency", sa.String(), nullable=False, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        _user("by", required=True),
        _moment("at", required=True),
    )
    op.create_table(
        "fact_checks",
        *_of_piece(),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("revision_id", sa.Integer(), sa.ForeignKey("revisions.id"), nullable=False),
        _user("by", required=True),
        _moment("created_at", required=True),
        _moment("expires_at", required=True),
        _moment("answered_at"),
        _moment("ended_at"),
        sa.Column("named", sa.String(), nullable=False),
        sa.UniqueConstraint("hash"),
    )
    op.create_table(
        "remarks",
        *_of_piece(),
        sa.Column("revision_id", sa.Integer(), sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("remarks.id"), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        _user("by"),
        sa.Column("check_id", sa.Integer(), sa.ForeignKey("fact_checks.id"), nullable=True),
        _moment("at", required=True),
        _user("done_by"),
        _moment("done_at"),
    )


def _of_piece() -> tuple["sa.Column[int]", "sa.Column[int]"]:
    piece = sa.Column("piece_id", sa.Integer(), sa.ForeignKey("pieces.id"), nullable=False, index=True)
    return sa.Column("id", sa.Integer(), primary_key=True), piece


def _user(name: str, required: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), sa.ForeignKey("users.name"), nullable=not required)


def _moment(name: str, required: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)
