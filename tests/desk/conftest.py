"""The desk on a real, empty newsroom, and people at their browsers: of Starlette, or Chromium."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from bumi.courses import Course, courses, files
from bumi.desk import live
from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.desk.limits import Throttle
from bumi.newsroom.accounts.sign_in import invite
from bumi.newsroom.accounts.users import machine, user
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.settings import ROOT, Settings
from tests.browsers import PATIENCE_MS, WIDE, chromium
from tests.desk.drive import WIDTHS, Drive
from tests.desk.stage import Browser, Clock, staff
from tests.desk.windows import PASSWORD, served, unexpected

__all__ = ["chromium"]


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


@pytest.fixture
def sample_course(monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    """The only course of the desk: two lessons, with two questions and an exercise."""
    monkeypatch.setattr(files, "_FOLDER", ROOT / "tests" / "courses")
    courses.cache_clear()
    [course] = courses()
    yield course
    courses.cache_clear()


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """The desk, served."""
    with served(desk) as url:
        yield url


@pytest.fixture
def complaints() -> list[str]:
    """Return what the consoles of this test's windows said; a test takes out what it brought about itself."""
    return []


@pytest.fixture
def sit_down(
    chromium: Chromium, address: str, newsroom: Newsroom, complaints: list[str]
) -> Iterator[Callable[[str], Page]]:
    """Have somebody come in by a one-time link, at a window of their own that must stay free of complaints."""

    @contextmanager
    def opened() -> Iterator[Callable[[str], Page]]:
        contexts = []

        def come_in(name: str) -> Page:
            with newsroom.session() as session:
                code = invite(session, user(session, name), machine(session))
            contexts.append(
                chromium.new_context(viewport=WIDE, locale="fa-IR", base_url=address, reduced_motion="reduce")
            )
            page = contexts[-1].new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("dialog", lambda dialog: dialog.accept())
            page.goto(f"/join/{code}")
            page.fill("#password", PASSWORD)
            page.fill("#again", PASSWORD)
            page.click("text=ثبت و ورود")
            expect(page.locator(".said")).to_contain_text("خوش آمدید")
            return page

        yield come_in
        for context in contexts:
            context.close()

    with opened() as come_in:
        yield come_in
    assert not unexpected(complaints)


@pytest.fixture(scope="module", params=list(WIDTHS.values()), ids=list(WIDTHS))
def newsroom_at_width(
    request: pytest.FixtureRequest, chromium: Chromium, migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Drive]:
    home = tmp_path_factory.mktemp("drives")
    newsroom = open_newsroom(f"sqlite:///{shutil.copy(migrated, home / 'bumi.db')}")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setattr(live, "_EVERY_S", 0.2)
        desk = Desk(newsroom, Settings(), lambda: None)
        with served(desk) as address:
            yield Drive(chromium, address, desk, request.param)
    newsroom.close()


@pytest.fixture
def drive(newsroom_at_width: Drive) -> Iterator[Drive]:
    """The desk, at which nobody is yet; the browser's console must stay empty."""
    yield newsroom_at_width
    for context in newsroom_at_width.contexts:
        context.close()
    complaints = unexpected(newsroom_at_width.complaints)
    newsroom_at_width.contexts, newsroom_at_width.complaints = [], []
    assert complaints == []
