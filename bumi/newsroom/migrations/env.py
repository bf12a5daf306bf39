"""Alembic's entry: runs the migrations on the connection that schema.py hands over."""

from alembic import context

from bumi.newsroom.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
