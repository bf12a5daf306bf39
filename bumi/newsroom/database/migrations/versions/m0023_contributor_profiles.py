"""Contributors' profiles, and the author of each revision."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "contributor_profiles",
        sa.Column("name", sa.String(), primary_key=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("slug", "given_name", "family_name", "pen_name", "county", "biography")
        ),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("adult", sa.Boolean(), nullable=False),
        sa.Column("guardian", sa.String(), nullable=False),
        sa.Column("guardian_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guardian_told", sa.String(), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown", sa.JSON(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outdated", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("slug", name="uq_contributor_profiles_slug"),
        *(
            sa.ForeignKeyConstraint([name], ["users.name"], name=f"fk_contributor_profiles_{name}")
            for name in ("name", "guardian_told", "approved_by")
        ),
    )
    op.add_column("revisions", sa.Column("author", sa.String(), nullable=True))
    by_author = sa.text("author IS NOT NULL")
    op.create_index("ix_revisions_author", "revisions", ["author"], sqlite_where=by_author, postgresql_where=by_author)
