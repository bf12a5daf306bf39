"""The desk on a real, empty newsroom, and people at their browsers."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.desk.limits import Throttle
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.settings import Settings
from tests.desk.stage import Browser, Clock, staff


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest schema with its people, to be copied: argon2 takes its time."""
    path = tmp_path_factory.mktemp("desk") / "template.db"
    newsroom = open_newsroom(f"sqlite:///{path}")
    staff(newsroom)
    newsroom.close()
    return path


@pytest.fixture
def newsroom(home: Path, migrated: Path) -> Iterator[Newsroom]:
    """A newsroom with people and no piece."""
    opened = open_newsroom(f"sqlite:///{shutil.copy(migrated, home / 'bumi.db')}")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    """The clock by which wrong passwords wait: it stands still."""
    return Clock()


@pytest.fixture
def desk(newsroom: Newsroom, clock: Clock) -> Desk:
    """A desk that writes down, on itself, how often drafting was asked for."""
    nudges: list[None] = []
    return Desk(newsroom, Settings(), lambda: nudges.append(None), throttle=Throttle(clock))


@pytest.fixture
def visitor(desk: Desk) -> Iterator[Callable[..., Browser]]:
    """Open a browser that nobody is signed in with, perhaps at another address."""
    app = create_app(desk)
    opened: list[Browser] = []

    def open_browser(address: str = "testclient") -> Browser:
        client = TestClient(app, base_url="http://desk", follow_redirects=False, client=(address, 50_000))
        opened.append(Browser(client, desk))
        return opened[-1]

    yield open_browser
    for browser in opened:
        browser.client.close()


@pytest.fixture
def person(visitor: Callable[..., Browser]) -> Callable[[str], Browser]:
    """Open a browser that the named person is signed in with."""

    def sit_down(name: str) -> Browser:
        browser = visitor()
        browser.enter_as(name)
        return browser

    return sit_down
