"""How much faster several Prefect workers draft than one: `PYTHONPATH=. python bench/workers.py [SECONDS [PIECES]]`.

Each worker is asked for PIECES pieces (default 10), from a scripted model that takes SECONDS a draft (default 2: twenty
answers of 100 ms), on PostgreSQL with a Prefect server of its own. What is drawn, checked and stored is real, and takes
the processor; so do the workers and both servers, which share it.
"""

import os
import sys
import time
from contextlib import closing
from pathlib import Path

from bumi.newsroom.accounts.users import Role, add_user, user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from tests.flows.cluster import begin_postgresql, cluster, until
from tests.flows.stage import brief
from tests.publishing.gateway import quick_folder

_WORKERS = (1, 2, 4)
_PATIENCE_S = 1800


def _main() -> None:
    seconds = sys.argv[1] if len(sys.argv) > 1 else "2"
    pieces = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    alone = 0.0
    for workers in _WORKERS:
        with quick_folder() as folder:
            rate = _pieces_a_minute(folder, workers, pieces, seconds)
        alone = alone or rate
        load = os.getloadavg()[0]
        print(
            f"{workers} workers: {rate:.1f} pieces a minute, {rate / alone:.2f} times one; load {load:.0f}", flush=True
        )


def _pieces_a_minute(folder: Path, workers: int, pieces: int, seconds: str) -> float:
    folder.chmod(0o755)
    with cluster(folder, TEST_WRITER_S=seconds) as parts:
        address = begin_postgresql(parts, folder)
        parts.env["BUMI_DATABASE_URL"] = f"postgresql:{address}bumi"
        parts.env["PREFECT_API_DATABASE_CONNECTION_URL"] = f"postgresql+asyncpg:{address}prefect"
        parts.begin_server()
        for number in range(workers):
            parts.begin_worker(f"writer-{number}", "writers")
        parts.begin_worker("light", "light")
        with closing(open_newsroom(parts.env["BUMI_DATABASE_URL"])) as newsroom:
            with newsroom.session() as session:
                add_user(session, "ali", Role.CONTENT)
            _draft(newsroom, 2 * workers)  # each has then loaded what it needs
            begun = time.monotonic()
            _draft(newsroom, pieces * workers)
            return 60 * pieces * workers / (time.monotonic() - begun)


def _draft(newsroom: Newsroom, pieces: int) -> None:
    with newsroom.session() as session:
        ids = [submit(session, brief(f"کارگاه شماره {n}"), user(session, "ali")).id for n in range(pieces)]

    def done() -> bool:
        with newsroom.reading() as session:
            return not session.query(Piece).where(Piece.id.in_(ids), Piece.state != State.SUBMITTED).count()

    until(done, "all pieces", within=_PATIENCE_S)


if __name__ == "__main__":
    _main()
