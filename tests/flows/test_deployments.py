"""The deployments: `prefect.yaml` is read in the same way by us and by Prefect, and its times are Tehran's."""

import os
import subprocess
import sys
from importlib.metadata import entry_points
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.schedules import CronSchedule

from bumi.flows.deployments import LIGHT, WRITERS, deploy_all, installed_flows
from bumi.settings import ROOT
from tests.publishing.stage import far

POOLS = {
    "draft-piece": WRITERS,
    "dispatch": LIGHT,
    "publishing": LIGHT,
    "notifying": LIGHT,
    "reminding": LIGHT,
    "reach": LIGHT,
    "tidying": LIGHT,
    "reporting": LIGHT,
    "county-sheets": LIGHT,
    "retrain-writer": LIGHT,
}


def test_all_flows_are_deployed_with_their_times_in_tehran(prefect: None) -> None:
    deploy_all()
    found = _deployments()
    assert {name: each["pool"] for name, each in found.items()} == POOLS and installed_flows().keys() == POOLS.keys()
    times = {name: each["times"] for name, each in found.items()}
    assert times["draft-piece"] == [] and times["retrain-writer"] == [("0 1 1 * *", "Asia/Tehran")]
    assert times["tidying"] == [("30 2 * * *", "Asia/Tehran")]
    assert all(zone == "Asia/Tehran" for each in times.values() for _, zone in each)
    assert found["publishing"]["limit"] == 1


@pytest.mark.soak
def test_prefect_deploys_the_same(prefect: None) -> None:
    if not far(0, 1):
        pytest.skip("starts Prefect's command line, which takes long; `make soak` runs it")
    from prefect.settings import PREFECT_API_URL

    deploy_all()
    ours = _deployments()
    env = os.environ | {"PREFECT_API_URL": str(PREFECT_API_URL.value()), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "ignore", "-m", "prefect", "--no-prompt", "deploy", "--all"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    assert _deployments() == ours


def test_prefect_knows_the_type_of_worker() -> None:
    (found,) = entry_points(group="prefect.collections", name="bumi")
    assert found.load().BumiWorker.type == "bumi"


def _deployments() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    with get_client(sync_client=True) as client:
        for each in client.read_deployments():
            schedules = [it.schedule for it in each.schedules if isinstance(it.schedule, CronSchedule)]
            assert not each.pull_steps and not each.paused and len(schedules) == len(each.schedules)
            found[client.read_flow(each.flow_id).name] = {
                "pool": each.work_pool_name,
                "queue": each.work_queue_name,
                "times": [(it.cron, it.timezone) for it in schedules],
                "limit": each.global_concurrency_limit.limit if each.global_concurrency_limit else None,
                "entrypoint": each.entrypoint,
                "description": each.description,
                "tags": each.tags,
            }
    return found


def test_another_province_has_pools_and_deployments_of_its_own() -> None:
    code = "from bumi.flows.deployments import DEPLOYMENT, LIGHT, WRITERS; print(DEPLOYMENT, LIGHT, WRITERS)"
    env = os.environ | {"BUMI_PROVINCE": str(ROOT / "tests" / "provinces" / "yazd")}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["yazd-bumi", "yazd-light", "yazd-writers"]
