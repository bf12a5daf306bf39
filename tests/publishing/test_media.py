"""Images in a private bucket: copied to readers within the service, never public, and brought back when lost."""

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from email.message import Message
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import pytest
from sqlalchemy import select

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.database.backup import back_up, restore
from bumi.newsroom.media.backup import MediaCopy, back_up_media, restore_media
from bumi.newsroom.media.cleaning import missing
from bumi.newsroom.media.store import key_of
from bumi.newsroom.publication.stories import media_bytes
from bumi.newsroom.states import State
from bumi.newsroom.tables import Base, MediaFile
from bumi.persian.text import digits_to_persian
from bumi.publishing.publish import publish_due
from bumi.publishing.run import GRACE
from bumi.publishing.verify import verify_site
from bumi.settings import Settings
from bumi.storage import PrivateStorage, StoredHead, UnknownOutcome, Unreachable, open_media
from bumi.storage.folder import FolderStorage
from bumi.storage.s3 import S3Storage
from tests.newsroom.conftest import database
from tests.publishing.gateway import Gateway
from tests.publishing.proxy import proxied
from tests.publishing.publisher import url_of
from tests.publishing.stage import NOW, Desk, Watched, contents, image, rebuilt


@pytest.fixture
def private(s3_settings: Settings) -> Settings:
    """Settings whose images are in a new bucket of their own."""
    media = f"s3://media-{uuid4().hex[:12]}/pieces"
    made = s3_settings.model_copy(update={"media": media})
    store = S3Storage(made, private=True)
    store.client.create_bucket(Bucket=store.bucket)
    return made


@pytest.fixture
def newsroom(quick: Path, private: Settings) -> Iterator[Newsroom]:
    opened = open_newsroom(f"sqlite:///{quick}/bumi.db", open_media(private))
    yield opened
    opened.close()


def shown(place: S3Storage) -> dict[str, bytes]:
    return {key: body for key, body in contents(place).items() if key.startswith("media/")}


def sent_by(place: S3Storage) -> list[str]:
    """Note the operations that carry bytes to the place or have them copied there."""
    noted: list[str] = []
    for operation in ("PutObject", "CopyObject"):

        def note(params: dict[str, str], operation: str = operation, **_: object) -> None:
            if "/media/" in params["Key"]:
                noted.append(operation)

        place.client.meta.events.register(f"provide-client-params.s3.{operation}", note)
    return noted


@pytest.fixture
def copying(private: Settings, gateway: Gateway) -> Iterator[Settings]:
    """The same, by way of a service that copies."""
    client = S3Storage(private).client

    def copy(path: str, headers: Message) -> bytes:
        bucket, key = unquote(path).strip("/").split("/", 1)
        source, name = unquote(headers["x-amz-copy-source"]).strip("/").split("/", 1)
        found = client.get_object(Bucket=source, Key=name)
        assert found["ETag"] == headers["x-amz-copy-source-if-match"]
        client.put_object(
            Bucket=bucket,
            Key=key,
            Body=found["Body"].read(),
            ContentType=headers["content-type"],
            CacheControl=headers["cache-control"],
            Metadata={"sha256": headers["x-amz-meta-sha256"]},
        )
        return f"<CopyObjectResult><ETag>{found['ETag']}</ETag></CopyObjectResult>".encode()

    with proxied(gateway.port) as proxy:
        proxy.copy = copy
        yield private.model_copy(update={"s3_endpoint_url": proxy.url})


def test_readers_get_the_same_bytes_without_their_passing_through_here(
    newsroom: Newsroom, desk: Desk, copying: Settings, quick: Path
) -> None:
    newsroom.media = open_media(copying)
    desk.approve(shade=7)
    place = S3Storage(copying)
    sent = sent_by(place)
    publish_due(newsroom, place, copying, NOW)
    images = shown(place)
    about, data = image(7)
    assert images[f"media/{about.sha256}.png"] == data and len(images) > 2  # renditions too
    assert sent == ["CopyObject"] * len(images)
    assert contents(place) == rebuilt(newsroom, copying, quick)  # put into a folder, byte by byte
    head = place.client.head_object(Bucket=place.bucket, Key=f"{place.prefix}media/{about.sha256}.png")
    assert (head["ContentType"], head["CacheControl"]) == ("image/png", "public, max-age=31536000, immutable")
    assert head["Metadata"] == {"sha256": about.sha256}
    assert verify_site(newsroom, place, copying, NOW).repaired == []


def test_where_the_service_says_yes_and_copies_nothing_images_are_put(
    newsroom: Newsroom, desk: Desk, private: Settings, quick: Path
) -> None:
    desk.approve(shade=7)
    place = S3Storage(private)
    sent = sent_by(place)
    publish_due(newsroom, place, private, NOW)
    assert contents(place) == rebuilt(newsroom, private, quick)
    assert sent == ["CopyObject"] + ["PutObject"] * len(shown(place))


@pytest.mark.parametrize("after", [False, True])
def test_a_copy_of_unknown_outcome_is_looked_for_before_it_is_made_again(
    newsroom: Newsroom, desk: Desk, copying: Settings, after: bool
) -> None:
    number = desk.approve(shade=3)
    place = S3Storage(copying)

    def fail(key: str) -> None:
        if key.startswith("media/"):
            raise UnknownOutcome("پاسخ کامل نداد") if after else Unreachable("به آن نمی‌توان وصل شد")

    class Down(Watched):
        def head(self, key: str) -> StoredHead | None:
            raise Unreachable("به آن نمی‌توان وصل شد")

    publish_due(newsroom, Down(place, **{"after" if after else "before": fail}), copying, NOW)
    assert desk.state(number) in (State.PUBLISH_UNCONFIRMED, State.PUBLISH_FAILED)
    made = len(shown(place))
    sent = sent_by(place)
    publish_due(newsroom, place, copying, NOW + GRACE)
    assert desk.state(number) is State.PUBLISHED
    assert (made > 0) is after and sent == ["CopyObject"] * (len(shown(place)) - made)


def test_a_private_image_is_never_public(newsroom: Newsroom, desk: Desk, private: Settings) -> None:
    """Even where the objects of the site are made public one by one, and when the image has been published."""
    open_to_all = private.model_copy(update={"s3_acl": "public-read"})
    newsroom.media = open_media(open_to_all)
    desk.approve(shade=4)
    place, store = S3Storage(open_to_all), newsroom.media
    assert isinstance(store, S3Storage)
    about, data = image(4)

    def refused(bucket: str, key: str) -> int:
        try:
            with urllib.request.urlopen(f"{place.where}/{bucket}/{key}") as answer:
                assert answer.read() == data
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    own = (store.bucket, store.prefix + key_of(about.sha256))
    assert refused(*own) == 403
    publish_due(newsroom, place, open_to_all, NOW)
    assert refused(place.bucket, f"{place.prefix}media/{about.sha256}.png") == 200
    assert refused(*own) == 403 and refused(store.bucket, "") == 403


def test_what_was_written_over_in_the_private_bucket_is_not_published(
    newsroom: Newsroom, desk: Desk, private: Settings, quick: Path
) -> None:
    number, file = desk.approve(shade=5), quick / "kept.backup"
    kept: list[MediaCopy] = []
    back_up(url_of(newsroom), file, also=lambda: kept.append(back_up_media(newsroom.media, file)))
    store, place = newsroom.media, S3Storage(private)
    about, _ = image(5)
    assert isinstance(store, S3Storage)
    store.client.put_object(Bucket=store.bucket, Key=store.prefix + key_of(about.sha256), Body=b"something else")
    publish_due(newsroom, place, private, NOW)
    assert f"مطلب {digits_to_persian(str(number))}" in desk.problem(number) and "آسیب دیده" in desk.problem(number)
    assert f"media/{about.sha256}.png" not in contents(place)
    assert restore_media(store, file).copied > 0
    publish_due(newsroom, place, private, NOW + GRACE)
    assert desk.state(number) is State.PUBLISHED


@pytest.mark.parametrize("kind", ["sqlite and a folder", "postgresql and a bucket"])
def test_when_database_and_images_are_lost_every_byte_comes_back(
    kind: str, request: pytest.FixtureRequest, private: Settings, quick: Path, tmp_path: Path
) -> None:
    """The drill: two backups, the second adding what is new; then nothing is left but them."""
    on_postgresql = kind.startswith("postgresql")
    server = request.getfixturevalue("postgresql") if on_postgresql else ""
    store: PrivateStorage = open_media(private) if on_postgresql else FolderStorage(quick / "media", private=True)
    first, second = tmp_path / "first.backup", tmp_path / "second.backup"

    def take(file: Path) -> int:
        copied: list[int] = []
        back_up(url, file, also=lambda: copied.append(back_up_media(store, file).copied))
        return copied[0]

    with _place(server, quick / "old.db") as url:
        newsroom = open_newsroom(url, store)
        desk = Desk(newsroom)
        desk.approve(shade=1)
        assert take(first) == 2
        desk.approve(shade=2)
        assert take(second) == 2  # only what is new
        before, images = _all(newsroom)
        newsroom.close()
    (quick / "old.db").unlink(missing_ok=True)
    _lose(store)
    with _place(server, quick / "new.db") as url:
        restore(url, second)
        newsroom = open_newsroom(url, store)
        assert len(missing(newsroom)) == len(images) == 4
        done = restore_media(store, second)
        assert (done.listed, done.copied, done.problems) == (4, 4, [])
        assert _all(newsroom) == (before, images) and missing(newsroom) == []
        newsroom.close()
    kept = tmp_path / "media" / key_of(next(iter(images)))
    kept.write_bytes(b"rotten")
    _lose(store)
    [problem] = restore_media(store, second).problems
    assert "آسیب دیده" in problem and next(iter(images)) in problem


def _place(server: str, file: Path) -> AbstractContextManager[str]:
    return database(server, f"drill_{uuid4().hex[:8]}") if server else nullcontext(f"sqlite:///{file}")


def _all(newsroom: Newsroom) -> tuple[object, dict[str, bytes]]:
    with newsroom.reading() as session:
        tables = Base.metadata.sorted_tables
        rows = {it.name: sorted(map(tuple, session.execute(select(it))), key=repr) for it in tables}
        return rows, {sha256: media_bytes(session, sha256) for sha256 in session.scalars(select(MediaFile.sha256))}


def _lose(store: PrivateStorage) -> None:
    if isinstance(store, FolderStorage):
        shutil.rmtree(store.root)
        store.__dict__.pop("_partials", None)  # as a new process would
    else:
        assert isinstance(store, S3Storage)
        for key in store.listing():
            store.delete(key)
