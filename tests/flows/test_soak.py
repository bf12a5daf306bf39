"""Workers and servers are killed at random moments: all is drafted and published once, and every run ends truly."""

import os
import random
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest
from botocore.exceptions import BotoCoreError
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.sorting import FlowRunSort

from bumi.errors import BumiError
from bumi.newsroom.accounts.users import user
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, Publication, Revision
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.publishing import verify_site
from bumi.settings import Settings
from bumi.storage import open_storage
from bumi.storage.s3 import S3Storage
from tests.flows.cluster import Cluster, begin_postgresql, cluster
from tests.flows.stage import hand_in
from tests.processes import until
from tests.publishing.gateway import KEYS, Gateway, quick_folder
from tests.publishing.stage import far

_TRUE_WITHIN_S = 180
_QUICK = {  # claims of a few seconds: what waits for their end takes minutes otherwise
    "TEST_LEASE_S": "6",
    "PREFECT_WORKER_HEARTBEAT_SECONDS": "2",
    "PREFECT_WORKER_QUERY_SECONDS": "2",
}


@pytest.mark.soak
def test_every_piece_is_drafted_and_published_once_whatever_is_killed() -> None:
    """All parts are killed: workers, and the servers of Prefect, of both databases and of both buckets."""
    chance = random.Random(55)
    quick = _QUICK if far(1, 0) else {}
    with quick_folder() as folder, cluster(folder, TEST_WRITER_S="1", **quick) as parts:
        folder.chmod(0o755)
        settings = _begin_servers(parts, folder)
        for number in range(far(2, 3)):
            parts.begin_worker(f"writer-{number}", "writers")
        parts.begin_worker("light", "light")
        with mock.patch.dict(os.environ, KEYS), newsroom_of(settings) as newsroom, parts.client() as client:
            ids = hand_in(newsroom, *(f"کارگاه شماره {number}" for number in range(far(4, 200))))
            for _ in range(far(2, 60)):
                time.sleep(chance.uniform(0, 12))
                chance.choice(parts.parts).kill()
                _published(newsroom)
            until(lambda: _published(newsroom) == len(ids), "all pieces", within=far(300, 3600))
            _assert_truth(newsroom, client, ids)
            found = verify_site(newsroom, open_storage(settings), settings, now())
        assert found.compared > len(ids)
        assert not (found.repaired or found.removed or found.strangers or found.problems)


def _begin_servers(parts: Cluster, folder: Path) -> Settings:
    """Begin the gateway, PostgreSQL and Prefect; return the settings of the newsroom, which the parts have too."""
    gateway = Gateway(folder / "gateway")
    parts.begin("gateway", *gateway.command)
    address = begin_postgresql(parts, folder)
    settings = Settings(
        _env_file=None,
        database_url=f"postgresql:{address}bumi",
        storage_url="s3://pages",
        media="s3://media",
        s3_endpoint_url=gateway.url,
        site_url="https://news.example",
    )
    told = ("database_url", "storage_url", "media", "s3_endpoint_url", "site_url")
    parts.env |= KEYS | {f"BUMI_{name.upper()}": str(getattr(settings, name)) for name in told}
    parts.env["PREFECT_API_DATABASE_CONNECTION_URL"] = f"postgresql+asyncpg:{address}prefect"
    with mock.patch.dict(os.environ, KEYS):
        until(lambda: _are_made(settings, "pages", "media"), "the gateway")
    parts.begin_server()
    return settings


def _are_made(settings: Settings, *buckets: str) -> bool:
    with suppress(BotoCoreError):
        for bucket in buckets:
            S3Storage(settings).client.create_bucket(Bucket=bucket)
        return True
    return False


def _assert_truth(newsroom: Newsroom, client: SyncPrefectClient, ids: list[int]) -> None:
    until(lambda: not _open_runs(client), "true states", within=_TRUE_WITHIN_S)
    with newsroom.reading() as session:
        assert [each.problem for each in session.query(Piece) if each.problem] == []
        drafted = Counter(each.piece_id for each in session.query(Revision))
        published = Counter(each.piece_id for each in session.query(Publication))
    assert drafted == published == Counter(ids)


def _published(newsroom: Newsroom) -> int:
    """Approve what waits for it; return how many pieces are published, or -1 while the database cannot be asked."""
    with suppress(BumiError), newsroom.session() as session:
        for each in session.query(Piece).where(Piece.state == State.SUBMITTED):
            move(session, each, State.APPROVED, user(session, "sara"))
        return session.query(Piece).where(Piece.state == State.PUBLISHED).count()
    return -1


def _open_runs(client: SyncPrefectClient) -> list[str]:
    """Return the runs that have begun and have not ended."""
    found: list[str] = []
    while runs := client.read_flow_runs(sort=FlowRunSort.START_TIME_ASC, limit=200, offset=len(found)):
        found += [f"{run.name}: {run.state_name}" for run in runs]
    return [each for each in found if not each.endswith(("Completed", "Failed", "Crashed", "Cancelled", "Scheduled"))]
