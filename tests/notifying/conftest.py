"""An empty newsroom with people, and a real mail server with a book of what it took."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.notifying import MailServer
from bumi.settings import Settings
from tests.notifying.stage import Book, gather, serving_mail


@pytest.fixture(scope="session")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an editor, a chief and a content team, who all have an address; to be copied."""
    path = tmp_path_factory.mktemp("notifying") / "template.db"
    opened = open_newsroom(f"sqlite:///{path}")
    with opened.session() as session:
        gather(session)
    opened.close()
    return path


@pytest.fixture
def newsroom(home: Path, gathered: Path) -> Iterator[Newsroom]:
    """The newsroom of the settings, with these people."""
    (home / ".bumi").mkdir()
    shutil.copy(gathered, home / ".bumi" / "bumi.db")
    opened = open_newsroom(Settings().database_url)
    yield opened
    opened.close()


@pytest.fixture
def book() -> Iterator[Book]:
    """The book of a mail server that runs."""
    with serving_mail() as made:
        yield made


@pytest.fixture
def mail(book: Book) -> MailServer:
    """The mail server, as we know it; what is silent for a second is given up."""
    return MailServer("127.0.0.1", book.port, False, "", "", "desk@example.ir", patience=1)
