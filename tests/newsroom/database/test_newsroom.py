"""Opening the database, and sessions that are one transaction each."""

import os
import sqlite3
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from bumi.errors import BadInput, NotAvailable
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import pieces, submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Invitation, Piece
from bumi.persian.calendar import now
from tests.newsroom.stage import brief, new_piece, person


def test_a_session_is_kept_whole_or_not_at_all(newsroom: Newsroom) -> None:
    with pytest.raises(ZeroDivisionError), newsroom.session() as session:
        new_piece(session)
        raise ZeroDivisionError
    with newsroom.session() as session:
        assert pieces(session) == []
        new_piece(session)
    with newsroom.session() as session:
        assert len(pieces(session)) == 1


def test_what_a_session_gave_can_be_read_after_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
    assert piece.revision
    assert (piece.brief_model.topic, piece.revision.fields_model.headline) == (
        "جشنواره گل محمدی",
        "گل محمدی در لاله‌زار",
    )
    assert (len(piece.revision.media), piece.revision.checkup is not None, piece.dismissals) == (1, True, [])


def test_a_naive_moment_never_enters(newsroom: Newsroom) -> None:
    with pytest.raises(StatementError, match="naive datetime"), newsroom.session() as session:
        submit(session, brief(), person(session, Role.CONTENT)).publish_at = datetime(2026, 1, 1)


def test_keys_are_watched(newsroom: Newsroom) -> None:
    with pytest.raises(IntegrityError), newsroom.session() as session:
        session.execute(text("UPDATE users SET role = 'chief'"))
        submit(session, brief(), machine(session)).submitted_by = "nobody"


def test_persian_is_stored_as_persian(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new_piece(session)
        assert "گل محمدی" in str(session.scalar(text("SELECT CAST(fields AS TEXT) FROM revisions")))


def test_opening_again_keeps_everything(empty_url: str) -> None:
    for _ in range(2):
        newsroom = open_newsroom(empty_url)
        with newsroom.session() as session:
            add_user(session, "مریم", Role.EDITOR)
        newsroom.close()


def test_many_may_open_a_new_database_at_once(empty_url: str) -> None:
    def open_and_look(_: int) -> str:
        newsroom = open_newsroom(empty_url)
        with newsroom.session() as session:
            name = machine(session).name
        newsroom.close()
        return name

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(open_and_look, range(4))) == ["bumi"] * 4


def test_whoever_opens_a_new_database_in_the_same_moment_waits_its_turn(tmp_path: Path) -> None:
    together = Barrier(8)

    def open_and_close(url: str) -> None:
        together.wait()
        open_newsroom(url).close()

    with ThreadPoolExecutor(8) as threads:
        for round_ in range(20):  # one round in seven fails where nobody waits
            list(threads.map(open_and_close, [f"sqlite:///{tmp_path}/{round_}.db"] * 8))


def test_a_newer_schema_is_left_alone(empty_url: str) -> None:
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newsroom.close()
    with pytest.raises(NotAvailable, match=r"تازه‌تر است \(نسخه 9999\)؛ برنامه را به‌روز کنید"):
        open_newsroom(empty_url)


def test_sqlite_lets_readers_read_while_one_writes(tmp_path: Path) -> None:
    open_newsroom(f"sqlite:///{tmp_path}/bumi.db").close()
    connection = sqlite3.connect(tmp_path / "bumi.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_process_that_writes_all_the_time_keeps_nobody_out(tmp_path: Path) -> None:
    url, holds, over, turns, waited = f"sqlite:///{tmp_path}/bumi.db", Event(), Event(), list[None](), 0
    busy, other = open_newsroom(url), open_newsroom(url)

    def write() -> None:
        while not over.wait(0.002):
            with busy.session() as session:
                machine(session)
                turns.append(None)
                holds.set()
                over.wait(0.2)

    with ThreadPoolExecutor(1) as threads:
        threads.submit(write)
        for _ in range(4):
            holds.clear()
            holds.wait()
            before = len(turns)
            with other.session() as session:
                machine(session)
            waited += len(turns) - before
        over.set()
    for each in (busy, other):
        each.close()
    assert waited < 30  # turns of the busy one, of which those that only tried ten times a second waited 16 each


@pytest.mark.parametrize("url", ["", "bumi.db", "mysql://host/bumi", "postgresql://host:port/bumi"])
def test_an_address_we_cannot_use_says_what_one_looks_like(url: str) -> None:
    with pytest.raises(NotAvailable, match="BUMI_DATABASE_URL را مانند"):
        open_newsroom(url)


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(NotAvailable, match=r"postgresql\+psycopg://bumi:\*\*\*@127.0.0.1:1/bumi.* پاسخ نداد") as error:
        open_newsroom("postgresql://bumi:hidden-word@127.0.0.1:1/bumi")
    assert "hidden-word" not in str(error.value)


@pytest.mark.parametrize("place", ["file/bumi.db", "folder"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    os.mkdir(tmp_path / "folder")
    with pytest.raises(NotAvailable, match="BUMI_DATABASE_URL"):
        open_newsroom(f"sqlite:///{tmp_path / place}")


@pytest.mark.parametrize("part", ["nothing", "head", "middle", "text"])
def test_a_damaged_file_comes_with_its_remedy(tmp_path: Path, part: str) -> None:
    path = tmp_path / "bumi.db"
    newsroom = open_newsroom(f"sqlite:///{path}")
    with newsroom.session() as session:
        new_piece(session)
    newsroom.close()
    data = path.read_bytes()
    spoilt = {
        "nothing": b"",
        "head": bytes(4096) + data[4096:],
        "middle": data[:4096] + bytes(len(data) - 4096),
        "text": b"x" * 9000,
    }
    path.write_bytes(spoilt[part])
    with pytest.raises(NotAvailable, match=r"bumi\.db» آسیب دیده است .*«bumi restore FILE»"):
        opened = open_newsroom(f"sqlite:///{path}")
        try:
            opened.check()
        finally:
            opened.close()


def test_a_sound_database_passes(newsroom: Newsroom) -> None:
    newsroom.check()


@pytest.mark.parametrize("value", ["\ud800", "a\x00b", 10**30])
def test_a_value_that_no_column_holds_is_told(newsroom: Newsroom, value: str | int) -> None:
    with pytest.raises(BadInput, match="چیزی ثبت نشد"), newsroom.session() as session:
        if isinstance(value, int):
            session.get(Piece, value)
        else:
            submit(session, brief(), person(session, Role.CONTENT)).brief = {"topic": value}


def test_an_error_repeats_no_row(newsroom: Newsroom) -> None:
    with pytest.raises(IntegrityError) as error, newsroom.session() as session:
        session.add(Invitation(hash="secret-hash", user="nobody", by="nobody", expires_at=now()))
    told = "".join(traceback.format_exception(error.value))
    assert "secret-hash" not in told and "nobody" not in told and "INSERT" in told
