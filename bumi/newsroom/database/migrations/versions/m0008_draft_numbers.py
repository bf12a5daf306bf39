"""Ids of drafts and photos are never reused, and a draft records the page that wrote it last."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, and rebuild the SQLite tables; PostgreSQL never reuses ids anyway."""
    op.add_column("brief_drafts", sa.Column("page", sa.String(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        _count_on("new_brief_drafts", "brief_drafts", _drafts())
        _count_on("new_photos", "photos", _photos())
        for name in ("photos", "brief_drafts"):  # in this order: no row may refer to a dropped table
            op.drop_table(name)
        for name in ("brief_drafts", "photos"):  # the foreign key of photos follows the rename
            op.rename_table(f"new_{name}", name)
        op.create_index("ix_brief_drafts_by", "brief_drafts", ["by"])
        for column in ("draft_id", "piece_id"):
            op.create_index(f"ix_photos_{column}", "photos", [column])


def _count_on(new: str, old: str, parts: "list[sa.schema.SchemaItem]") -> None:
    op.create_table(new, *parts, sqlite_autoincrement=True)
    names = ", ".join(f'"{part.name}"' for part in parts if isinstance(part, sa.Column))
    op.execute(f"INSERT INTO {new} ({names}) SELECT {names} FROM {old}")


def _drafts() -> "list[sa.schema.SchemaItem]":
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page", sa.String(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_brief_drafts_by"),
    ]


def _photos() -> "list[sa.schema.SchemaItem]":
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("piece_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["new_brief_drafts.id"], name="fk_photos_draft_id"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_photos_piece_id"),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_photos_by"),
    ]
