"""How much faster several Prefect workers draft than one: `PYTHONPATH=. python bench/workers.py [SECONDS [PIECES]]`.

Each worker is asked for PIECES pieces (default 10), from a scripted model that takes SECONDS a draft (default 2: twenty
answers of 100 ms), on PostgreSQL with a Prefect server of its own. What is drawn, checked and stored is real, and takes
the processor; so do the workers and both servers, which share it.
"""

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
            rate, busy = _pieces_a_minute(folder, workers, pieces, seconds)
        alone = alone or rate
        print(
            f"{workers} workers: {rate:.1f} pieces a minute, {rate / alone:.2f} times one; "
            f"all processors {busy:.0%} busy",
            flush=True,
        )


def _pieces_a_minute(folder: Path, workers: int, pieces: int, seconds: str) -> tuple[float, float]:
    """Return the pieces a minute, and how busy the processors of this machine were meanwhile, of 1."""
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
            begun, (all_before, idle_before) = time.monotonic(), _ticks()
            _draft(newsroom, pieces * workers)
            took, (all_now, idle_now) = time.monotonic() - begun, _ticks()
            return 60 * pieces * workers / took, 1 - (idle_now - idle_before) / (all_now - all_before)


def _ticks() -> tuple[int, int]:
    """Return the ticks of all processors since the machine started, and how many of them nothing was done (Linux)."""
    ticks = [int(each) for each in Path("/proc/stat").read_text().partition("\n")[0].split()[1:]]
    return sum(ticks), ticks[3] + ticks[4]


def _draft(newsroom: Newsroom, pieces: int) -> None:
    with newsroom.session() as session:
        ids = [submit(session, brief(f"کارگاه شماره {n}"), user(session, "ali")).id for n in range(pieces)]

    def done() -> bool:
        with newsroom.reading() as session:
            return not session.query(Piece).where(Piece.id.in_(ids), Piece.state != State.SUBMITTED).count()

    until(done, "all pieces", within=_PATIENCE_S)


if __name__ == "__main__":
    _main()
