"""The registry: times on Tehran's clock, and flows that a runner can load by name."""

from importlib import import_module

from prefect.client.schemas.schedules import CronSchedule

from flows.deployments import deployments

EVERY_MINUTE, EVERY_MORNING, EVERY_SATURDAY = "* * * * *", "0 8 * * *", "30 8 * * 6"


def test_each_flow_runs_at_its_time_in_tehran() -> None:
    found = {}
    for deployment in deployments():
        (schedule,) = [each.schedule for each in deployment.schedules or ()]
        assert isinstance(schedule, CronSchedule)
        assert schedule.timezone == "Asia/Tehran"
        found[deployment.flow_name] = schedule.cron
    assert found == {
        "drafting": EVERY_MINUTE,
        "publishing": EVERY_MINUTE,
        "reminding": EVERY_MORNING,
        "reporting": EVERY_SATURDAY,
    }


def test_a_runner_finds_each_flow_by_its_entrypoint() -> None:
    for deployment in deployments():
        module, _, name = str(deployment.entrypoint).rpartition(".")
        assert getattr(import_module(module), name).name == deployment.flow_name
