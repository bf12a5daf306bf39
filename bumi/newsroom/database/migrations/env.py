"""Alembic's entry point: runs the migrations on the connection passed by `bring_up_to_date`.

Each change of the tables needs a new file in versions/; the tests fail until tables and migrations agree.
"""

from alembic import context

from bumi.newsroom.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
