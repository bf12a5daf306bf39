"""A flood of questions from many addresses, while editors work at the desk and people open, send and follow the form.

Under `make test` for a few seconds on SQLite, under `make soak` 2,000 questions in a minute, and on PostgreSQL too.
Form and desk run as in production.
"""

import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select

from bench.serving import free_port
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.users import Role, add_user
from bumi.newsroom.database import open_newsroom
from bumi.newsroom.tables import PublicQuestion, SignIn
from tests.intake.flood import PROVIDERS, WAIT_S, flood
from tests.intake.forms import filled
from tests.intake.stage import QUESTION
from tests.newsroom.conftest import database, postgresql
from tests.processes import until
from tests.publishing.stage import far

__all__ = ["postgresql"]

pytestmark = pytest.mark.soak

MEMORY_MB = 400
EDITOR = "editor"  # a cookie
PAGE_S, FORM_S = far(30, 1), far(30, 1)  # within which 95 of 100 are there; under `make test` others share the machine
MOST_WAITING = far(40, 500)
BURST, EVERY_S = 60, 2  # what is accepted of all together
CALM, CALM_EVERY_S = 5, 600  # and above that of each of the networks with what a provider has


@dataclass(frozen=True)
class Servers:
    """A form and a desk that run on one database, and the process of the form."""

    form: str
    desk: str
    process: int
    database: str


@pytest.fixture(params=["sqlite", "postgresql"][: far(1, 2)])
def url(request: pytest.FixtureRequest, home: Path, sqlite_template: Path) -> Iterator[str]:
    """The address of a database at the newest schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(sqlite_template, home / 'bumi.db')}"
    else:
        with database(request.getfixturevalue("postgresql"), "flood") as address:
            yield address


@pytest.fixture
def servers(home: Path, url: str) -> Iterator[Servers]:
    """`bumi intake` behind a proxy, and `bumi desk` with an editor signed in."""
    newsroom = open_newsroom(url)
    with newsroom.session() as session:
        editor = add_user(session, "ویراستار", Role.EDITOR)
        session.add(SignIn(hash=fingerprint(EDITOR), user=editor.name))
    newsroom.close()
    form, desk = free_port(), free_port()
    own = {
        "BUMI_DATABASE_URL": url,
        "BUMI_DESK_URL": f"http://127.0.0.1:{desk}",
        "BUMI_INTAKE_URL": f"http://127.0.0.1:{form}/ask",
        "BUMI_INTAKE_PROXIES": "127.0.0.1",
        "BUMI_INTAKE_MOST_WAITING": str(MOST_WAITING),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    with (
        _running(home / "desk.log", own, "desk") as first,
        _running(home / "form.log", own, "intake", "--port", str(form)) as second,
    ):
        for address, process in ((own["BUMI_INTAKE_URL"], second), (f"{own['BUMI_DESK_URL']}/sign-in", first)):
            until(partial(_answers, address, process), address)
        yield Servers(f"http://127.0.0.1:{form}", own["BUMI_DESK_URL"], second.pid, url)


def test_a_flood_holds_up_nobody_and_loses_and_doubles_nothing(servers: Servers, home: Path) -> None:
    count, within = far(120, 2000), far(4, 60)
    began = time.monotonic()
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        flooding = pool.submit(flood, servers.form, count, within)
        pages, visits, mine, most = _meanwhile(servers, flooding.done)
        flooded = flooding.result()
    took = time.monotonic() - began
    codes = [code for each in flooded.codes for code in set(each)]
    stored = _stored(servers.database)
    print(
        f"{count} questions in {within} s: {dict(Counter(flooded.statuses))}, {len(stored)} held, at most {most} MB; "
        f"95 of 100 within: {_slow(flooded.seconds):.2f} s of the flood, {_slow(visits):.2f} s of {len(visits)} "
        f"visits, {_slow(pages):.2f} s of {len(pages)} pages of the desk"
    )
    assert not flooded.failed and set(flooded.statuses) <= {200, 303, 429}, (home / "form.log").read_text("utf-8")
    assert all(len(set(each)) <= 1 for each in flooded.codes)  # one form, one question
    assert Counter(stored) == Counter({*map(_code, codes), *map(_code, mine)})  # nothing lost, nothing doubled
    calm = (PROVIDERS + 1) * (CALM + took / CALM_EVERY_S)
    assert len(codes) > 10 and len(stored) <= min(MOST_WAITING, BURST + took / EVERY_S + calm + 1)
    assert mine, "a calm network is served in a flood"
    assert most < MEMORY_MB and _slow(visits) < FORM_S and _slow(pages) < PAGE_S
    assert (home / "form.log").read_text("utf-8").count("\n") < 10


def _meanwhile(servers: Servers, done: Callable[[], bool]) -> tuple[list[float], list[float], list[str], int]:
    """Work at the desk and ask by the form until `done`; return the seconds of pages and of visits, codes, most MB."""
    pages, forms, codes, most = list[float](), list[float](), list[str](), 0
    visited = cycle(["/", "/calendar"])
    with (
        httpx2.Client(base_url=servers.desk, cookies={"bumi": EDITOR}, timeout=60) as editor,
        httpx2.Client(base_url=servers.form, timeout=60, headers={"x-forwarded-for": "192.0.2.7"}) as visitor,
    ):
        while not done():
            assert _timed(pages, lambda: editor.get(next(visited))).status_code == 200
            page = _timed(forms, lambda: visitor.get("/ask"))
            until_ready = time.monotonic() + WAIT_S
            while time.monotonic() < until_ready:
                assert _timed(pages, lambda: editor.get(next(visited))).status_code == 200
                most = max(most, _held_mb(servers.process))
                time.sleep(0.2)
            form = filled(page.text) | {"text": QUESTION}
            sent = _timed(forms, partial(visitor.post, "/ask", data=form))
            assert sent.status_code in (303, 429)
            if sent.status_code == 303:
                codes.append(sent.headers["location"])
                assert _timed(forms, lambda: visitor.get(codes[-1])).status_code == 200
    return pages, forms, codes, most


def _timed(seconds: list[float], request: Callable[[], httpx2.Response]) -> httpx2.Response:
    begun = time.monotonic()
    answer = request()
    seconds.append(time.monotonic() - begun)
    return answer


def _slow(seconds: list[float]) -> float:
    """Return within how many seconds 95 of 100 are."""
    return statistics.quantiles(seconds, n=20)[-1]


def _stored(database: str) -> list[str]:
    newsroom = open_newsroom(database)
    with newsroom.reading() as session:
        found = list(session.scalars(select(PublicQuestion.code)))
    newsroom.close()
    return found


def _code(location: str) -> str:
    return location.removeprefix("/ask/").partition("?")[0]


def _held_mb(process: int) -> int:
    held = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(held[1]) // 1024 if held else 0


def _answers(address: str, process: "subprocess.Popen[bytes]") -> bool:
    assert process.poll() is None, address
    try:
        return httpx2.get(address).status_code == 200
    except httpx2.TransportError:
        return False


@contextmanager
def _running(log: Path, own: dict[str, str], *command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command of bumi for the block."""
    with (
        log.open("wb") as file,
        subprocess.Popen([sys.executable, "-m", "bumi.cli", *command], env=os.environ | own, stderr=file) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
