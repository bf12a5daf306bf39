"""Initial schema: tables, triggers that make the record immutable, and the machine user.

Migrations only go forward; to go back, restore a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

IMMUTABLE = ("revisions", "revision_media", "media_files", "timeline")
MUTUAL = ("revision_id", "returned_revision_id", "published_revision_id")


def upgrade() -> None:
    """Create the initial schema."""
    _make_people_and_objects()
    _make_pieces()
    _make_revisions()
    _make_record()
    _keep_immutable()
    op.bulk_insert(sa.table("users", sa.column("name"), sa.column("role")), [{"name": "bumi", "role": "machine"}])


def _make_people_and_objects() -> None:
    op.create_table("users", _text("name", primary_key=True), _word("role"))
    op.create_table(
        "media_files",
        _text("sha256", primary_key=True),
        _text("content_type"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "stored_objects",
        _text("key", primary_key=True),
        _text("sha256"),
        _number("size"),
        _text("content_type"),
        _word("outcome"),
        _number("attempts"),
        _text("error"),
        _moment("updated_at"),
    )


def _make_pieces() -> None:
    op.create_table(
        "pieces",
        _number("id", primary_key=True),
        _text("slug"),
        _word("state"),
        _json("brief"),
        _word("kind"),
        _text("agency"),
        _text("county"),
        _text("submitted_by"),
        _moment("publish_at", nullable=True),
        _moment("embargo_until", nullable=True),
        _moment("expire_at", nullable=True),
        *(_number(name, nullable=True) for name in MUTUAL),
        _text("approved_by", nullable=True),
        _text("approved_hash", nullable=True),
        _moment("approved_at", nullable=True),
        _moment("begun_at", nullable=True),
        _moment("published_at", nullable=True),
        _moment("republished_at", nullable=True),
        _text("correction"),
        _text("withdrawn"),
        _text("problem"),
        _text("problem_step"),
        _number("attempts"),
        _number("version"),
        _moment("created_at"),
        _moment("updated_at"),
        _to("pieces", "submitted_by", "users.name"),
        _to("pieces", "approved_by", "users.name"),
        # SQLite accepts a foreign key to a table that does not exist yet; PostgreSQL gets it in _make_revisions.
        *(_to("pieces", name, "revisions.id", use_alter=True) for name in MUTUAL),
    )
    op.create_index("ix_pieces_state", "pieces", ["state"])


def _make_revisions() -> None:
    op.create_table(
        "revisions",
        _number("id", primary_key=True),
        _number("piece_id"),
        _number("number"),
        _json("fields"),
        _json("sources"),
        _json("model", nullable=True),
        _text("hash"),
        _text("by"),
        _moment("created_at"),
        sa.UniqueConstraint("piece_id", "number", name="uq_revisions_piece_id_number"),
        _to("revisions", "piece_id", "pieces.id"),
        _to("revisions", "by", "users.name"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for name in MUTUAL:
            op.create_foreign_key(f"fk_pieces_{name}", "pieces", "revisions", [name], ["id"])
    op.create_table(
        "checkups",
        _number("revision_id", primary_key=True),
        _json("findings"),
        _moment("at"),
        _to("checkups", "revision_id", "revisions.id"),
    )
    op.create_table(
        "revision_media",
        _number("revision_id", primary_key=True),
        _number("position", primary_key=True),
        _text("sha256"),
        _json("media"),
        _to("revision_media", "revision_id", "revisions.id"),
        _to("revision_media", "sha256", "media_files.sha256"),
    )


def _make_record() -> None:
    op.create_table(
        "dismissals",
        _number("piece_id", primary_key=True),
        _text("fingerprint", primary_key=True),
        _text("by"),
        _text("why"),
        _moment("at"),
        _to("dismissals", "piece_id", "pieces.id"),
        _to("dismissals", "by", "users.name"),
    )
    op.create_table(
        "timeline",
        _number("id", primary_key=True),
        _number("piece_id"),
        _moment("at"),
        _text("by"),
        _word("from_state", nullable=True),
        _word("to_state", nullable=True),
        _text("what"),
        _text("why"),
        _to("timeline", "piece_id", "pieces.id"),
        _to("timeline", "by", "users.name"),
    )
    op.create_index("ix_timeline_piece_id", "timeline", ["piece_id"])


def _keep_immutable() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'table % is immutable', TG_TABLE_NAME; END $$"
        )
    for table in IMMUTABLE:
        for verb in ("UPDATE", "DELETE"):
            head = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
            if op.get_bind().dialect.name == "postgresql":
                op.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
            else:
                op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'table {table} is immutable'); END")


def _text(name: str, primary_key: bool = False, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), primary_key=primary_key, nullable=nullable)


def _word(name: str, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(24), nullable=nullable)


def _number(name: str, primary_key: bool = False, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), primary_key=primary_key, nullable=nullable)


def _moment(name: str, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.JSON(), nullable=nullable)


def _to(table: str, column: str, target: str, use_alter: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", use_alter=use_alter)
