"""An editor works on while the desk, served by a process of its own, gets hostile requests all the time.

Under `make test` for a few seconds and at a tenth of their size, under `make soak` for minutes and whole.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from threading import Event
from types import MappingProxyType

import httpx2
import pytest

from bumi.brief import Kind
from bumi.desk.brief_form import blank
from bumi.desk.visit import form_token
from bumi.newsroom.brief_drafts import begin_draft
from bumi.newsroom.database import open_newsroom
from bumi.newsroom.passwords import fingerprint
from bumi.newsroom.revisions import edit
from bumi.newsroom.states import State
from bumi.newsroom.tables import SignIn
from bumi.newsroom.tokens import make_token
from bumi.newsroom.users import user
from tests.desk import attacks
from tests.newsroom.stage import reach, words
from tests.publishing.stage import far

MEMORY_MB = 1000
PAGE_S = 1.0  # within which 95 of 100 pages are there
COOKIE = "siege"
FORM = {"content-type": "application/x-www-form-urlencoded"}
PARTS = {"content-type": "multipart/form-data; boundary=bound"}


@dataclass(frozen=True)
class Served:
    """A desk that runs: where, as which process, and the key of an agency's program."""

    address: str
    process: int
    key: str


@pytest.fixture
def served(home: Path, migrated: Path) -> Iterator[Served]:
    """`bumi desk` on a newsroom with one piece in two long versions, and a brief that is being typed."""
    url = f"sqlite:///{shutil.copy(migrated, home / 'bumi.db')}"
    key, port = _furnish(url), _free_port()
    own = {
        "BUMI_DATABASE_URL": url,
        "BUMI_DESK_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "bumi.cli", "desk"]
    with (home / "desk.log").open("wb") as log, subprocess.Popen(command, env=os.environ | own, stderr=log) as process:
        try:
            _await(f"{own['BUMI_DESK_URL']}/sign-in", process)
            yield Served(own["BUMI_DESK_URL"], process.pid, key)
        finally:
            process.terminate()


def _furnish(url: str) -> str:
    newsroom = open_newsroom(url)
    before, after = attacks.two_texts(6_000)
    with newsroom.session() as session:
        chief, editor = user(session, "رضا"), user(session, "مریم")
        session.add(SignIn(hash=fingerprint(COOKIE), user=chief.name))
        piece = reach(session, State.SUBMITTED)
        for text in (before, after):
            assert piece.revision is not None
            edit(session, piece, words().model_copy(update={"body": text}), editor, piece.revision.number)
        begin_draft(session, chief, blank(Kind.EVENT, ""))
        key = make_token(session, user(session, "نرگس"), "siege", chief)
    newsroom.close()
    return key


def _bodies(made: Mapping[str, Callable[[int], bytes]], size: int) -> Iterator[bytes]:
    """Give the bodies of a kind of attack, again and again."""
    return cycle([body(size) for body in made.values()])


def _texts(size: int) -> Iterator[str]:
    return cycle([text(size) for text in (*attacks.RELEASES.values(), *attacks.TEXTS.values())])


class Attacker:
    """Sends one kind of request as fast as it is answered."""

    def __init__(self, served: Served, scale: float) -> None:
        self.scale = scale
        self.client = httpx2.Client(base_url=served.address, cookies={"bumi": COOKIE}, timeout=120)
        self.key = {"authorization": f"Bearer {served.key}", "content-type": "application/json"}

    def forms(self) -> Iterator[httpx2.Response]:
        for body in _bodies(attacks.FORMS, int(11_000_000 * self.scale)):
            yield self.client.post("/sign-in", content=body, headers=FORM)

    def parts(self) -> Iterator[httpx2.Response]:
        for body in _bodies(attacks.PARTS, int(11_000_000 * self.scale)):
            yield self.client.post("/briefs/paste", content=body, headers=PARTS)

    def api(self) -> Iterator[httpx2.Response]:
        for body in _bodies(attacks.BRIEFS, int(100_000 * self.scale)):
            yield self.client.post("/api/briefs", content=body, headers=self.key)

    def releases(self) -> Iterator[httpx2.Response]:
        for text in _texts(int(60_000 * self.scale)):
            yield self._send("/briefs/paste", release=text)

    def yamls(self) -> Iterator[httpx2.Response]:
        for body in _bodies(attacks.YAMLS, int(1_000_000 * self.scale)):
            yield self._send("/briefs/upload", file=body)

    def photos(self) -> Iterator[httpx2.Response]:
        for body in _bodies(attacks.PHOTOS, int(8_900 * self.scale)):
            yield self._send("/briefs/1/photo", file=body)

    def checks(self) -> Iterator[httpx2.Response]:
        for text in _texts(int(20_000 * self.scale)):
            yield self._send("/pieces/1/check", headline="خبر", lede="خبر تازه", body=text)

    def revisions(self) -> Iterator[httpx2.Response]:
        while True:
            yield self.client.get("/pieces/1/compare?before=2&after=3")

    def passwords(self) -> Iterator[httpx2.Response]:
        for number in cycle(range(1000)):
            yield self._send("/sign-in", name=f"ناشناس {number}", password="گل محمدی در لاله‌زار")

    def _send(self, path: str, file: bytes = b"", **fields: str) -> httpx2.Response:
        fields["token"] = form_token(COOKIE)
        return self.client.post(path, data=fields, files={"file": ("file", file)} if file else None)


KINDS: Mapping[str, tuple[Callable[[Attacker], Iterator[httpx2.Response]], int]] = MappingProxyType(
    {
        "forms": (Attacker.forms, 2),
        "parts": (Attacker.parts, 2),
        "api": (Attacker.api, 2),
        "releases": (Attacker.releases, 2),
        "yamls": (Attacker.yamls, 2),
        "photos": (Attacker.photos, 6),
        "checks": (Attacker.checks, 2),
        "revisions": (Attacker.revisions, 2),
        "passwords": (Attacker.passwords, 20),
    }
)
"""Each kind of attack, and how many send it at once."""


def test_an_editor_works_on_under_attack(served: Served) -> None:
    pages, answers, most = _besieged(served, far(8, 300), far(1, 10) / 10)
    assert set(answers) == set(KINDS)  # each was answered
    failures = {kind: codes for kind, codes in answers.items() if any(code >= 500 and code != 503 for code in codes)}
    slow = statistics.quantiles(pages, n=20)[-1]
    told = {kind: len(codes) for kind, codes in answers.items()}
    print(f"95 of 100 of {len(pages)} pages within {slow:.2f} s, {most} MB, answered {told}")
    assert not failures, (Path.cwd() / "desk.log").read_text()[-5000:]
    assert most < MEMORY_MB
    assert slow < PAGE_S


def _besieged(served: Served, seconds: float, scale: float) -> tuple[list[float], dict[str, list[int]], int]:
    """Return the seconds of each of an editor's pages, the answers to each kind of attack, and the most MB held."""
    over, pages, answers, most = Event(), list[float](), dict[str, list[int]](), 0

    def attack(kind: str) -> None:
        attacker = Attacker(served, scale)
        with attacker.client:
            for answer in KINDS[kind][0](attacker):
                answers.setdefault(kind, []).append(answer.status_code)
                if over.is_set():
                    return

    with ThreadPoolExecutor(max_workers=64) as pool:
        sent = [pool.submit(attack, kind) for kind, (_, times) in KINDS.items() for _ in range(times)]
        until = time.monotonic() + seconds
        with httpx2.Client(base_url=served.address, cookies={"bumi": COOKIE}, timeout=60) as editor:
            while time.monotonic() < until or len(answers) < len(KINDS):
                began = time.monotonic()
                assert editor.get("/").status_code == 200
                pages.append(time.monotonic() - began)
                most = max(most, _held_mb(served.process))
                over.wait(0.1)
        over.set()
        for each in sent:
            each.result()
    return pages, answers, most


def _held_mb(process: int) -> int:
    """Return what the desk and all that it began hold."""
    held = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        held += sum(_held_mb(int(child)) for child in children.read_text().split())
    return held


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            httpx2.get(address)
            return
        except httpx2.ConnectError:
            time.sleep(0.1)
    pytest.fail("the desk did not open")
