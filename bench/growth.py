"""Benchmark of a large newsroom: what each step costs with 100,000 published, 20,000 waiting and 4,000 due pieces.

`bench/growth.py [URL of an empty PostgreSQL database]` seeds SQLite and, if given, PostgreSQL, and prints a table: the
seconds of each step by the clock and of our processor, and its bar. The storage keeps objects in memory, so that only
our own work is measured; PostgreSQL's processor is not.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import event
from typer.testing import CliRunner

from bench.databases import each_newsroom
from bench.seeding import AUTHOR, EDITOR, NOW, seed
from bumi.cli import app
from bumi.current_province import serving
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, attach_media, record_findings, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger, publication
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from bumi.province import province
from bumi.publishing import publish_due, what_is_due
from bumi.settings import Settings
from bumi.storage import ListedObject, StoredHead
from tests.newsroom.stage import brief
from tests.publishing.stage import image, province_with_another_name, words

_PUBLISHED, _WAITING, _DUE = 100_000, 20_000, 4_000
_TIMES = 5
_EARLIER = NOW - timedelta(hours=1)


class Took(NamedTuple):
    """Seconds by the clock, and of our processor."""

    clock: float
    processor: float


class Memory:
    """A storage that only remembers the sum and the size of each object, and counts what was put."""

    def __init__(self) -> None:
        self.heads: dict[str, StoredHead] = {}
        self.puts = 0

    def probe(self) -> datetime | None:
        """Answer at once."""
        return None

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        """Remember an object."""
        self.puts += 1
        self.heads[key] = StoredHead(sha256(body).hexdigest(), len(body))
        return True

    def copier(self, source: object) -> None:
        """Copy nothing: images are put as pages are."""

    def head(self, key: str) -> StoredHead | None:
        """Return what was put under `key`."""
        return self.heads.get(key)

    def delete(self, key: str) -> None:
        """Forget an object."""
        self.heads.pop(key, None)

    def listing(self) -> dict[str, ListedObject]:
        """List nothing: nobody compares."""
        return {}


def main() -> None:
    """Seed each database, run the steps, and print what they take."""
    settings = Settings(_env_file=None, site_url="https://news.example")
    for name, url, newsroom in each_newsroom():
        begun = time.perf_counter()
        seed(newsroom, settings, _PUBLISHED, _WAITING, _DUE)
        print(f"{name}: {_PUBLISHED} published, {_WAITING} waiting, {_DUE} due", end="")
        print(f" (seeded in {time.perf_counter() - begun:.0f} s)")
        _measure(newsroom, url, settings)


def _measure(newsroom: Newsroom, url: str, settings: Settings) -> None:
    with newsroom.reading() as session:
        _tell("due", _best(lambda: publication.due(session, NOW)), bar="0.05")
    _tell("dry run", _best(lambda: what_is_due(newsroom, NOW)))
    _tell("bumi list", _best(lambda: _command(url, "list")), bar="0.3")
    place = Memory()
    with _statements(newsroom) as count:
        took = _best(lambda: _publish(newsroom, place, settings))
    _tell("nothing to publish", took, f"{count[0] // _TIMES} statements")
    times = []
    for _ in range(_TIMES):
        _approve(newsroom)
        place.puts = 0
        with _statements(newsroom) as count:
            times.append(_timed(lambda: _publish(newsroom, place, settings)))
    _tell("one more published", _least(times), f"{place.puts} objects, {count[0]} statements", "0.5")
    _tell("an agency renamed", *_renamed(newsroom, place, settings))


def _renamed(newsroom: Newsroom, place: Memory, settings: Settings) -> tuple[Took, str]:
    """Give one agency another name; return how long the site takes to show it, and what was put."""
    former = province().agencies[3].name
    runs = 0

    def until_it_is_shown() -> None:
        nonlocal runs
        before = -1
        while before < place.puts:
            before, runs = place.puts, runs + 1
            _publish(newsroom, place, settings)

    place.puts = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(province_with_another_name(Path(folder), former, f"{former} و توسعه")),
    ):
        took = _timed(until_it_is_shown)
    with newsroom.reading() as session:
        whole = len(ledger.recorded(session))
    return took, f"{place.puts} objects in {runs - 1} runs, of {whole} of the site"


def _tell(what: str, took: Took, more: str = "", bar: str = "") -> None:
    limit = f"under {bar} s" if bar else ""
    print(f"  {what:20} {took.clock:8.3f} s {took.processor:8.3f} s   {limit:14} {more}", flush=True)


def _best(work: Callable[[], object]) -> Took:
    return _least([_timed(work) for _ in range(_TIMES)])


def _least(took: list[Took]) -> Took:
    """Return the least of several times: other work on the machine can only add to them."""
    return Took(min(each.clock for each in took), min(each.processor for each in took))


def _timed(work: Callable[[], object]) -> Took:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - clock, time.process_time() - processor)


def _command(url: str, *words: str) -> None:
    answer = CliRunner().invoke(app, [*words], env={"BUMI_DATABASE_URL": url})
    assert answer.exit_code == 0, answer.output


def _publish(newsroom: Newsroom, place: Memory, settings: Settings) -> None:
    said = publish_due(newsroom, place, settings, _EARLIER)
    assert all(each.result.good for each in said), said


def _approve(newsroom: Newsroom) -> None:
    """Bring one more piece to its approval, without a time."""
    with newsroom.session() as session:
        author, editor = add_user(session, AUTHOR, Role.EDITOR), add_user(session, EDITOR, Role.EDITOR)
        piece = submit(session, brief(), author)
        revision = add_revision(session, piece, words(), author)
        record_findings(session, revision, [])
        attach_media(session, revision, [image()])
        move(session, piece, State.SUBMITTED, machine(session), at=_EARLIER)
        move(session, piece, State.APPROVED, editor, at=_EARLIER)


@contextmanager
def _statements(newsroom: Newsroom) -> Iterator[list[int]]:
    """Count the statements that the block executes."""
    count = [0]

    def note(*_: object) -> None:
        count[0] += 1

    event.listen(newsroom.engine, "before_cursor_execute", note)
    try:
        yield count
    finally:
        event.remove(newsroom.engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
