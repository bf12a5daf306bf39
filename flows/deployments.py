"""The registry of what runs by the clock; `bumi up` serves it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

__all__ = ["deployments"]

_EVERY_MINUTE = "* * * * *"


def deployments() -> "list[RunnerDeployment]":
    """Return the scheduled flows: every minute of Tehran's clock, each never more than once at a time."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.drafting import drafting
    from flows.publishing import publishing

    # A run that finds the last one still at work has nothing to do: the last one sees to all that waits.
    one_at_a_time = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    return [
        RunnerDeployment.from_flow(
            flow,
            name="every-minute",
            schedules=[Cron(_EVERY_MINUTE, timezone="Asia/Tehran")],
            concurrency_limit=one_at_a_time,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for flow in (drafting, publishing)
    ]
