"""A worker of the type `bumi`: one warm process for many runs, which runs no code but ours, and can be cancelled."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_API_URL
from prefect.states import Cancelling

from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from tests.flows.cluster import Part, cluster
from tests.flows.stage import hand_in
from tests.processes import until


@pytest.fixture
def writer(prefect: None, newsroom: Newsroom, tmp_path: Path) -> Iterator[Part]:
    """A worker of the pool `writers`."""
    settings = {
        "TEST_WRITER_S": "0",
        "TEST_LEASE_S": "6",
        "BUMI_DATABASE_URL": f"sqlite:///{tmp_path}/.bumi/bumi.db",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
    }
    with cluster(tmp_path, str(PREFECT_API_URL.value()), **settings) as parts:
        parts.deploy()
        yield parts.begin_worker("writer", "writers")


def order(id: int) -> UUID:
    """Order a run for a piece, from a deployment that names another command."""
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("draft-piece/bumi")
        return client.create_flow_run_from_deployment(deployment.id, parameters={"piece": id}).id


def read(run: UUID) -> FlowRun:
    with get_client(sync_client=True) as client:
        return client.read_flow_run(run)


def in_state(run: UUID, name: str) -> bool:
    return read(run).state_name == name


def test_runs_take_turns_in_one_process_and_none_can_be_exchanged(
    writer: Part, newsroom: Newsroom, tmp_path: Path
) -> None:
    """The attack: the API names a shell command, and another entrypoint, for a deployment of ours."""
    hand_in(newsroom, "کارگاه", "نشست", "کارگاه آهسته")
    with get_client(sync_client=True) as client:
        step = {"prefect.deployments.steps.run_shell_script": {"script": f"touch {tmp_path}/owned"}}
        id = client.read_deployment_by_name("draft-piece/bumi").id
        change = {"pull_steps": [step], "entrypoint": "os.system"}
        client.request("PATCH", "/deployments/{id}", path_params={"id": id}, json=change)
    first, second = order(1), order(2)
    until(lambda: in_state(first, "Completed") and in_state(second, "Completed"), "two runs")
    assert read(first).infrastructure_pid == read(second).infrastructure_pid
    assert not (tmp_path / "owned").exists()
    with newsroom.session() as session:
        assert [piece(session, id).state for id in (1, 2)] == [State.SUBMITTED] * 2

    slow = order(3)
    until(lambda: in_state(slow, "Running"), "the slow run")
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(slow, Cancelling())
    until(lambda: in_state(slow, "Cancelled"), "the end of the slow run")
    again = order(1)
    until(lambda: in_state(again, "Completed"), "a run in another process")
    assert read(again).infrastructure_pid != read(first).infrastructure_pid
