"""The question form on a real newsroom, and somebody at a browser without JavaScript."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.settings import Settings
from tests.browsers import chromium
from tests.intake.stage import Asker, Clock, new_intake

__all__ = ["chromium"]


@pytest.fixture
def newsroom(home: Path, sqlite_template: Path) -> Iterator[Newsroom]:
    """A newsroom that nobody has asked anything."""
    opened = open_newsroom(f"sqlite:///{shutil.copy(sqlite_template, home / 'bumi.db')}")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    """The clock of tokens and limits: it stands still."""
    return Clock()


@pytest.fixture
def asker(newsroom: Newsroom, clock: Clock) -> Iterator[Asker]:
    """Somebody before the form."""
    asker = Asker(new_intake(newsroom, Settings(intake_url="http://news/ask", site_url="http://news"), clock), clock)
    yield asker
    asker.client.close()
