"""Notifications, the messages about them, people's choices and chats; and since when a run works on a piece."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and the column."""
    op.add_column("pieces", _moment("worked_since"))
    op.create_table(
        "notifications",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=True),
        _moment("at", nullable=False),
        _moment("spread_at"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_notifications_piece_id"),
        _person("notifications", "by"),
        _person("notifications", "to"),
    )
    _create_partial_index("ix_notifications_new", "notifications", "at", "spread_at IS NULL")
    op.create_table(
        "notification_messages",
        sa.Column("user", sa.String(), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("place", sa.String(24), nullable=False),
        sa.Column("notification", sa.String(), nullable=True),
        _moment("send_at", nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=False),
        _moment("claimed_until"),
        sa.Column("error", sa.String(), nullable=False),
        _moment("updated_at", nullable=False),
        _person("notification_messages", "user"),
        _notification("notification_messages"),
    )
    op.create_index("ix_notification_messages_due", "notification_messages", ["outcome", "send_at"])
    op.create_index("ix_notification_messages_notification", "notification_messages", ["notification"])
    op.create_table(
        "digest_items",
        sa.Column("notification", sa.String(), primary_key=True),
        sa.Column("user", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), nullable=True),
        _person("digest_items", "user"),
        _notification("digest_items"),
        sa.ForeignKeyConstraint(
            ["user", "digest"],
            ["notification_messages.user", "notification_messages.key"],
            name="fk_digest_items_digest",
        ),
    )
    op.create_index("ix_digest_items_digest", "digest_items", ["user", "digest"])
    _create_partial_index("ix_digest_items_open", "digest_items", "user", "digest IS NULL")
    op.create_table(
        "notification_choices",
        sa.Column("user", sa.String(), primary_key=True),
        sa.Column("timings", sa.JSON(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("by_chat", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("quiet_from", "quiet_until", "digest_hour")),
        _person("notification_choices", "user"),
    )
    op.create_table(
        "chat_links",
        sa.Column("user", sa.String(), primary_key=True),
        sa.Column("channel", sa.String(24), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        _moment("linked_at", nullable=False),
        sa.UniqueConstraint("channel", "chat", name="uq_chat_links_channel_chat"),
        _person("chat_links", "user"),
    )
    op.create_table(
        "chat_codes",
        sa.Column("hash", sa.String(), primary_key=True),
        sa.Column("user", sa.String(), nullable=False),
        _moment("expires_at", nullable=False),
        _person("chat_codes", "user"),
    )
    op.create_index("ix_chat_codes_user", "chat_codes", ["user"])
    op.create_table(
        "chat_inboxes",
        sa.Column("channel", sa.String(24), primary_key=True),
        sa.Column("next_update", sa.BigInteger(), nullable=False),
        _moment("claimed_until"),
    )


def _moment(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.name"], name=f"fk_{table}_{column}")


def _notification(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["notification"], ["notifications.key"], name=f"fk_{table}_notification")


def _create_partial_index(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
