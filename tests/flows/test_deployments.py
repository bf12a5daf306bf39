"""The registry: every minute of Tehran's clock, and flows that a runner can load by name."""

from importlib import import_module

from prefect.client.schemas.schedules import CronSchedule

from flows.deployments import deployments


def test_each_flow_runs_every_minute_in_tehran() -> None:
    found = {deployment.flow_name: deployment for deployment in deployments()}
    assert set(found) == {"drafting", "publishing"}
    for deployment in found.values():
        (schedule,) = [each.schedule for each in deployment.schedules or ()]
        assert isinstance(schedule, CronSchedule)
        assert (schedule.cron, schedule.timezone) == ("* * * * *", "Asia/Tehran")


def test_a_runner_finds_each_flow_by_its_entrypoint() -> None:
    for deployment in deployments():
        module, _, name = str(deployment.entrypoint).rpartition(".")
        assert getattr(import_module(module), name).name == deployment.flow_name
