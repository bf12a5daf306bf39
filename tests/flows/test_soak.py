"""Workers and servers are killed at random moments: every piece is drafted once, and every run ends in a true state."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.sorting import FlowRunSort
from prefect.settings import PREFECT_API_URL

from bumi.flows.dispatch import dispatch, order_drafts
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, Revision
from tests.flows.cluster import Part, begin_postgresql, cluster, until
from tests.flows.stage import hand_in
from tests.processes import ended, family
from tests.publishing.gateway import quick_folder
from tests.publishing.stage import far

_TRUE_WITHIN_S = 180
_QUICK = {  # claims of a few seconds: what waits for their end takes minutes otherwise
    "TEST_LEASE_S": "6",
    "PREFECT_WORKER_HEARTBEAT_SECONDS": "2",
    "PREFECT_WORKER_QUERY_SECONDS": "2",
}


def test_pieces_of_killed_workers_are_drafted_once_by_others(prefect: None, newsroom: Newsroom, tmp_path: Path) -> None:
    """Of a worker only the child is killed, of another all; a third comes, and takes over what they held."""
    ids = hand_in(newsroom, *(f"کارگاه شماره {number}" for number in range(6)))
    settings = {"TEST_WRITER_S": "1", "BUMI_DATABASE_URL": f"sqlite:///{tmp_path}/.bumi/bumi.db"} | _QUICK
    api = PREFECT_API_URL.value()
    with cluster(tmp_path, str(api), **settings) as parts, get_client(sync_client=True) as client:
        parts.deploy()
        workers = [parts.begin_worker(f"writer-{number}", "writers") for number in range(2)]
        dispatch()
        until(lambda: _at_work(workers, client), "two runs at work")
        os.kill(min(family(workers[0].pid) - {workers[0].pid}), signal.SIGKILL)
        everybody = family(workers[1].pid)
        workers[1].kill()
        assert ended(everybody)
        while _done(newsroom) < len(ids):
            order_drafts(client, newsroom)
            time.sleep(0.5)
        _assert_truth(newsroom, client, ids)
        states = {run.state_name for run in client.read_flow_runs() if run.name.startswith("piece")}
        assert states == {"Completed", "Crashed"}


@pytest.mark.soak
def test_every_piece_is_drafted_once_whatever_is_killed() -> None:
    """All parts are killed: workers, and the servers of Prefect and of both databases."""
    if not far(0, 1):
        pytest.skip("takes an hour; `make soak` runs it")
    chance = random.Random(55)
    with quick_folder() as folder, cluster(folder, TEST_WRITER_S="1") as parts:
        folder.chmod(0o755)
        address = begin_postgresql(parts, folder)
        parts.env["BUMI_DATABASE_URL"] = f"postgresql:{address}bumi"
        parts.env["PREFECT_API_DATABASE_CONNECTION_URL"] = f"postgresql+asyncpg:{address}prefect"
        parts.begin_server()
        for number in range(3):
            parts.begin_worker(f"writer-{number}", "writers")
        parts.begin_worker("light", "light")
        with closing(open_newsroom(parts.env["BUMI_DATABASE_URL"])) as newsroom, parts.client() as client:
            ids = hand_in(newsroom, *(f"کارگاه شماره {number}" for number in range(200)))
            for _ in range(60):
                time.sleep(chance.uniform(0, 12))
                chance.choice(parts.parts).kill()
            until(lambda: _done(newsroom) == len(ids), "all pieces", within=3600)
            _assert_truth(newsroom, client, ids)


def _assert_truth(newsroom: Newsroom, client: SyncPrefectClient, ids: list[int]) -> None:
    until(lambda: not _open_runs(client), "true states", within=_TRUE_WITHIN_S)
    with newsroom.reading() as session:
        assert [each.problem for each in session.query(Piece) if each.problem] == []
        drafted = Counter(each.piece_id for each in session.query(Revision))
    assert drafted == Counter(ids)


def _at_work(workers: list[Part], client: SyncPrefectClient) -> bool:
    """Return whether each of the workers has a run that has begun."""
    running = [run for run in client.read_flow_runs() if run.state and run.state.is_running()]
    return len(running) == len(workers)


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
