"""A newsroom for each test of the plan, with the people who act in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.settings import Settings


@pytest.fixture
def newsroom(home: Path) -> Iterator[Newsroom]:
    """The empty newsroom of an empty installation."""
    opened = open_newsroom(Settings().database_url)
    yield opened
    opened.close()
