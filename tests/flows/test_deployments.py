"""The registry: times on Tehran's clock, and a runner that runs these flows, whatever its API says of them."""

import asyncio
import signal
from pathlib import Path

import cloudpickle
import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.schedules import CronSchedule

from bumi.flows import deployments as registry
from bumi.flows.deployments import runner, scheduled

EVERY_MINUTE, EVERY_MORNING, EVERY_SATURDAY, EVERY_MONTH = "* * * * *", "0 8 * * *", "30 8 * * 6", "0 1 1 * *"
TIMES = {
    "drafting": EVERY_MINUTE,
    "publishing": EVERY_MINUTE,
    "reminding": EVERY_MORNING,
    "reporting": EVERY_SATURDAY,
    "retrain-writer": EVERY_MONTH,
}


def test_each_flow_runs_at_its_time_in_tehran(prefect: None) -> None:
    runner()
    found = {}
    with get_client(sync_client=True) as client:
        for deployment in client.read_deployments():
            (schedule,) = [each.schedule for each in deployment.schedules]
            assert isinstance(schedule, CronSchedule) and schedule.timezone == "Asia/Tehran"
            assert not deployment.pull_steps and not deployment.paused
            found[client.read_flow(deployment.flow_id).name] = schedule.cron
    assert found == TIMES


def test_a_flow_reaches_the_process_that_runs_it() -> None:
    for flow, _, _ in scheduled():
        assert cloudpickle.loads(cloudpickle.dumps(flow)).name == flow.name


def test_a_command_that_the_api_tells_of_is_never_run(
    prefect: None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The flow itself is run instead, in a process of its own."""
    (reminding,) = [each for each in scheduled() if each.flow.name == "reminding"]
    monkeypatch.setattr(registry, "scheduled", lambda: [reminding])
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # the runner would take the signals of pytest
    made = runner()
    step = {"prefect.deployments.steps.run_shell_script": {"script": f"touch {home}/owned"}}
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("reminding/every-morning")
        client.request("PATCH", "/deployments/{id}", path_params={"id": deployment.id}, json={"pull_steps": [step]})
        run = client.create_flow_run_from_deployment(deployment.id)
        asyncio.run(made.start(run_once=True))
        state = client.read_flow_run(run.id).state
    assert state and state.is_completed() and (home / ".bumi" / "bumi.db").exists()
    assert not (home / "owned").exists()
