"""Moving images out of the database: broken off at any point it loses nothing, and the next move goes on."""

import hashlib
import itertools
import multiprocessing
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import event, text

from bumi.errors import NotAvailable
from bumi.newsroom.content.photos import photo, photos_of
from bumi.newsroom.database import Newsroom, address_of, connect, open_newsroom
from bumi.newsroom.database.newsroom import migrations
from bumi.newsroom.media.cleaning import missing
from bumi.newsroom.media.moving import move_media
from bumi.newsroom.publication.stories import images
from bumi.storage import PrivateStorage
from bumi.storage.folder import FolderStorage
from tests.publishing.stage import far

PICTURES = [f"picture {number}".encode() * 400 for number in range(14)]
PHOTOS = [f"photo {number % 10}".encode() for number in range(14)]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def older(empty_url: str, tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom whose images were put into the database by an older version, brought up to date."""
    engine = connect(address_of(empty_url))
    if engine.dialect.name == "sqlite":
        Path(engine.url.database or "").parent.mkdir()
    with engine.begin() as connection:
        command.upgrade(migrations(connection), "0009")
        for data in PICTURES:
            row = {"sha256": sha(data), "data": data}
            connection.execute(text("INSERT INTO media_files VALUES (:sha256, 'image/png', :data)"), row)
        drafted = "INSERT INTO brief_drafts (id, \"by\", form, created_at, updated_at, page) VALUES (1, 'bumi', '{}', "
        connection.execute(text(f"{drafted} '2026-01-01 00:00:00', '2026-01-01 00:00:00', '')"))
        for number, data in enumerate(PHOTOS, 1):
            connection.execute(
                text("INSERT INTO photos VALUES (:id, 1, NULL, 'bumi', :data, 3, 2, '2026-01-01 00:00:00')"),
                {"id": number, "data": data},
            )
    engine.dispose()
    opened = open_newsroom(empty_url, FolderStorage(tmp_path / "media", private=True))
    yield opened
    opened.close()


def assert_all_there(newsroom: Newsroom) -> None:
    with newsroom.reading() as session:
        assert images(session, [sha(data) for data in PICTURES]) == {sha(data): data for data in PICTURES}
        found = photos_of(session, draft_id=1)
        assert [photo(session, each.id) for each in found] == PHOTOS


def test_images_are_read_where_they_are_and_moved_a_few_at_a_time(older: Newsroom) -> None:
    assert_all_there(older)
    first = move_media(older, at_most=2)
    assert (first.moved, first.left, first.problems) == (2, 26, [])
    assert_all_there(older)
    second = move_media(older)
    assert (second.moved, second.left) == (26, 0)
    assert first.bytes + second.bytes == sum(map(len, PICTURES + PHOTOS))
    assert move_media(older).moved == 0
    assert_all_there(older)
    with older.reading() as session:
        left = "SELECT count(data), sum(size) FROM media_files UNION ALL SELECT count(data), sum(size) FROM photos"
        assert [tuple(row) for row in session.execute(text(left))] == [
            (0, sum(map(len, PICTURES))),
            (0, sum(map(len, PHOTOS))),
        ]
        assert session.scalar(text("SELECT count(*) FROM unused_media")) == 0


@pytest.mark.soak
def test_killed_at_any_step_it_loses_nothing_and_the_next_move_goes_on(older: Newsroom) -> None:
    """Killed before and after each statement, commit and call of the store, while it moves an image or a photo.

    Under `make test` at each third of these moments.
    """
    for fewest in (len(PHOTOS), 0):  # first images, then photos
        steps = next(step for step in itertools.count(1, far(3, 1)) if not _killed(older, step))
        assert steps > 8
        left = inside(older)
        assert left > fewest
        move_media(older, at_most=left - fewest)
        assert_all_there(older)
    assert inside(older) == 0
    assert_all_there(older)
    assert missing(older) == []


def inside(newsroom: Newsroom) -> int:
    """Return how many images and photos are still in the database."""
    with newsroom.reading() as session:
        return sum(session.scalar(text(f"SELECT count(data) FROM {table}")) or 0 for table in ("media_files", "photos"))


def _killed(newsroom: Newsroom, step: int) -> bool:
    came = kill_at(newsroom, step)
    assert_all_there(newsroom)
    return came


_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload([__name__])


def kill_at(newsroom: Newsroom, step: int) -> bool:
    """Move one image or photo in a process that dies at its `step`-th step; return whether it came so far."""
    url = newsroom.engine.url.render_as_string(hide_password=False)
    process = _FORK.Process(target=_move_until, args=(url, newsroom.media.name, step))
    process.start()
    process.join()
    assert process.exitcode in (0, 9)
    return process.exitcode == 9


def _move_until(url: str, media: str, step: int) -> None:
    opened = open_newsroom(url, FolderStorage(Path(media), private=True))
    steps = itertools.count(1)

    def tick(*_: object) -> None:
        if next(steps) == step:
            os._exit(9)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(opened.engine, name, tick)
    opened.media = Stepping(opened.media, tick)  # type: ignore[assignment]
    move_media(opened, at_most=1)


class Stepping:
    """A storage that calls `tick` before and after all that it is asked."""

    def __init__(self, storage: PrivateStorage, tick: Callable[[], None]) -> None:
        self.storage, self.tick, self.name = storage, tick, storage.name

    def __getattr__(self, name: str) -> object:
        asked = getattr(self.storage, name)

        def call(*words: object) -> object:
            self.tick()
            answer = asked(*words)
            self.tick()
            return answer

        return call


def test_an_image_damaged_in_the_database_stays_there_and_is_told(older: Newsroom) -> None:
    damaged = "0" * 64
    with older.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO media_files (sha256, content_type, data) VALUES (:sha, 'image/png', :data)"),
            {"sha": damaged, "data": b"something else"},
        )
    done = move_media(older)
    assert (done.moved, done.left, len(done.problems)) == (28, 1, 1) and damaged in done.problems[0]


def test_a_store_that_takes_nothing_leaves_the_database_as_it_was(older: Newsroom) -> None:
    assert isinstance(older.media, FolderStorage)
    older.media.root.write_bytes(b"a file where the folder should be")
    with pytest.raises(NotAvailable, match="BUMI_MEDIA"):
        move_media(older)
    older.media.root.unlink()
    assert_all_there(older)
