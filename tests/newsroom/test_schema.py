"""Migrations: from nothing, once however many open at once, and in agreement with the models."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bumi.newsroom.database import open_newsroom
from bumi.newsroom.tables import Base


def test_models_and_migrations_agree(empty_url: str) -> None:
    newsroom = open_newsroom(empty_url)
    with newsroom.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    newsroom.close()
