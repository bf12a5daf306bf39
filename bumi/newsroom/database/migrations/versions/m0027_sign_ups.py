"""Sign-up lists of events, who signed up, and which campaign is the next edition of which."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "sign_up_lists",
        sa.Column("campaign_id", sa.Integer(), primary_key=True, autoincrement=False),
        _text("code"),
        sa.Column("capacity", sa.Integer(), nullable=False),
        _moment("closes_at", nullable=False),
        _text("opened_by"),
        _moment("opened_at", nullable=False),
        sa.Column("walk_ins", sa.Integer(), nullable=False),
        _moment("attendance_at"),
        _moment("erased_at"),
        sa.UniqueConstraint("code", name="uq_sign_up_lists_code"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_sign_up_lists_campaign_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["users.name"], name="fk_sign_up_lists_opened_by"),
    )
    op.create_table(
        "sign_ups",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        _text("code"),
        sa.Column("state", sa.String(24), nullable=False),
        *(_text(name) for name in ("name", "contact")),
        sa.Column("contact_key", sa.String(), nullable=True),
        _moment("at", nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("reminder", sa.String(24), nullable=False),
        _moment("remind_at"),
        sa.UniqueConstraint("code", name="uq_sign_ups_code"),
        sa.UniqueConstraint("campaign_id", "contact_key", name="uq_sign_ups_campaign_id_contact_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["sign_up_lists.campaign_id"], name="fk_sign_ups_campaign_id"),
    )
    op.create_index("ix_sign_ups_state", "sign_ups", ["campaign_id", "state"])
    op.create_table(
        "campaign_editions",
        sa.Column("campaign_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("follows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_campaign_editions_campaign_id"),
        sa.ForeignKeyConstraint(["follows"], ["campaigns.id"], name="fk_campaign_editions_follows"),
    )
    op.create_index("ix_campaign_editions_follows", "campaign_editions", ["follows"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
