"""Truth of states: runs whose worker has died are set to what they are, by any worker that is still there.

A worker renews a sign of life, a label, with each run that it holds. Workers compare the signs of all runs whenever
they tell Prefect that they live themselves. No clocks are compared, and while Prefect does not answer nobody looks.
"""

from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Cancelled, Crashed, Scheduled

RENEWED_S = 10
"""How often a worker renews the sign of a run."""

_SIGN = "bumi.alive"
_TIMES = 2  # a run whose sign is the same so many times in a row is dead; looks are 20 to 40 seconds apart
_HELD = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]


async def give_sign(client: PrefectClient, id: UUID) -> None:
    """Renew the sign of life of a run."""
    await client.update_flow_run_labels(id, {_SIGN: datetime.now(UTC).isoformat()})


class DeadRuns:
    """Finds the runs of some work pools that nobody holds any more, and gives them their true state."""

    def __init__(self, pools: list[str]) -> None:
        self._pools = pools
        self._seen: dict[UUID, tuple[object, int]] = {}

    async def look(self, client: PrefectClient) -> None:
        """Compare the sign of each run with what it was at the last look."""
        runs = await client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_HELD))),
            work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=self._pools)),
        )
        before, self._seen = self._seen, {}
        for run in runs:
            sign = (run.state and run.state.id, run.labels.get(_SIGN))
            seen, times = before.get(run.id, (None, 0))
            self._seen[run.id] = (sign, times + 1 if seen == sign else 0)
            if self._seen[run.id][1] >= _TIMES:
                await client.set_flow_run_state(run.id, _truth(run), force=True)


def _truth(run: FlowRun) -> State[None]:
    if run.state and run.state.is_running():
        return Crashed(message="The worker that held this run is gone.")
    if run.state and run.state.is_cancelling():
        return Cancelled(message="The worker that held this run is gone.")
    return Scheduled(message="The worker that took this run is gone before it began; another takes it.")
