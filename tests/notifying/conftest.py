"""An empty newsroom with people, and a real mail server with a book of what it took."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.notifying import MailServer
from bumi.settings import Settings
from tests.notifying.stage import Book, gather, serving_mail


@pytest.fixture
def newsroom(home: Path) -> Iterator[Newsroom]:
    """A newsroom with an editor, a chief and a content team, who all have an address."""
    opened = open_newsroom(Settings().database_url)
    with opened.session() as session:
        gather(session)
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
