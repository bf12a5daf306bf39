"""An empty newsroom for each test of planning, and the database of a year."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.settings import Settings
from tests.newsroom.conftest import database, postgresql
from tests.publishing.stage import far

__all__ = ["postgresql"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a year be lived in SQLite under `make test`, and in PostgreSQL too under `make soak`."""
    if "year_url" in metafunc.fixturenames:
        metafunc.parametrize("year_url", ("sqlite", "postgresql")[: far(1, 2)], indirect=True)


@pytest.fixture
def newsroom(installation: Path) -> Iterator[Newsroom]:
    """The empty newsroom of an empty installation."""
    opened = open_newsroom(Settings().database_url)
    yield opened
    opened.close()


@pytest.fixture
def year_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the kind that the parameter names."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/year.db"
    else:
        with database(request.getfixturevalue("postgresql"), "year") as url:
            yield url
