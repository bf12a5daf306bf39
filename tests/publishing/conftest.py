"""Publishing's tests run on a folder and on a real S3 gateway (Ceph RADOS Gateway on its SQLite store)."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.publishing.places import Place, open_place
from bumi.publishing.places.s3 import S3Place
from bumi.settings import Settings
from tests.publishing.stage import Desk

KEYS = {"AWS_ACCESS_KEY_ID": "publisher", "AWS_SECRET_ACCESS_KEY": "publisher-secret"}


class Gateway:
    """One RADOS Gateway with its data in `folder`, on a free port of 127.0.0.1; it can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "db").mkdir(parents=True)
        (folder / "ceph.conf").write_text(
            "[global]\n"
            "rgw backend store = dbstore\n"
            "rgw config store = dbstore\n"
            f"dbstore db dir = {folder}/db\n"
            f"dbstore config uri = file:{folder}/db/config.db\n"
            f"rgw data = {folder}\n"
            f"run dir = {folder}\n"
            f"log file = {folder}/log\n"
            "admin socket =\n"
            f"rgw frontends = beast endpoint=127.0.0.1:{self.port}\n"
        )
        self._add_user()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            self._command("radosgw", "-f"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 30
        while time.monotonic() < until and self._process.poll() is None:
            with closing(socket.socket()) as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def stop(self) -> None:
        """End it at once, as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _add_user(self) -> None:
        """Make the publisher. What radosgw-admin prints at the end says so; after that it may hang for ever."""
        keys = (f"--access-key={KEYS['AWS_ACCESS_KEY_ID']}", f"--secret-key={KEYS['AWS_SECRET_ACCESS_KEY']}")
        command = self._command("radosgw-admin", "user", "create", "--uid=publisher", "--display-name=publisher", *keys)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as admin:
            done = any(line.rstrip() == "}" for line in admin.stdout or ())
            admin.kill()
        assert done, (self.folder / "log").read_text()[-2000:]

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [program, "-c", f"{self.folder}/ceph.conf", "-n", "client.rgw", "--no-mon-config", *arguments]


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def quick() -> Iterator[Path]:
    """An empty folder in memory where there is one: what waiting for the disk is for is not our test."""
    with _quick_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    """A running gateway, shared: tests keep apart by their buckets, and whoever stops it starts it again."""
    if not (shutil.which("radosgw") and shutil.which("radosgw-admin")):
        pytest.skip("real part missing: radosgw (Debian: apt-get install radosgw)")
    with _quick_folder() as folder:
        started = Gateway(folder)
        try:
            started.start()
            yield started
        finally:
            started.stop()


@contextmanager
def _quick_folder() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="bumi-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


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
def newsroom(quick: Path) -> Iterator[Newsroom]:
    """An empty newsroom of its own."""
    opened = open_newsroom(f"sqlite:///{quick}/bumi.db")
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
def place(settings: Settings) -> Place:
    """The place of `settings`."""
    return open_place(settings)


@pytest.fixture
def folder_settings(quick: Path) -> Settings:
    """Settings that publish into a folder."""
    return _settings(storage_url=str(quick / "site"))


@pytest.fixture
def s3_settings(gateway: Gateway, credentials: None) -> Settings:
    """Settings that publish under a prefix of a new bucket."""
    bucket = f"news-{uuid4().hex[:12]}"
    S3Place(f"s3://{bucket}", gateway.url).client.create_bucket(Bucket=bucket)
    return _settings(storage_url=f"s3://{bucket}/site", s3_endpoint_url=gateway.url)


def _settings(**values: str) -> Settings:
    return Settings(_env_file=None, site_url="https://news.example/kerman", **values)  # type: ignore[arg-type]
