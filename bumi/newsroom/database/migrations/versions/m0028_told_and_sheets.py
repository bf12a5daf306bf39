"""What people who signed up were told, when an event was moved, and the kept monthly sheets of counties."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table; who is signed up knows place and time as they are, and of no cancellation."""
    op.add_column("campaigns", _moment("moved_at"))
    op.add_column("sign_ups", _moment("placed_at"))
    for name in ("knows_place", "knows_cancelled"):
        op.add_column("sign_ups", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("sign_ups", _moment("knows_starts_at"))
    op.add_column("sign_ups", sa.Column("knows_where", sa.String(), nullable=True))
    op.add_column("sign_ups", sa.Column("notice", sa.String(24), nullable=False, server_default="dropped"))
    op.add_column("sign_ups", _moment("notice_at"))
    op.execute(
        "ALTER TABLE sign_ups ADD COLUMN called_by VARCHAR CONSTRAINT fk_sign_ups_called_by REFERENCES users (name)"
    )
    op.execute("UPDATE sign_ups SET knows_place = (state = 'confirmed')")
    op.execute(
        "UPDATE sign_ups SET knows_starts_at = (SELECT starts_at FROM campaigns WHERE campaigns.id = campaign_id)"
    )
    op.add_column("notifications", sa.Column("sheet", sa.String(), nullable=True))
    op.create_table(
        "county_sheets",
        sa.Column("county", sa.String(), primary_key=True),
        sa.Column("month", sa.Date(), primary_key=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        _moment("kept_at", nullable=False),
    )


def _moment(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
