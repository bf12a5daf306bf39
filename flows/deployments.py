"""The registry of what runs by the clock; `bumi up` serves it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

__all__ = ["deployments"]

_EVERY_MINUTE = ("every-minute", "* * * * *")
_EVERY_MORNING = ("every-morning", "0 8 * * *")
_EVERY_SATURDAY = ("every-saturday", "30 8 * * 6")


def deployments() -> "list[RunnerDeployment]":
    """Return the scheduled flows, on Tehran's clock; flows/alone.py keeps those of every minute from overlapping."""
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.drafting import drafting
    from flows.publishing import publishing
    from flows.reminders import reminding
    from flows.reporting import reporting

    scheduled = (
        (drafting, _EVERY_MINUTE),
        (publishing, _EVERY_MINUTE),
        (reminding, _EVERY_MORNING),
        (reporting, _EVERY_SATURDAY),
    )
    return [
        RunnerDeployment.from_flow(
            flow,
            name=name,
            schedules=[Cron(cron, timezone="Asia/Tehran")],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for flow, (name, cron) in scheduled
    ]
