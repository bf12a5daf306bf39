"""Workers and servers are killed at random moments: every piece is drafted once, and every run ends in a true state."""

import random
import time
from collections import Counter
from contextlib import closing

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.sorting import FlowRunSort

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, Revision
from tests.flows.cluster import begin_postgresql, cluster, until
from tests.flows.stage import hand_in
from tests.publishing.gateway import quick_folder
from tests.publishing.stage import far

_TRUE_WITHIN_S = 180
_QUICK = {  # claims of a few seconds: what waits for their end takes minutes otherwise
    "TEST_LEASE_S": "6",
    "PREFECT_WORKER_HEARTBEAT_SECONDS": "2",
    "PREFECT_WORKER_QUERY_SECONDS": "2",
}


@pytest.mark.soak
def test_every_piece_is_drafted_once_whatever_is_killed() -> None:
    """All parts are killed: workers, and the servers of Prefect and of both databases."""
    chance = random.Random(55)
    quick = _QUICK if far(1, 0) else {}
    with quick_folder() as folder, cluster(folder, TEST_WRITER_S="1", **quick) as parts:
        folder.chmod(0o755)
        address = begin_postgresql(parts, folder)
        parts.env["BUMI_DATABASE_URL"] = f"postgresql:{address}bumi"
        parts.env["PREFECT_API_DATABASE_CONNECTION_URL"] = f"postgresql+asyncpg:{address}prefect"
        parts.begin_server()
        for number in range(far(2, 3)):
            parts.begin_worker(f"writer-{number}", "writers")
        parts.begin_worker("light", "light")
        with closing(open_newsroom(parts.env["BUMI_DATABASE_URL"])) as newsroom, parts.client() as client:
            ids = hand_in(newsroom, *(f"کارگاه شماره {number}" for number in range(far(6, 200))))
            for _ in range(far(3, 60)):
                time.sleep(chance.uniform(0, 12))
                chance.choice(parts.parts).kill()
            until(lambda: _done(newsroom) == len(ids), "all pieces", within=far(300, 3600))
            _assert_truth(newsroom, client, ids)


def _assert_truth(newsroom: Newsroom, client: SyncPrefectClient, ids: list[int]) -> None:
    until(lambda: not _open_runs(client), "true states", within=_TRUE_WITHIN_S)
    with newsroom.reading() as session:
        assert [each.problem for each in session.query(Piece) if each.problem] == []
        drafted = Counter(each.piece_id for each in session.query(Revision))
    assert drafted == Counter(ids)


def _done(newsroom: Newsroom) -> int:
    try:
        with newsroom.reading() as session:
            return session.query(Piece).where(Piece.state == State.SUBMITTED).count()
    except Exception:  # its server has just been killed
        return -1


def _open_runs(client: SyncPrefectClient) -> list[str]:
    """Return the runs that have begun and have not ended."""
    found: list[str] = []
    while runs := client.read_flow_runs(sort=FlowRunSort.START_TIME_ASC, limit=200, offset=len(found)):
        found += [f"{run.name}: {run.state_name}" for run in runs]
    return [each for each in found if not each.endswith(("Completed", "Failed", "Crashed", "Cancelled", "Scheduled"))]
