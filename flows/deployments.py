"""The registry of what runs by the clock; `bumi up` serves it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

__all__ = ["deployments"]

_EVERY_MINUTE = "* * * * *"


def deployments() -> "list[RunnerDeployment]":
    """Return the scheduled flows: every minute of Tehran's clock; flows/alone.py keeps runs from overlapping."""
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.drafting import drafting
    from flows.publishing import publishing

    return [
        RunnerDeployment.from_flow(
            flow,
            name="every-minute",
            schedules=[Cron(_EVERY_MINUTE, timezone="Asia/Tehran")],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for flow in (drafting, publishing)
    ]
