"""Reach: each line is counted once, through rotation, compression and crashes; who read is not kept."""

import gzip
import os
import re
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.publication.reach import PageView, close_days, record_views
from bumi.newsroom.tables import ReachDay, ReachSalt, ReachVisitor
from bumi.persian.calendar import now, start_of, tehran_day
from bumi.pipeline import reach
from bumi.pipeline.reach import LogReading, logs_in, read_logs
from tests.newsroom.stage import publish
from tests.publishing.stage import Desk, far

SITE = "https://news.example"
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom with one published piece, number 1, and one that is not."""
    opened = open_newsroom(f"sqlite:///{tmp_path}/bumi.db")
    desk = Desk(opened)
    desk.approve("نان")
    desk.approve("آب", shade=2)
    with opened.session() as session:
        publish(session, piece(session, 1), now())
    yield opened
    opened.close()


def line(second: int, who: int = 1, of: int = 1, agent: str = PHONE, query: str = "") -> bytes:
    at = start_of(tehran_day(now())) + timedelta(seconds=second % 100)
    stamp = at.strftime("%d/%b/%Y:%H:%M:%S %z")
    asked = f"GET /p/{of}-%D9%86%D8%A7%D9%86/{query} HTTP/1.1"
    return f'10.0.{who // 250}.{who % 250} - - [{stamp}] "{asked}" 200 {second} "-" "{agent}"\n'.encode()


def counted(newsroom: Newsroom) -> tuple[int, int]:
    with newsroom.reading() as session:
        views, visitors = session.execute(select(func.sum(ReachDay.views), func.sum(ReachDay.visitors))).one()
    return int(views or 0), int(visitors or 0)


def test_views_and_visitors_are_counted_by_channel(newsroom: Newsroom, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    lines = [line(1), line(2, query="?from=bale"), line(3, who=2, query="?from=bale"), line(4, of=2), line(5, of=777)]
    log.write_bytes(b"".join([*lines, line(6, agent="Googlebot/2.1"), b"nonsense\n"]))
    done = read_logs(newsroom, [log], SITE)
    assert done == LogReading(files=1, lines=7, views=3, robots=1, broken=1)
    with newsroom.reading() as session:
        found = {
            row.channel.value: (row.piece_id, row.views, row.visitors) for row in session.scalars(select(ReachDay))
        }
    assert found == {"direct": (1, 1, 1), "bale": (1, 2, 1)}  # a visitor counts once a day, where the first view was


def test_reading_goes_on_where_it_ended_through_rotation_and_compression(newsroom: Newsroom, tmp_path: Path) -> None:
    log, former, oldest = (tmp_path / name for name in ("access.log", "access.log.1", "access.log.2.gz"))
    log.write_bytes(line(1) + line(2, who=2)[:40])  # its last line is being written
    assert read_logs(newsroom, [log], SITE).lines == 1
    log.write_bytes(line(1) + line(2, who=2))
    assert read_logs(newsroom, [log], SITE).lines == 1
    log.write_bytes(line(1) + line(2, who=2) + line(3, who=3))
    log.rename(former)
    log.write_bytes(line(4, who=4))
    assert read_logs(newsroom, [log, former], SITE).lines == 2
    oldest.write_bytes(gzip.compress(former.read_bytes() + line(5, who=5)))
    former.unlink()
    assert read_logs(newsroom, [log, oldest], SITE).lines == 1
    assert read_logs(newsroom, [log, oldest], SITE).lines == 0
    assert counted(newsroom) == (5, 5)


def test_a_file_that_was_cut_or_is_damaged_is_told_and_stops_no_other(newsroom: Newsroom, tmp_path: Path) -> None:
    cut, damaged, good = tmp_path / "cut.log", tmp_path / "damaged.log.gz", tmp_path / "good.log"
    cut.write_bytes(line(1) + line(2))
    read_logs(newsroom, [cut], SITE)
    cut.write_bytes(line(1))
    damaged.write_bytes(gzip.compress(b"".join(line(3, who=who) for who in range(2000)))[:-200])
    good.write_bytes(line(4, who=4))
    done = read_logs(newsroom, [cut, damaged, tmp_path / "none.log", good], SITE)
    assert [re.findall("«(.*?)»", each) for each in done.problems] == [["cut.log"], ["damaged.log.gz"], ["none.log"]]
    assert counted(newsroom)[0] >= 3


def test_hostile_lines_are_counted_and_harm_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    hostile = [
        b"\xff\xfe\x00 \x1b[31m\n",
        b"A" * 200_000 + b"\n",
        line(2).replace(b"Mozilla", b"\xd8\x27; DROP TABLE pieces; --"),
        line(3)[:-1] + b'" 200 1 "-" "x\r\n',
        b"\n",
        b'5.6.7.8 - - [99/Foo/2026:00:00:00 +0000] "GET /p/1-x/ HTTP/1.1" 200 1 "-" "Mozilla"\n',
    ]
    log.write_bytes(line(1) + b"".join(hostile) + line(9, who=9))
    done = read_logs(newsroom, [log], SITE)
    assert (done.lines, done.broken, done.views) == (8, 4, 4)
    assert read_logs(newsroom, [log], SITE).lines == 0


def test_who_read_is_not_kept(newsroom: Newsroom, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(line(1, who=7))
    read_logs(newsroom, [log], SITE)
    with newsroom.engine.connect() as connection:
        dump = "\n".join(connection.connection.dbapi_connection.iterdump())  # type: ignore[union-attr]
    assert "10.0.0.7" not in dump and "Android" not in dump
    day = tehran_day(now())
    with newsroom.session() as session:
        assert session.query(ReachSalt).count() == session.query(ReachVisitor).count() == 1
        close_days(session, day + timedelta(days=1))
        assert session.query(ReachSalt).count() == 1  # yesterday's log is read tonight
        close_days(session, day + timedelta(days=2))
        assert session.query(ReachSalt).count() == session.query(ReachVisitor).count() == 0
    assert counted(newsroom) == (1, 1)


def test_a_run_that_dies_counts_nothing_twice(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(b"".join(line(number, who=number) for number in range(30)))
    monkeypatch.setattr(reach, "_AT_ONCE", 10)
    died = iter((False, True))

    def dies(session: Session, views: Sequence[PageView]) -> int:
        done = record_views(session, views)
        if next(died, False):
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(reach, "record_views", dies)
    with pytest.raises(KeyboardInterrupt):
        read_logs(newsroom, [log], SITE)
    assert counted(newsroom) == (10, 10)
    read_logs(newsroom, [log], SITE)
    assert counted(newsroom) == (30, 30)


@pytest.mark.soak
def test_lines_are_read_and_counted_in_bulk(newsroom: Newsroom, tmp_path: Path) -> None:
    """A hundred thousand lines take 4 s on a quiet machine. `make test` reads a quarter, more than one transaction."""
    log, count = tmp_path / "access.log", far(25_000, 100_000)
    log.write_bytes(b"".join(line(number, who=number % 20_000) for number in range(count)))
    begun = time.process_time()
    done = read_logs(newsroom, [log], SITE)
    took = time.process_time() - begun
    assert (done.views, counted(newsroom)) == (count, (count, 20_000))
    assert took < count / 6_000, took


def test_logs_are_those_of_a_folder_or_of_a_path_with_wildcards_oldest_first(tmp_path: Path) -> None:
    for age, name in enumerate(("access.log", "access.log.1", "error.log")):
        (tmp_path / name).write_bytes(b"x\n")
        os.utime(tmp_path / name, (10_000 - age, 10_000 - age))
    assert [each.name for each in logs_in(str(tmp_path))] == ["error.log", "access.log.1", "access.log"]
    assert [each.name for each in logs_in(f"{tmp_path}/access.log*")] == ["access.log.1", "access.log"]
    assert logs_in("") == []
