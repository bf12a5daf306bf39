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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("intake") / "template.db"
    open_newsroom(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def newsroom(home: Path, migrated: Path) -> Iterator[Newsroom]:
    """A newsroom that nobody has asked anything."""
    opened = open_newsroom(f"sqlite:///{shutil.copy(migrated, home / 'bumi.db')}")
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
