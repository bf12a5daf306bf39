"""Streams of open pages, over a real server: they name what has changed, cost little, and end with the server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Event, active_count

import httpx2
import pytest
from sqlalchemy.pool import QueuePool

from bench.serving import free_port
from bumi.desk import live
from bumi.desk.desk import Desk
from bumi.desk.serve import DeskServer, config
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.queries.changes import Changes
from bumi.newsroom.tables import SignIn
from tests.desk.stage import WATER
from tests.newsroom.stage import brief, new_piece, send
from tests.servers import running

Listen = Callable[..., Iterator[str]]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Event:
    """It is set once the desk has looked for changes, so that what comes later is one."""
    told, look = Event(), live.LiveUpdates._look

    def note(updates: live.LiveUpdates, pieces: set[int]) -> Changes:
        try:
            return look(updates, pieces)
        finally:
            told.set()

    monkeypatch.setattr(live.LiveUpdates, "_look", note)
    return told


@pytest.fixture
def server(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskServer]:
    """The desk, served; it looks for changes ten times a second."""
    monkeypatch.setattr(live, "_EVERY_S", 0.1)
    monkeypatch.setattr(live, "_HEARTBEAT_S", 0.5)
    made = DeskServer(config(desk, "127.0.0.1", free_port()))
    with running(made):
        yield made


@pytest.fixture
def listen(server: DeskServer, desk: Desk) -> Iterator[Listen]:
    """Open a stream of a person; it gives the names of the parts that have changed."""
    with ExitStack() as opened:

        def open_stream(name: str, path: str = "/events", status: int = 200) -> Iterator[str]:
            cookie = name.encode().hex()
            with desk.newsroom.session() as session:
                session.merge(SignIn(hash=fingerprint(cookie), user=name))
            client = opened.enter_context(httpx2.Client(base_url=f"http://127.0.0.1:{server.config.port}", timeout=120))
            answer = opened.enter_context(client.stream("GET", path, headers={"cookie": f"{desk.cookie}={cookie}"}))
            assert answer.status_code == status
            if status == 200:
                assert answer.headers["content-type"].startswith("text/event-stream")
                assert answer.headers["x-accel-buffering"] == "no"
                lines = answer.iter_lines()
                assert next(lines).startswith("retry:")
                return (line.removeprefix("event: ") for line in lines if line.startswith("event: "))
            return iter(())

        yield open_stream


def test_the_queue_is_told_of_a_new_brief_and_of_who_opens_a_piece(listen: Listen, desk: Desk, looked: Event) -> None:
    parts = listen("مریم")
    assert looked.wait(120)
    with desk.newsroom.session() as session:
        id = submit(session, brief(), user(session, "نرگس")).id
    assert next(parts) == "queue"
    desk.presence.note(id, "رضا")
    assert next(parts) == "queue"


def test_a_waiting_page_is_told_of_each_step_and_of_others(listen: Listen, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        piece = new_piece(session)
        id = piece.id
    parts = listen("نرگس", f"/pieces/{id}/events")
    assert next(parts) == "progress"  # what changed before it listened
    assert next(parts) == "lookers"  # its own person
    with desk.newsroom.session() as session:
        send(session, session.get_one(type(piece), id))
    assert next(parts) == "progress"
    others = listen("مریم", f"/pieces/{id}/events")
    assert next(others) == "progress" and next(part for part in parts if part == "lookers")
    assert desk.presence.others([id], "نرگس") == {id: ("مریم",)}


def test_only_those_who_see_a_piece_listen_to_it(listen: Listen, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        id = submit(session, brief(agency=WATER), user(session, "هادی")).id
    listen("هادی", f"/pieces/{id}/events")
    listen("مریم", f"/pieces/{id}/events")
    listen("نرگس", f"/pieces/{id}/events", status=404)


def test_fifty_open_pages_hold_no_connection_and_no_thread(listen: Listen, desk: Desk, looked: Event) -> None:
    before = active_count()
    people = ("نرگس", "هادی", "مریم", "کامران", "رضا")
    parts = [listen(name) for name in people for _ in range(10)]
    assert looked.wait(120)
    with desk.newsroom.session() as session:
        submit(session, brief(), user(session, "نرگس"))
    assert [next(each) for each in parts] == ["queue"] * 50
    pool = desk.newsroom.engine.pool
    assert isinstance(pool, QueuePool) and pool.checkedout() <= 1  # the one look for all
    assert active_count() <= before + 12  # threads in which requests were authorized


def test_a_person_has_so_many_streams_and_no_more(listen: Listen) -> None:
    kept = [listen("مریم") for _ in range(12)]
    listen("مریم", status=204)
    assert kept and listen("رضا")
