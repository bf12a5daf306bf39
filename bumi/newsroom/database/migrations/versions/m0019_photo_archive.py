"""The photo archive: rights, consent, expiry and focal point of each picture."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "archive_photos",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("small_sha256", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("rights", sa.String(24), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("captured", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.String(24), nullable=False),
        sa.Column("county", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("focus_x", sa.Double(), nullable=True),
        sa.Column("focus_y", sa.Double(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(), nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("sha256", name="uq_archive_photos_sha256"),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name="fk_archive_photos_by"),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["users.name"], name="fk_archive_photos_withdrawn_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["users.name"], name="fk_archive_photos_decided_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_archive_photos_agency", "archive_photos", ["agency"])
    op.create_index("ix_archive_photos_small_sha256", "archive_photos", ["small_sha256"])
