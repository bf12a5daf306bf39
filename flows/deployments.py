"""The registry of deployments: which flows run on a schedule; `bumi up` serves them."""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.runner import Runner
    from prefect.schedules import Schedule

_EVERY_MINUTE = ("every-minute", "* * * * *")
_EVERY_MORNING = ("every-morning", "0 8 * * *")
_EVERY_SATURDAY = ("every-saturday", "30 8 * * 6")
_EVERY_MONTH = ("every-month", "0 1 1 * *")  # at night: it keeps the machine busy for about an hour


class Scheduled(NamedTuple):
    """A flow, the name of its deployment, and when it runs."""

    flow: "Flow[[], Any]"
    name: str
    schedule: "Schedule"


def scheduled() -> list[Scheduled]:
    """Return the scheduled flows, on Tehran's clock; `bumi.pipeline.lock` keeps runs of one flow from overlapping."""
    from prefect.schedules import Cron

    from bumi.flows.drafting import drafting
    from bumi.flows.publishing import publishing
    from bumi.flows.reminders import reminding
    from bumi.flows.reporting import reporting
    from bumi.flows.retrain import retrain_writer

    registry = (
        (drafting, _EVERY_MINUTE),
        (publishing, _EVERY_MINUTE),
        (reminding, _EVERY_MORNING),
        (reporting, _EVERY_SATURDAY),
        (retrain_writer, _EVERY_MONTH),
    )
    return [Scheduled(flow, name, Cron(cron, timezone="Asia/Tehran")) for flow, (name, cron) in registry]


def runner() -> "Runner":
    """Return a runner with the scheduled flows registered at the Prefect API, ready to start.

    It runs the flows of this installation, each in a child process; code that the API names is never run.
    """
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    made = Runner()
    for flow, name, schedule in scheduled():
        made.add_flow(flow, name, schedule=schedule, entrypoint_type=EntrypointType.MODULE_PATH)
    return made
