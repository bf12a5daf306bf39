"""Every newsroom test runs on SQLite and on a real PostgreSQL, each test in a fresh database at the newest schema."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from bumi.newsroom.accounts.users import MACHINE, Role, add_user
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.tables import Base
from bumi.storage.folder import FolderStorage


def postgresql_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, or None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A throw-away cluster, reached by a socket; yields the part of its URLs after the database's name."""
    programs = postgresql_programs()
    if programs is None:
        pytest.skip("real part missing: postgresql (Debian: apt-get install postgresql)")
    owner = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    folder = tempfile.mkdtemp(prefix="bumi-pg-")  # not tmp_path: that is closed to `owner`, and long for a socket
    if owner:
        shutil.chown(folder, owner)

    def call(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", f"{folder}/data", *arguments]
        subprocess.run(command, user=owner, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    try:
        call("initdb", "--username=bumi", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        call("pg_ctl", "start", "-w", "-l", f"{folder}/log", "-o", settings)
        try:
            yield f"?host={folder}"
        finally:
            call("pg_ctl", "stop", "-w", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new folder/empty.db"
    else:
        with database(request.getfixturevalue("postgresql"), "empty") as url:
            yield url


@pytest.fixture(scope="session")
def postgresql_newsroom(postgresql: str) -> Iterator[Newsroom]:
    """A migrated PostgreSQL database, to be emptied before each test."""
    with database(postgresql, "newsroom") as url:
        opened = open_newsroom(url)
        yield opened
        opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Newsroom]:
    """An open newsroom at the newest schema with nothing in it but the machine user."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "bumi.db")
        opened = open_newsroom(f"sqlite:///{copy}")
        yield opened
        opened.close()
    else:
        opened = request.getfixturevalue("postgresql_newsroom")
        opened.media = FolderStorage(tmp_path / "media", private=True)
        with opened.session() as session:
            session.execute(text(f"TRUNCATE {', '.join(Base.metadata.tables)} RESTART IDENTITY"))
            add_user(session, MACHINE, Role.MACHINE)
        yield opened


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    with psycopg.connect(f"postgresql://bumi@/postgres{server}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield f"postgresql://bumi@/{name}{server}"
        connection.execute(f"DROP DATABASE {name}".encode())
