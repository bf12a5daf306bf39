"""Contributors: notifications about commissions, of which there is no piece yet, and who took a photo."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and let what was written about the piece of a lost pitch be about its commission."""
    op.execute(
        "ALTER TABLE notifications ADD COLUMN commission_id INTEGER "
        "CONSTRAINT fk_notifications_commission_id REFERENCES commissions (id)"
    )
    op.execute(
        "UPDATE notifications SET piece_id = NULL, commission_id = "
        "(SELECT commission_id FROM pitches WHERE pitches.piece_id = notifications.piece_id) "
        "WHERE kind = 'commission_lost' AND piece_id IN (SELECT piece_id FROM pitches)"
    )
    op.execute(
        "ALTER TABLE archive_photos ADD COLUMN photographer VARCHAR "
        "CONSTRAINT fk_archive_photos_photographer REFERENCES users (name)"
    )
    op.create_index("ix_archive_photos_photographer", "archive_photos", ["photographer"])
