"""Public questions, their askers' contacts, handovers and history; a notification may be about a question."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the column, and make the piece of a notification optional."""
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("code"),
        sa.Column("state", sa.String(24), nullable=False),
        *(_text(name) for name in ("text", "wording", "answer", "county", "agency")),
        sa.Column("door", sa.String(24), nullable=False),
        _moment("received_at", nullable=False),
        *(_moment(name) for name in ("sent_at", "remind_at", "due_at", "late_at", "answered_at")),
        sa.Column("answered_by", sa.String(), nullable=True),
        _moment("approved_at"),
        sa.Column("approved_by", sa.String(), nullable=True),
        _moment("closed_at"),
        _moment("erased_at"),
        sa.Column("refusal", sa.String(24), nullable=True),
        _text("reason"),
        sa.Column("duplicate_of", sa.Integer(), nullable=True),
        sa.Column("piece_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("code", name="uq_questions_code"),
        _person("questions", "answered_by"),
        _person("questions", "approved_by"),
        sa.ForeignKeyConstraint(["duplicate_of"], ["questions.id"], name="fk_questions_duplicate_of"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_questions_piece_id"),
    )
    op.create_index("ix_questions_state", "questions", ["state", "due_at"])
    for column in ("county", "agency", "closed_at", "duplicate_of", "piece_id"):
        op.create_index(f"ix_questions_{column}", "questions", [column])
    op.create_table(
        "asker_contacts",
        sa.Column("question_id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.String(24), nullable=False),
        _text("contact"),
        _question("asker_contacts"),
    )
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("question_id", sa.Integer(), nullable=False),
        *(_text(name) for name in ("from_agency", "to_agency", "why", "by")),
        _moment("at", nullable=False),
        _question("handovers"),
        _person("handovers", "by"),
    )
    op.create_index("ix_handovers_question_id", "handovers", ["question_id"])
    op.create_table(
        "question_lines",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("question_id", sa.Integer(), nullable=False),
        _moment("at", nullable=False),
        *(_text(name) for name in ("by", "what")),
        _question("question_lines"),
        _person("question_lines", "by"),
    )
    op.create_index("ix_question_lines_question_id", "question_lines", ["question_id"])
    op.execute(
        "ALTER TABLE notifications ADD COLUMN question_id INTEGER "
        "CONSTRAINT fk_notifications_question_id REFERENCES questions (id)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("notifications", "piece_id", nullable=True)
    else:
        _let_sqlite_have_none()


def _let_sqlite_have_none() -> None:
    """Take NOT NULL off the piece as SQLite's manual says (lang_altertable, 7): in the schema, without a copy."""
    (version,) = op.get_bind().exec_driver_sql("PRAGMA schema_version").one()
    op.execute("PRAGMA writable_schema = ON")
    op.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'piece_id INTEGER NOT NULL', 'piece_id INTEGER') "
        "WHERE type = 'table' AND name = 'notifications'"
    )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = RESET")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.name"], name=f"fk_{table}_{column}")


def _question(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=f"fk_{table}_question_id")
