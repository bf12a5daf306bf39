"""Load test of the desk: 10,000 pieces and 50 concurrent editors, who look, read and edit; times of each page.

`bench/desk.py [--database URL] [--pieces N] [--editors N] [--seconds N] [--pause S]`: without a URL it makes a new
SQLite database; a PostgreSQL one must be empty. Every editor opens the queue, reads a piece of it, and sometimes
edits one shared piece, pausing as a person would. Printed: p50 and p95 response times of each page, the CPU time of
the server per request, and whether an edit was lost.
"""

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

import httpx2 as httpx
import uvicorn
from sqlalchemy import insert, text

from bumi.brief import read_briefs
from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, record_findings, submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece, Revision, SignIn, TimelineLine
from bumi.persian.calendar import now
from bumi.piece import Fields
from bumi.settings import ROOT, Settings

_PORT = 8031
_TOKEN = re.compile(r'name="token" value="(\w+)"')
_REVISION = re.compile(r'name="revision" value="(\d+)"')
_FIELD = re.compile(r'(?s)<textarea id="(\w+)" name="\w+"[^>]*>\n(.*?)</textarea>')


def main() -> None:
    """Fill a database, serve it, run the editors, and print the results."""
    options = _options()
    if options.serve:
        return _serve(options.database)
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{folder}/bench.db"
        newsroom = open_newsroom(url)
        shared = _fill(newsroom, options.pieces, options.editors)
        if newsroom.engine.dialect.name == "postgresql":
            with newsroom.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself, a little later
        with _served(url) as server:
            times, edits, errors = _work(options, shared)
            used = _processor_seconds(server.pid)
        with newsroom.reading() as session:
            piece = session.get_one(Piece, shared)
            kept = piece.revision.number - 1 if piece.revision else 0
        newsroom.close()
    requests = sum(map(len, times.values()))
    print(f"{url.partition(':')[0]}, {options.pieces} pieces, {options.editors} editors, {options.seconds} s")
    for page, taken in times.items():
        cuts = quantiles(taken, n=20)
        print(f"{page:8} {len(taken):6} requests   p50 {cuts[9] * 1000:6.0f} ms   p95 {cuts[18] * 1000:6.0f} ms")
    print(f"server's processor time: {1000 * used / requests:.1f} ms a request")
    print(f"edits kept {kept}, answered as kept {edits}, lost {edits - kept}; failures of ours {errors}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--serve", action="store_true", help="only serve the database: what this program runs itself")
    parser.add_argument("--database", default="")
    parser.add_argument("--pieces", type=int, default=10_000)
    parser.add_argument("--editors", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=2, help="seconds between two pages, on the average")
    return parser.parse_args()


def _fill(newsroom: Newsroom, pieces: int, editors: int) -> int:
    """Create the pieces, a tenth of them waiting for a decision, and sign the editors in; return the shared piece."""
    briefs = read_briefs(*sorted((ROOT / "briefs").glob("*.yaml")))
    states = [State.SUBMITTED, State.SCHEDULED, State.CHANGES_REQUESTED, *[State.PUBLISHED] * 7]
    with newsroom.session() as session:
        author = add_user(session, "author", Role.EDITOR)
        for number in range(editors):
            add_user(session, f"editor{number}", Role.EDITOR)
            session.add(SignIn(hash=fingerprint(f"cookie{number}"), user=f"editor{number}"))
        first = submit(session, briefs[0], author)
        body = "\n\n".join(f"{note}." for note in briefs[0].notes)
        words = Fields(headline=briefs[0].topic, lede=briefs[0].topic, body=body)
        record_findings(session, add_revision(session, first, words, machine(session)), [])
        first.state = State.SUBMITTED
    with newsroom.session() as session:
        for start in range(2, pieces + 1, 1000):
            rows = range(start, min(start + 1000, pieces + 1))
            at = [now() - timedelta(minutes=id) for id in rows]
            made = [briefs[id % len(briefs)] for id in rows]
            session.execute(
                insert(Piece),
                [
                    {
                        "id": id, "slug": f"{id}-x", "state": states[id % len(states)], "kind": brief.kind,
                        "brief": brief.model_dump(mode="json"), "agency": brief.agency, "county": brief.county,
                        "submitted_by": "author", "urgency": brief.urgency, "version": 1, "created_at": moment,
                        "state_since": moment, "publish_at": moment + timedelta(days=id % 40),
                    }
                    for id, brief, moment in zip(rows, made, at, strict=True)
                ],
            )  # fmt: skip
            fields = [
                words.model_copy(update={"headline": f"{brief.topic} {id}"})
                for id, brief in zip(rows, made, strict=True)
            ]
            session.execute(
                insert(Revision),
                [
                    {
                        "id": id, "piece_id": id, "number": 1, "fields": each.model_dump(mode="json"), "sources": [],
                        "hash": str(id), "by": "bumi",
                    }
                    for id, each in zip(rows, fields, strict=True)
                ],
            )  # fmt: skip
            session.execute(
                insert(TimelineLine),
                [{"piece_id": id, "at": at[0], "by": "author", "what": "ثبت شد"} for id in rows for _ in range(4)],
            )
            session.query(Piece).filter(Piece.id.in_(rows)).update({Piece.revision_id: Piece.id})
        if newsroom.engine.dialect.name == "postgresql":  # which counts on from where it was, whatever was put in
            for table in ("pieces", "revisions"):
                session.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
        return first.id


def _serve(url: str) -> None:
    """Serve as `bumi desk` does, but draft nothing: the pieces here are only test data."""
    app = create_app(Desk(open_newsroom(url), Settings(), lambda: None))
    uvicorn.run(app, port=_PORT, log_level="warning", access_log=False, timeout_keep_alive=60)


@contextmanager
def _served(url: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, __file__, "--serve", "--database", url]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, cwd=tempfile.gettempdir()) as server:
        try:
            for _ in range(600):
                try:
                    httpx.get(f"http://127.0.0.1:{_PORT}/sign-in")
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield server
        finally:
            server.terminate()


def _work(options: argparse.Namespace, shared: int) -> tuple[dict[str, list[float]], int, int]:
    times: dict[str, list[float]] = {"queue": [], "piece": [], "form": [], "edit": []}
    edits, errors, until = [0], [0], time.monotonic() + options.seconds
    lock = threading.Lock()

    def editor(number: int) -> None:
        chance = random.Random(number)
        cookies = {"bumi": f"cookie{number}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{_PORT}", cookies=cookies, timeout=120) as client:

            def timed(page: str, method: str, path: str, **sent: object) -> httpx.Response:
                begun = time.perf_counter()
                answer = client.request(method, path, **sent)  # type: ignore[arg-type]
                with lock:
                    times[page].append(time.perf_counter() - begun)
                    errors[0] += answer.status_code >= 500
                time.sleep(chance.expovariate(1 / options.pause))
                return answer

            time.sleep(chance.random() * options.pause)
            while time.monotonic() < until:
                timed("queue", "GET", f"/?shelf=decide&page={chance.randint(1, 3)}")
                for _ in range(4):
                    timed("piece", "GET", f"/pieces/{chance.randint(2, options.pieces)}")
                if chance.random() < 0.2:
                    form = timed("form", "GET", f"/pieces/{shared}/edit").text
                    token, revision = _TOKEN.search(form), _REVISION.search(form)
                    if token and revision:
                        fields = dict(_FIELD.findall(form)) | {"headline": f"تیتر {number} {time.monotonic()}"}
                        sent = fields | {"token": token[1], "revision": revision[1], "save": "1"}
                        kept = timed("edit", "POST", f"/pieces/{shared}/edit", data=sent).status_code == 303
                        with lock:
                            edits[0] += kept

    threads = [threading.Thread(target=editor, args=(number,)) for number in range(options.editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {page: taken for page, taken in times.items() if len(taken) > 1}, edits[0], errors[0]


def _processor_seconds(pid: int) -> float:
    """Return the CPU seconds used by a running process (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    main()
