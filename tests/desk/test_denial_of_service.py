"""An editor works on while the desk, served by a process of its own, gets hostile requests all the time.

Under `make test` for a few seconds and at a tenth of their size, under `make soak` for a minute and whole.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import httpx2
import pytest

from bench.serving import free_port
from bumi.brief import Kind
from bumi.desk.brief_form import empty_form
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.tokens import make_token
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.typed import begin_draft
from bumi.newsroom.database import open_newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import SignIn
from bumi.newsroom.workflow.revisions import edit
from tests.desk import attacks
from tests.desk.attack_clients import COOKIE, KINDS, under_attack
from tests.newsroom.stage import finish_work, reach, words
from tests.publishing.stage import far

MEMORY_MB = 1000
EDITOR = "editor"  # a cookie
PAGE_S = far(20, 1)  # within which 95 of 100 pages are there; under `make test` other work shares the machine


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
    key, port = _furnish(url), free_port()
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
        session.add(SignIn(hash=fingerprint(EDITOR), user=editor.name))
        piece = reach(session, State.SUBMITTED)
        for text in (before, after):
            assert piece.revision is not None
            latest = edit(session, piece, words().model_copy(update={"body": text}), editor, piece.revision.number)
            finish_work(session, latest)  # nothing waits for the drafter, whose model takes memory of its own
        begin_draft(session, chief, empty_form(Kind.EVENT, ""))
        key = make_token(session, user(session, "نرگس"), "attack", chief)
    newsroom.close()
    return key


def test_an_editor_works_on_under_attack(served: Served, home: Path) -> None:
    pages, answers, most = _attacked(served, far(6, 60), far(1, 10) / 10)
    slow = statistics.quantiles(pages, n=20)[-1]
    told = {kind: dict(Counter(codes)) for kind, codes in answers.items()}
    print(f"95 of 100 of {len(pages)} pages within {slow:.2f} s, at most {most} MB, answered: {told}")
    assert set(answers) == set(KINDS)
    assert not any(code >= 500 and code != 503 for codes in answers.values() for code in codes), (
        home / "desk.log"
    ).read_text("utf-8")[-3000:]
    assert most < MEMORY_MB
    assert slow < PAGE_S


def _attacked(served: Served, seconds: float, scale: float) -> tuple[list[float], dict[str, list[int]], int]:
    """Return the seconds of each of an editor's pages, the answers to each kind of request, and the most MB held."""
    pages, answers, most = list[float](), defaultdict[str, list[int]](list), 0
    visited = cycle(["/", "/pieces/1", "/calendar"])
    with (
        httpx2.Client(base_url=served.address, cookies={"bumi": EDITOR}, timeout=60) as editor,
        under_attack(served.address, served.key, scale) as heard,
    ):
        kind, status = heard.get()
        answers[kind].append(status)
        until = time.monotonic() + seconds
        while time.monotonic() < until or len(answers) < len(KINDS):
            begun = time.monotonic()
            assert editor.get(next(visited)).status_code == 200
            pages.append(time.monotonic() - begun)
            most = max(most, _held_mb(served.process))
            while not heard.empty():
                kind, status = heard.get()
                answers[kind].append(status)
            time.sleep(0.1)
    return pages, answers, most


def _held_mb(process: int) -> int:
    """Return what the desk and all that it began hold; what two of them share is counted once."""
    with suppress(FileNotFoundError, ProcessLookupError):  # one that has just ended
        shares = re.search(r"Pss: +(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text())
        held = int(shares[1]) // 1024 if shares else 0
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in map(int, children.read_text().split()):
                # One that has not begun its own program yet is still the desk, and would be counted twice.
                held += _held_mb(child) if _command(child) != _command(process) else 0
        return held
    return 0


def _command(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        try:
            httpx2.get(address, timeout=60)
            return
        except httpx2.ConnectError:
            time.sleep(0.1)
    pytest.fail("the desk did not open")
