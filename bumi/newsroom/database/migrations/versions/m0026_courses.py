"""Courses: who takes one, tries, passed lessons, and certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "course_enrolments",
        sa.Column("user", sa.String(), primary_key=True),
        sa.Column("course", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_course_enrolments_user"),
    )
    op.create_table(
        "course_tries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_course_tries_user"),
    )
    op.create_index("ix_course_tries_user", "course_tries", ["user", "course", "lesson"])
    op.create_table(
        "lesson_passes",
        sa.Column("user", sa.String(), primary_key=True),
        sa.Column("course", sa.String(), primary_key=True),
        sa.Column("lesson", sa.String(), primary_key=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_lesson_passes_user"),
    )
    op.create_table(
        "course_certificates",
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_course_certificates_user"),
    )
    op.create_index("ix_course_certificates_user", "course_certificates", ["user", "course"])
