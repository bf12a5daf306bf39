"""Backups: whole transactions and all of them, taken while others write; restored, the same rows."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from bumi.errors import BadInput, NotAvailable, Refused
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.typed import begin_draft
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.database.backup import back_up, restore
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Base
from bumi.settings import ROOT
from tests.newsroom.conftest import database
from tests.newsroom.stage import new_piece

Rows = dict[str, list[tuple[Any, ...]]]
ANOTHER = Callable[[], str]


@pytest.fixture
def another(newsroom: Newsroom, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ANOTHER]:
    """Make the URL of an empty database of the same kind."""
    opened = []

    def make() -> str:
        if newsroom.engine.dialect.name == "sqlite":
            return f"sqlite:///{tmp_path}/{uuid4().hex}/another.db"
        held = database(request.getfixturevalue("postgresql"), f"another_{uuid4().hex[:8]}")
        opened.append(held)
        return held.__enter__()

    yield make
    for held in opened:
        held.__exit__(None, None, None)


def url_of(newsroom: Newsroom) -> str:
    return newsroom.engine.url.render_as_string(hide_password=False)


def rows(newsroom: Newsroom) -> Rows:
    with newsroom.reading() as session:
        tables = Base.metadata.sorted_tables
        return {it.name: sorted(map(tuple, session.execute(select(it))), key=repr) for it in tables}


@contextmanager
def at_work(newsroom: Newsroom) -> Iterator[Event]:
    """Have three write whole transactions: a user with exactly two drafts, each; give what says that there are some."""
    over, some = Event(), Event()

    def write(who: int) -> None:
        number = 0
        while not over.is_set():
            with newsroom.session() as session:
                user = add_user(session, f"کاربر {who} {number}", Role.CONTENT)
                for topic in ("یکی", "دیگری"):
                    begin_draft(session, user, {"topic": topic * 400})
            number += 1
            if number > 5:
                some.set()

    with ThreadPoolExecutor(3) as threads:
        running = [threads.submit(write, who) for who in range(3)]
        try:
            yield some
        finally:
            over.set()
    for each in running:
        each.result()


def test_a_backup_holds_every_row(newsroom: Newsroom, another: ANOTHER, home: Path, tmp_path: Path) -> None:
    with newsroom.session() as session:
        new_piece(session)
    path, target = tmp_path / "kept.backup", another()
    assert back_up(url_of(newsroom), path) == path.stat().st_size > 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and [it.name for it in tmp_path.glob(".*")] == []
    restore(target, path)
    restored = open_newsroom(target, newsroom.media)
    try:
        assert rows(restored) == rows(newsroom)
        with restored.session() as session:
            new_piece(session)  # numbers go on where they were
    finally:
        restored.close()
    assert not (home / ".bumi").exists(), "its images stay in the test's own folder"


def test_a_backup_taken_while_others_write_has_whole_transactions_and_misses_none(
    newsroom: Newsroom, another: ANOTHER, tmp_path: Path
) -> None:
    with at_work(newsroom) as some:
        assert some.wait(120)
        before = rows(newsroom)
        command = [sys.executable, "-m", "bumi.cli", "backup", str(tmp_path / "kept.backup")]
        own = {"BUMI_DATABASE_URL": url_of(newsroom), "BUMI_MEDIA": str(tmp_path / "images")}
        subprocess.run(command, env=os.environ | own, cwd=ROOT, check=True)
        after = rows(newsroom)
    target = another()
    restore(target, tmp_path / "kept.backup")
    restored = open_newsroom(target)
    found = rows(restored)
    restored.close()
    written = {user[0] for user in found["users"]} - {"bumi"}
    drafts = [draft[1] for draft in found["brief_drafts"]]
    assert sorted(drafts) == sorted([*written, *written]) and len(written) > 10
    for name in ("users", "brief_drafts"):
        assert set(map(repr, before[name])) <= set(map(repr, found[name])) <= set(map(repr, after[name]))


def test_what_is_there_is_never_written_over(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "kept.backup"
    back_up(url_of(newsroom), path)
    with pytest.raises(Refused, match="«--replace»"):
        back_up(url_of(newsroom), path)
    back_up(url_of(newsroom), path, replace=True)
    with pytest.raises(Refused, match="دست نخورد"):
        restore(url_of(newsroom), path)
    if newsroom.engine.dialect.name == "sqlite":
        with pytest.raises(Refused, match="خود پایگاه داده"):
            back_up(url_of(newsroom), Path(newsroom.engine.url.database or ""), replace=True)


def test_an_emptied_database_takes_no_backups_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bumi.newsroom.database.newsroom._MAKING_S", 0)
    url, kept = f"sqlite:///{tmp_path}/bumi.db", tmp_path / "kept"
    open_newsroom(url).close()
    back_up(url, kept)
    before = kept.read_bytes()
    (tmp_path / "bumi.db").write_bytes(b"")
    for spoils in (lambda: open_newsroom(url), lambda: back_up(url, kept, replace=True)):
        with pytest.raises(NotAvailable, match="bumi restore FILE"):
            spoils()
    assert kept.read_bytes() == before


def test_what_is_no_backup_is_not_restored(newsroom: Newsroom, another: ANOTHER, tmp_path: Path) -> None:
    path, target = tmp_path / "kept.backup", another()
    for content in (b"", b"not a backup"):
        path.write_bytes(content)
        with pytest.raises(BadInput, match="پشتیبان بومی نیست"):
            restore(target, path)
    path.unlink()
    with pytest.raises(BadInput, match="خوانده نشد"):
        restore(target, path)
    back_up(url_of(newsroom), path)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(NotAvailable):
        restore(target, path)


def test_a_journal_that_was_left_is_not_taken_for_the_restored_databases(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bumi.db"
    open_newsroom(url).close()
    back_up(url, tmp_path / "kept.backup")
    (tmp_path / "bumi.db").rename(tmp_path / "old.db")
    (tmp_path / "bumi.db-wal").write_bytes(b"old")
    with pytest.raises(Refused, match=r"bumi\.db-wal"):
        restore(url, tmp_path / "kept.backup")


def test_the_file_alone_would_lose_what_its_journal_has(tmp_path: Path) -> None:
    """Why there is a command: what copying the file gets while it is open."""
    url = f"sqlite:///{tmp_path}/bumi.db"
    open_newsroom(url).close()
    busy = open_newsroom(url)
    with busy.session() as session:
        add_user(session, "نو", Role.EDITOR)
    (tmp_path / "copy.db").write_bytes((tmp_path / "bumi.db").read_bytes())
    back_up(url, tmp_path / "kept.backup")
    busy.close()
    counted = []
    for name in ("copy.db", "kept.backup"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            counted += connection.execute("SELECT count(*) FROM users WHERE name = 'نو'").fetchone()
    assert counted == [0, 1]


def test_a_password_is_in_no_list_of_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@" > "$0.words"\necho "$PGPASSWORD" > "$0.password"\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(NotAvailable, match="«pg_dump» کار را تمام نکرد"):
        back_up("postgresql://bumi:hidden-word@127.0.0.1:1/bumi", tmp_path / "kept.backup")
    assert "hidden-word" not in (tmp_path / "pg_dump.words").read_text()
    assert "host=127.0.0.1" in (tmp_path / "pg_dump.words").read_text()
    assert (tmp_path / "pg_dump.password").read_text() == "hidden-word\n"
    assert not (tmp_path / "kept.backup").exists()


def test_a_machine_without_pg_dump_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotAvailable, match="postgresql-client"):
        back_up("postgresql://bumi@127.0.0.1:1/bumi", tmp_path / "kept.backup")
