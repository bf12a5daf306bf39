"""Tables of the province's plan: campaigns, shared messages, crisis notices, occasions, measures; a piece's axis."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STANDING = sa.text("dropped = ''")


def upgrade() -> None:
    """Create the tables, and copy the axis of each piece into a column by which coverage is aggregated."""
    _add_axis()
    _make_campaigns()
    _make_messages()
    _make_crises()
    _make_measures()


def _add_axis() -> None:
    op.add_column("pieces", sa.Column("axis", sa.String(), nullable=False, server_default=""))
    axis = "brief ->> 'axis'" if op.get_bind().dialect.name == "postgresql" else "json_extract(brief, '$.axis')"
    op.execute(f"UPDATE pieces SET axis = {axis}")
    op.create_index(
        "ix_pieces_coverage", "pieces", ["published_at", "state", "county", "axis", "agency", "kind", "created_at"]
    )


def _make_campaigns() -> None:
    op.create_table(
        "campaigns",
        _number("id", primary_key=True),
        _text("plan"),
        _json("brief"),
        _moment("starts_at"),
        _moment("ends_at"),
        _text("started_by"),
        _moment("created_at"),
        _moment("cancelled_at", nullable=True),
        _text("cancelled_why"),
        _number("version"),
        _to("campaigns", "started_by", "users.name"),
    )
    op.create_index("ix_campaigns_starts_at", "campaigns", ["starts_at"])
    op.create_table(
        "appearances",
        _number("id", primary_key=True),
        _number("campaign_id"),
        _text("step"),
        _moment("draft_at"),
        _moment("publish_at"),
        _number("piece_id", nullable=True),
        _text("dropped"),
        _to("appearances", "campaign_id", "campaigns.id"),
        _to("appearances", "piece_id", "pieces.id"),
    )
    for column in ("campaign_id", "draft_at", "piece_id"):
        op.create_index(f"ix_appearances_{column}", "appearances", [column])
    op.create_index(
        "uq_appearances_standing",
        "appearances",
        ["campaign_id", "step"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_table(
        "occasion_pieces",
        _number("piece_id", primary_key=True),
        _text("slug"),
        sa.Column("day", sa.Date(), nullable=False),
        _to("occasion_pieces", "piece_id", "pieces.id"),
    )
    op.create_index("ix_occasion_pieces_slug", "occasion_pieces", ["slug"])


def _make_messages() -> None:
    op.create_table(
        "messages",
        _number("id", primary_key=True),
        _text("title"),
        _number("approved", nullable=True),
        _moment("created_at"),
    )
    op.create_table(
        "message_versions",
        _number("message_id", primary_key=True),
        _number("number", primary_key=True),
        _json("content"),
        _text("by"),
        _moment("at"),
        _text("approved_by", nullable=True),
        _moment("approved_at", nullable=True),
        _to("message_versions", "message_id", "messages.id"),
        _to("message_versions", "by", "users.name"),
        _to("message_versions", "approved_by", "users.name"),
    )
    op.create_table(
        "message_uses",
        _number("piece_id", primary_key=True),
        _number("message_id"),
        _number("version"),
        _json("brief"),
        _to("message_uses", "piece_id", "pieces.id"),
        _to("message_uses", "message_id", "messages.id"),
    )
    op.create_index("ix_message_uses_message_id", "message_uses", ["message_id"])


def _make_crises() -> None:
    op.create_table(
        "crisis_notices",
        _number("piece_id", primary_key=True),
        _number("follows", nullable=True),
        _text("template"),
        _json("facts"),
        _moment("next_update_at"),
        _moment("closed_at", nullable=True),
        _to("crisis_notices", "piece_id", "pieces.id"),
        _to("crisis_notices", "follows", "pieces.id"),
    )
    op.create_index("ix_crisis_notices_next_update_at", "crisis_notices", ["next_update_at"])


def _make_measures() -> None:
    op.create_table(
        "measures",
        _number("piece_id", primary_key=True),
        *(_number(name) for name in ("revision_id", "words", "findings", "kept", "sentences", "reach")),
        _to("measures", "piece_id", "pieces.id"),
        _to("measures", "revision_id", "revisions.id"),
    )


def _text(name: str, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, primary_key: bool = False, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), primary_key=primary_key, nullable=nullable)


def _moment(name: str, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.JSON(), nullable=False)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")
