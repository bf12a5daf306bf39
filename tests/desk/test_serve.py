"""The desk as it is served: who a request is from, and eighty people at the door at once."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Semaphore

import httpx2
import pytest
import uvicorn

from bench.serving import free_port
from bumi.desk.desk import Desk
from bumi.desk.pages import sign_in
from bumi.desk.serve import config
from bumi.errors import BadInput
from bumi.newsroom.accounts.sign_in import SignInOutcome, attempts
from bumi.newsroom.database import Newsroom
from bumi.settings import ROOT, Settings
from tests.desk.stage import PASSWORD
from tests.publishing.stage import far
from tests.servers import running

SERVE = """
import sys, uvicorn
from bumi.desk.desk import Desk
from bumi.desk.serve import config
from bumi.newsroom.database import open_newsroom
from bumi.settings import Settings

newsroom = open_newsroom("sqlite:///bumi.db")
uvicorn.Server(config(Desk(newsroom, Settings(), lambda: None), "127.0.0.1", int(sys.argv[1]))).run()
"""
Serve = Callable[..., str]


@pytest.fixture
def serve(newsroom: Newsroom) -> Iterator[Serve]:
    """Serve the desk in a thread, with the proxies named; return its address."""
    with ExitStack() as open_:
        yield lambda proxies="": open_.enter_context(served(newsroom, proxies))


@contextmanager
def served(newsroom: Newsroom, proxies: str) -> Iterator[str]:
    desk, port = Desk(newsroom, Settings(desk_proxies=proxies), lambda: None), free_port()
    with running(uvicorn.Server(config(desk, "127.0.0.1", port))):
        yield f"http://127.0.0.1:{port}"


class Comer:
    """Somebody who signs in at a served desk."""

    def __init__(self, address: str) -> None:
        self.address = address
        page = httpx2.get(f"{address}/sign-in", timeout=60)
        found = re.search(r'name="token" value="(\w+)"', page.text)
        assert found
        self.token, self.cookie = found[1], page.headers["set-cookie"].partition(";")[0]

    def enter(self, name: str = "مریم", password: str = PASSWORD, **headers: str) -> int:
        form = {"token": self.token, "name": name, "password": password, "next": "/"}
        sent = headers | {"cookie": self.cookie}
        answer = httpx2.post(f"{self.address}/sign-in", data=form, headers=sent, timeout=200)
        return answer.status_code


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        ("", "198.51.100.7", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.0/8, 10.0.0.0/24", "192.0.2.1, 198.51.100.7, 10.0.0.9", "198.51.100.7"),
        ("10.0.0.0/24", "198.51.100.7", "127.0.0.1"),
    ],
)
def test_only_proxies_that_are_named_say_who_came(
    newsroom: Newsroom, serve: Serve, proxies: str, forwarded: str, address: str
) -> None:
    assert Comer(serve(proxies)).enter(password="نادرست", **{"x-forwarded-for": forwarded}) == 401
    with newsroom.reading() as session:
        assert [each.address for each in attempts(session)] == [address]


@pytest.mark.parametrize("proxies", ["*", "proxy.example", "0.0.0.0/0", "127.0.0.1, ::/0", "10.0.0.1/8"])
def test_a_proxy_is_an_address_and_not_the_whole_world(desk: Desk, proxies: str) -> None:
    with pytest.raises(BadInput, match="BUMI_DESK_PROXIES"):
        config(replace(desk, settings=Settings(desk_proxies=proxies)), "127.0.0.1", 0)


def test_people_at_the_door_keep_no_page_waiting(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    address, go_on, came = serve(), Event(), Semaphore(0)
    come = Comer(address)

    def no_code(*_: object) -> bool:
        came.release()
        return False

    def slow(*_: object) -> SignInOutcome:
        assert go_on.wait(240)
        return SignInOutcome.WRONG

    monkeypatch.setattr(sign_in, "is_invited", no_code)
    monkeypatch.setattr(sign_in, "judge", slow)
    with ThreadPoolExecutor(50) as people:
        tries = [people.submit(come.enter, f"کاربر {number}") for number in range(50)]  # more than there are threads
        try:
            assert all(came.acquire(timeout=120) for _ in tries)
            for _ in range(5):
                assert httpx2.get(f"{address}/sign-in", timeout=120).status_code == 200
            assert not any(each.done() for each in tries)
        finally:
            go_on.set()
    assert {each.result() for each in tries} == {401}


@pytest.mark.soak
def test_many_sign_ins_at_once_take_little_memory(newsroom: Newsroom, home: Path) -> None:
    people = far(6, 80)
    environment, port = os.environ | {"PYTHONPATH": str(ROOT)}, free_port()
    with subprocess.Popen([sys.executable, "-c", SERVE, str(port)], cwd=home, env=environment) as server:
        try:
            come = Comer(ready(f"http://127.0.0.1:{port}"))
            before = peak_mb(server.pid)
            with ThreadPoolExecutor(people) as crowd:
                assert set(crowd.map(lambda _: come.enter(), range(people))) == {303}
            assert peak_mb(server.pid) - before < 250  # each password takes 64 MB
        finally:
            server.terminate()


def ready(address: str) -> str:
    transport = httpx2.HTTPTransport(retries=100)
    with httpx2.Client(transport=transport, timeout=60) as client:
        client.get(f"{address}/sign-in")
    return address


def peak_mb(pid: int) -> int:
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) // 1024
