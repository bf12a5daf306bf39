"""Bytes of images may lie outside the database; `bumi media move` takes those out that are in it.

Nothing is copied here, however large the database is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TAKEN_OUT = (
    "NEW.sha256 = OLD.sha256 AND NEW.content_type = OLD.content_type "
    "AND OLD.data IS NOT NULL AND NEW.data IS NULL AND NEW.size = length(OLD.data)"
)
"""The only change that an image may see."""


def upgrade() -> None:
    """Make the bytes optional, add sizes, an index of what is inside, and the table of unused objects."""
    op.add_column("media_files", sa.Column("size", sa.Integer(), nullable=True))
    op.add_column("photos", sa.Column("sha256", sa.String(), nullable=True))
    op.add_column("photos", sa.Column("size", sa.Integer(), nullable=True))
    op.create_index("ix_photos_sha256", "photos", ["sha256"])
    for table, key in (("media_files", "sha256"), ("photos", "id")):
        inside = sa.text("data IS NOT NULL")
        op.create_index(f"ix_{table}_inside", table, [key], sqlite_where=inside, postgresql_where=inside)
    op.create_table(
        "unused_media",
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("media_files", "photos"):
            op.alter_column(table, "data", nullable=True)
        op.execute("DROP TRIGGER media_files_no_update ON media_files")
        op.execute(
            "CREATE TRIGGER media_files_no_update BEFORE UPDATE ON media_files FOR EACH ROW "
            f"WHEN (({_TAKEN_OUT}) IS NOT TRUE) EXECUTE FUNCTION refuse_change()"
        )
        return
    _let_sqlite_have_none()
    op.execute("DROP TRIGGER media_files_no_update")
    op.execute(
        "CREATE TRIGGER media_files_no_update BEFORE UPDATE ON media_files "
        f"WHEN ({_TAKEN_OUT}) IS NOT TRUE BEGIN SELECT RAISE(ABORT, 'table media_files is immutable'); END"
    )


def _let_sqlite_have_none() -> None:
    """Take NOT NULL off the bytes as SQLite's manual says (lang_altertable, 7): in the schema, without a copy."""
    (version,) = op.get_bind().exec_driver_sql("PRAGMA schema_version").one()
    op.execute("PRAGMA writable_schema = ON")
    op.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'data BLOB NOT NULL', 'data BLOB') "
        "WHERE type = 'table' AND name IN ('media_files', 'photos')"
    )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = RESET")
