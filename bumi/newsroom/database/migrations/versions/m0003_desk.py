"""Tables of the desk: passwords and agencies of users, sign-ins, brief drafts, photos, and queue sort columns."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns of the desk; existing data stays unchanged."""
    _extend_users()
    _extend_pieces()
    _make_ways_in()
    _make_work_in_hand()


def _extend_users() -> None:
    op.add_column("users", sa.Column("agency", sa.String(), nullable=False, server_default=""))
    op.add_column("users", sa.Column("password", sa.String(), nullable=True))
    op.add_column("users", _moment("closed_at", nullable=True))


def _extend_pieces() -> None:
    op.add_column("pieces", sa.Column("urgency", sa.String(24), nullable=False, server_default="normal"))
    op.add_column("pieces", sa.Column("alone", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("pieces", _moment("state_since", nullable=True))
    op.create_index("ix_pieces_agency", "pieces", ["agency"])
    op.create_index("ix_pieces_publish_at", "pieces", ["publish_at"])
    op.create_index("ix_revision_media_sha256", "revision_media", ["sha256"])
    words = "brief ->> 'urgency'" if op.get_bind().dialect.name == "postgresql" else "json_extract(brief, '$.urgency')"
    op.execute(f"UPDATE pieces SET urgency = coalesce({words}, 'normal')")
    op.execute(
        "UPDATE pieces SET state_since = (SELECT max(at) FROM timeline "
        "WHERE timeline.piece_id = pieces.id AND timeline.to_state IS NOT NULL)"
    )


def _make_ways_in() -> None:
    op.create_table(
        "invitations",
        _text("hash", primary_key=True),
        _text("user"),
        _text("by"),
        _moment("created_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
        _to("invitations", "user", "users.name"),
        _to("invitations", "by", "users.name"),
    )
    op.create_index("ix_invitations_user", "invitations", ["user"])
    op.create_table(
        "sign_ins",
        _text("hash", primary_key=True),
        _text("user"),
        _moment("created_at"),
        _moment("seen_at"),
        _to("sign_ins", "user", "users.name"),
    )
    op.create_index("ix_sign_ins_user", "sign_ins", ["user"])
    op.create_table(
        "sign_in_attempts",
        _number("id", primary_key=True),
        _moment("at"),
        _text("user", nullable=True),
        _text("address"),
        _text("outcome"),
        _to("sign_in_attempts", "user", "users.name"),
    )
    op.create_index("ix_sign_in_attempts_at", "sign_in_attempts", ["at"])
    op.create_table(
        "agency_tokens",
        _number("id", primary_key=True),
        _text("hash"),
        _text("user"),
        _text("label"),
        _text("by"),
        _moment("created_at"),
        _moment("used_at", nullable=True),
        _moment("ended_at", nullable=True),
        sa.UniqueConstraint("hash", name="uq_agency_tokens_hash"),
        _to("agency_tokens", "user", "users.name"),
        _to("agency_tokens", "by", "users.name"),
    )
    op.create_table(
        "api_requests",
        _number("token_id", primary_key=True),
        _text("key", primary_key=True),
        _text("body_hash"),
        _number("piece_id"),
        _moment("at"),
        _to("api_requests", "token_id", "agency_tokens.id"),
        _to("api_requests", "piece_id", "pieces.id"),
    )


def _make_work_in_hand() -> None:
    op.create_table(
        "brief_drafts",
        _number("id", primary_key=True),
        _text("by"),
        sa.Column("form", sa.JSON(), nullable=False),
        _moment("created_at"),
        _moment("updated_at"),
        _to("brief_drafts", "by", "users.name"),
    )
    op.create_index("ix_brief_drafts_by", "brief_drafts", ["by"])
    op.create_table(
        "photos",
        _number("id", primary_key=True),
        _number("draft_id", nullable=True),
        _number("piece_id", nullable=True),
        _text("by"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _number("width"),
        _number("height"),
        _moment("at"),
        _to("photos", "draft_id", "brief_drafts.id"),
        _to("photos", "piece_id", "pieces.id"),
        _to("photos", "by", "users.name"),
    )
    op.create_index("ix_photos_draft_id", "photos", ["draft_id"])
    op.create_index("ix_photos_piece_id", "photos", ["piece_id"])


def _text(name: str, primary_key: bool = False, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), primary_key=primary_key, nullable=nullable)


def _number(name: str, primary_key: bool = False, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), primary_key=primary_key, nullable=nullable)


def _moment(name: str, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")
