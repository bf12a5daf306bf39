"""Fixtures of publishing: a local folder, and a real S3 gateway (Ceph RADOS Gateway on SQLite)."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.settings import Settings
from bumi.storage import Storage, open_storage
from bumi.storage.folder import FolderStorage
from bumi.storage.s3 import S3Storage
from tests.browsers import chromium
from tests.newsroom.conftest import database, postgresql
from tests.publishing.gateway import KEYS, Gateway, quick_folder
from tests.publishing.stage import Desk

__all__ = ["bucket_settings", "chromium", "postgresql"]


@pytest.fixture
def quick() -> Iterator[Path]:
    """An empty folder in memory where there is one: what waiting for the disk is for is not our test."""
    with quick_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    """A running gateway, shared: tests keep apart by their buckets, and whoever stops it starts it again."""
    if not (shutil.which("radosgw") and shutil.which("radosgw-admin")):
        pytest.skip("real part missing: radosgw (Debian: apt-get install radosgw)")
    with quick_folder() as folder:
        started = Gateway(folder)
        try:
            started.start()
            yield started
        finally:
            started.stop()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """The publisher's keys, where boto3 looks for them, and nothing from the machine's own."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def newsroom(quick: Path, sqlite_template: Path) -> Iterator[Newsroom]:
    """An empty newsroom of its own."""
    opened = open_newsroom(f"sqlite:///{shutil.copy(sqlite_template, quick / 'bumi.db')}")
    yield opened
    opened.close()


@pytest.fixture
def desk(newsroom: Newsroom) -> Desk:
    """The newsroom's people."""
    return Desk(newsroom)


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> Settings:
    """Settings that publish into an empty place of the test's own: a folder, or what `everywhere` asks for."""
    found: Settings = request.getfixturevalue(f"{getattr(request, 'param', 'folder')}_settings")
    return found


@pytest.fixture
def place(settings: Settings) -> Storage:
    """The place of `settings`."""
    return open_storage(settings)


@pytest.fixture
def folder_settings(quick: Path) -> Settings:
    """Settings that publish into a folder."""
    return _settings(storage_url=str(quick / "site"))


@pytest.fixture
def s3_settings(gateway: Gateway, credentials: None) -> Settings:
    """Settings that publish under a prefix of a new bucket."""
    return bucket_settings(gateway.url)


@pytest.fixture
def shared_newsroom(postgresql: str, quick: Path) -> Iterator[Newsroom]:
    """An empty newsroom that several machines may share: PostgreSQL's."""
    with database(postgresql, f"shared_{uuid4().hex[:12]}") as url:
        opened = open_newsroom(url, FolderStorage(quick / "media", private=True))
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two tries in a test."""
    monkeypatch.setattr("bumi.publishing.retry._FIRST_PAUSE_S", 0.001)


def bucket_settings(gateway: str, storage: str = "", **values: str) -> Settings:
    """Return settings that publish under a prefix of a new bucket of the gateway, by way of `storage` if given."""
    bucket = f"news-{uuid4().hex[:12]}"
    made = _settings(storage_url=f"s3://{bucket}/site", s3_endpoint_url=gateway)
    S3Storage(made).client.create_bucket(Bucket=bucket)
    return made.model_copy(update={"s3_endpoint_url": storage or gateway, **values})


def _settings(**values: str) -> Settings:
    return Settings(_env_file=None, site_url="https://news.example/kerman", **values)  # type: ignore[arg-type]
