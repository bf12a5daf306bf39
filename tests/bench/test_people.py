"""What the audit adds to a demonstration has its pages on the site."""

from datetime import timedelta
from pathlib import Path

from bench.people import add_people
from bumi.newsroom.database import open_newsroom
from bumi.newsroom.states import State
from bumi.persian.calendar import now
from bumi.publishing.publish import publish_due
from bumi.settings import Settings
from bumi.storage import open_storage
from tests.newsroom.stage import reach


def test_an_author_and_an_answer_have_pages(home: Path) -> None:
    newsroom = open_newsroom(Settings().database_url)
    with newsroom.session() as session:
        reach(session, State.PUBLISHED)
        people = add_people(session)
    publish_due(newsroom, open_storage(Settings()), Settings(), now() + timedelta(hours=1))
    newsroom.close()
    there = {name for name, path in people.site.items() if (home / "output" / path / "index.html").exists()}
    assert there == {"author", "answer", "answers"}
