"""Shingle index of revision bodies, filled from the existing revisions."""

import sqlalchemy as sa
from alembic import op

from bumi.persian.similarity import shingle_keys

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create and fill the table; a change of how keys are computed needs a migration like this one to refill it."""
    keys = op.create_table(
        "shingle_keys",
        sa.Column("key", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("revision_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_shingle_keys_revision_id"),
        sqlite_with_rowid=False,
    )
    revisions = sa.table("revisions", sa.column("id", sa.Integer()), sa.column("fields", sa.JSON()))
    for id, fields in op.get_bind().execute(sa.select(revisions.c.id, revisions.c.fields)):
        op.bulk_insert(keys, [{"key": key, "revision_id": id} for key in shingle_keys(fields["body"])])
