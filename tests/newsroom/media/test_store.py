"""The media store: put once, named only when put, read back verified, and never changed."""

import hashlib
import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bumi.errors import BadInput, NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.media.store import keep, key_of
from bumi.newsroom.publication.stories import images, media_bytes
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import MediaFile, UnusedMedia
from bumi.newsroom.workflow.revisions import add_revision, attach_media
from bumi.persian.text import digits_to_persian
from bumi.settings import Settings
from bumi.storage import open_media
from bumi.storage.folder import FolderStorage
from tests.newsroom.stage import card, correct, new_piece, person, reach, words


def file_of(newsroom: Newsroom, data: bytes) -> Path:
    assert isinstance(newsroom.media, FolderStorage)
    return newsroom.media.root / key_of(hashlib.sha256(data).hexdigest())


def test_bytes_lie_outside_the_database_and_only_their_owner_may_enter(newsroom: Newsroom) -> None:
    keep(newsroom, [b"card", b"card"])
    with newsroom.session() as session:
        piece = new_piece(session)
        correct(session, piece)  # the same image again
    with newsroom.reading() as session:
        [found] = session.query(MediaFile).all()
        assert (found.data, found.size, session.query(UnusedMedia).count()) == (None, 4, 0)
        assert images(session, [found.sha256]) == {found.sha256: b"card"}
    path = file_of(newsroom, b"card")
    assert path.read_bytes() == b"card"
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_what_was_not_put_is_not_named(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        revision = add_revision(session, piece, words("تیتری دیگر"), person(session, Role.EDITOR))
        with pytest.raises(ValueError, match="not in the media store"):
            attach_media(session, revision, [card(b"never put")])


@pytest.mark.parametrize(("spoil", "said"), [(Path.unlink, "نیست"), (lambda it: it.write_bytes(b"crad"), "آسیب دیده")])
def test_a_lost_or_damaged_image_is_told_with_its_piece_and_the_remedy(
    newsroom: Newsroom, spoil: "type[Path]", said: str
) -> None:
    with newsroom.session() as session:
        id = reach(session, State.SUBMITTED).id
    spoil(file_of(newsroom, b"card"))
    told = rf"تصویر مطلب {digits_to_persian(str(id))} .*{said}.*bumi media restore FILE"
    with newsroom.reading() as session, pytest.raises(NotAvailable, match=told):
        media_bytes(session, card()[0].sha256)
    keep(newsroom, [b"card"])  # drawn again, it is the same image
    with newsroom.reading() as session:
        assert media_bytes(session, card()[0].sha256) == b"card"


@pytest.mark.parametrize(
    "change", ["sha256 = 'other'", "content_type = 'text/html'", "size = 5", "data = 'x'", "data = NULL, size = 4"]
)
def test_what_an_image_is_never_changes(newsroom: Newsroom, change: str) -> None:
    with newsroom.session() as session:
        new_piece(session)
    with pytest.raises(DBAPIError, match="immutable"), newsroom.engine.begin() as connection:
        connection.execute(text(f"UPDATE media_files SET {change}"))
    with pytest.raises(DBAPIError, match="immutable"), newsroom.engine.begin() as connection:
        connection.execute(text("DELETE FROM media_files"))


@pytest.mark.parametrize(
    ("media", "pages"),
    [
        ("output/media", "output"),
        ("output", "output"),
        (".", "output"),
        ("./output/../output/x", "output"),
        ("s3://news/site/media", "s3://news/site"),
        ("s3://news", "s3://news/site"),
        ("s3://news/media", "s3://news"),
    ],
)
def test_a_media_store_that_readers_reach_or_that_holds_the_site_is_refused(media: str, pages: str) -> None:
    with pytest.raises(BadInput, match="BUMI_MEDIA"):
        open_media(Settings(_env_file=None, media=media, storage_url=pages))


@pytest.mark.parametrize(
    ("media", "pages"), [("s3://news/media", "s3://news/site"), ("s3://newsroom", "s3://news"), ("out", "output")]
)
def test_a_media_store_beside_the_site_is_well(media: str, pages: str) -> None:
    assert open_media(Settings(_env_file=None, media=media, storage_url=pages)).name == media
