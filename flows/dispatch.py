"""Dispatch: orders a run of `draft-piece` for every piece that waits, so that any worker takes it."""

from prefect import get_client, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterName,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.responses import DeploymentResponse

from bumi.brief import Urgency
from bumi.flows.deployments import CRISIS, DEPLOYMENT
from bumi.flows.tasks import PIECE_RUN, our_flow
from bumi.newsroom.content.work import WaitingPiece, unclaimed
from bumi.newsroom.database import Newsroom
from bumi.persian.calendar import now
from bumi.pipeline import worker
from bumi.pipeline.run_context import RunContext

_AT_ONCE = 100  # pieces ordered at most; more follow as these are done, the most urgent first
_OPEN = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.PAUSED, StateType.CANCELLING]


@our_flow("dispatch")
def dispatch() -> int:
    """Hand in what campaigns owe, expire replaced notices, and order drafts; return the number of runs made."""
    with RunContext.open() as context:
        done = [retire_notices(context, return_state=True)]
        done += [hand_in(context, id, return_state=True) for id in worker.due_campaigns(context)]
        with get_client(sync_client=True) as client:
            made = order_drafts(client, context.newsroom)
    for state in done:
        state.result()  # what failed fails the run, after the others have had their turn
    return made


@task(cache_policy=NO_CACHE)
def retire_notices(context: RunContext) -> None:
    """Expire the published crisis notices whose update is published."""
    worker.retire_notices(context)


@task(task_run_name="hand in campaign {campaign}", retries=2, retry_delay_seconds=10, cache_policy=NO_CACHE)
def hand_in(context: RunContext, campaign: int) -> None:
    """Hand in the due briefs of one campaign."""
    worker.hand_in(context, campaign)


def order_drafts(client: SyncPrefectClient, newsroom: Newsroom) -> int:
    """Order a run for each waiting piece that has none; return their number."""
    deployment = client.read_deployment_by_name(f"draft-piece/{DEPLOYMENT}")
    pieces = unordered(client, deployment, newsroom)
    for piece in pieces:
        name = _run_name(piece.id)
        earlier = client.count_flow_runs(deployment_filter=_only(deployment), flow_run_filter=_named(name))
        client.create_flow_run_from_deployment(
            deployment.id,
            name=name,
            parameters={"piece": piece.id},
            idempotency_key=f"{name} after {earlier}",  # two that dispatch at once make one run
            work_queue_name=CRISIS if piece.urgency is Urgency.CRISIS else None,
        )
    return len(pieces)


def unordered(client: SyncPrefectClient, deployment: DeploymentResponse, newsroom: Newsroom) -> list[WaitingPiece]:
    """Return the pieces that wait while no run of theirs is open, the most urgent first."""
    with newsroom.reading() as session:
        waiting = unclaimed(session, now(), _AT_ONCE)
    if not waiting:
        return []
    asked = _named(*(_run_name(piece.id) for piece in waiting))
    asked.state = FlowRunFilterState(type=FlowRunFilterStateType(any_=_OPEN))
    ordered = {run.name for run in client.read_flow_runs(deployment_filter=_only(deployment), flow_run_filter=asked)}
    return [piece for piece in waiting if _run_name(piece.id) not in ordered]


def _run_name(piece: int) -> str:
    return PIECE_RUN.format(piece=piece)


def _named(*names: str) -> FlowRunFilter:
    return FlowRunFilter(name=FlowRunFilterName(any_=[*names]))


def _only(deployment: DeploymentResponse) -> DeploymentFilter:
    return DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id]))
