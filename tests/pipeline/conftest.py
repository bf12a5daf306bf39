"""A newsroom for each test of the pipeline, and a run context whose writer needs no weights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.pipeline.run_context import RunContext
from bumi.settings import Settings
from tests.flows.stage import open_plain_writer


@pytest.fixture
def newsroom(installation: Path) -> Iterator[Newsroom]:
    """The empty newsroom of an empty installation."""
    opened = open_newsroom(Settings().database_url)
    yield opened
    opened.close()


@pytest.fixture
def bench(newsroom: Newsroom) -> RunContext:
    """A run context whose writer needs no weights."""
    return RunContext(Settings(), newsroom, open_plain_writer)
