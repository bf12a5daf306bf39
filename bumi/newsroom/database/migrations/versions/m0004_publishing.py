"""Publishing tables: a fuller ledger, shelves of stories, a publication log, and image renditions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

IMMUTABLE = ("publications", "renditions")


def upgrade() -> None:
    """Add the tables and columns; the next run places stories that are already published on shelves."""
    _extend_pieces()
    _extend_ledger()
    _make_shelves()
    _make_record()
    _keep_immutable()


def _extend_pieces() -> None:
    with op.batch_alter_table("pieces") as pieces:
        pieces.add_column(sa.Column("begun_by", sa.String(), nullable=False, server_default=""))
        pieces.add_column(sa.Column("next_attempt_at", sa.DateTime(timezone=True)))
        pieces.add_column(sa.Column("outdated", sa.Boolean(), nullable=False, server_default=sa.false()))
        pieces.add_column(sa.Column("expired_at", sa.DateTime(timezone=True)))
    for column in ("outdated", "expire_at", "republished_at"):
        op.create_index(f"ix_pieces_{column}", "pieces", [column])
    # Failed publications are retried at once.
    op.execute(
        "UPDATE pieces SET next_attempt_at = updated_at WHERE state IN ('publish_failed', 'publish_unconfirmed')"
    )


def _extend_ledger() -> None:
    with op.batch_alter_table("stored_objects") as ledger:
        for name in ("md5", "edition", "run"):
            ledger.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        ledger.add_column(sa.Column("wanted", sa.Boolean(), nullable=False, server_default=sa.true()))
        ledger.add_column(sa.Column("next_attempt_at", sa.DateTime(timezone=True)))
        ledger.add_column(sa.Column("piece_id", sa.Integer()))
        ledger.create_foreign_key("fk_stored_objects_piece_id", "pieces", ["piece_id"], ["id"])
    op.execute("UPDATE stored_objects SET outcome = 'unknown'")  # every stored object is checked again
    for column in ("piece_id", "outcome", "edition"):
        op.create_index(f"ix_stored_objects_{column}", "stored_objects", [column])


def _make_shelves() -> None:
    op.create_table(
        "shelves",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
    )
    op.create_table(
        "shelf_places",
        sa.Column("shelf", sa.String(), sa.ForeignKey("shelves.name", name="fk_shelf_places_shelf"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_shelf_places_piece_id"),
        sa.UniqueConstraint("piece_id", "shelf", name="uq_shelf_places_piece_id_shelf"),
    )
    op.create_table(
        "stale_lists",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("changes", sa.Integer(), nullable=False),
    )


def _make_record() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_publications_piece_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_publications_revision_id"),
        sa.ForeignKeyConstraint(["approved_by"], ["users.name"], name="fk_publications_approved_by"),
    )
    op.create_index("ix_publications_piece_id", "publications", ["piece_id"])
    op.create_table(
        "former_slugs",
        sa.Column("slug", sa.String(), primary_key=True),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_former_slugs_piece_id"),
    )
    op.create_index("ix_former_slugs_piece_id", "former_slugs", ["piece_id"])
    op.create_table(
        "renditions",
        sa.Column("of", sa.String(), primary_key=True),
        sa.Column("content_type", sa.String(), primary_key=True),
        sa.Column("width", sa.Integer(), primary_key=True),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["of"], ["media_files.sha256"], name="fk_renditions_of"),
        sa.ForeignKeyConstraint(["sha256"], ["media_files.sha256"], name="fk_renditions_sha256"),
    )


def _keep_immutable() -> None:
    for table in IMMUTABLE:
        for verb in ("UPDATE", "DELETE"):
            head = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
            if op.get_bind().dialect.name == "postgresql":
                op.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
            else:
                op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'table {table} is immutable'); END")
