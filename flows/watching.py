"""Watching the database: whether drafts, publications or notifications are due, so that idle times need no runs."""

from datetime import datetime
from functools import cache

from prefect import get_client
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.exceptions import ObjectNotFound

from bumi.flows.deployments import DEPLOYMENT
from bumi.flows.dispatch import unordered
from bumi.newsroom.commissions import follow_commissions
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.plan.campaigns import due as due_campaigns
from bumi.newsroom.publication import bylines, publication
from bumi.persian.calendar import now
from bumi.pipeline.channels import channels_are_due
from bumi.pipeline.notifications import CarrierOpener, anything_to_tell
from bumi.settings import Settings

_SOON_S, _LATER_S = 10, 60  # what stays due, as its storage or its data are at fault, is tried once a minute
_AT_WORK = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING]


def order_what_is_due() -> None:
    """Order a run of `dispatch`, `publishing` or `notifying` where there is work for it, and none is about to do it."""
    settings = Settings()
    with newsroom_of(settings) as newsroom, get_client(sync_client=True) as client:
        try:
            if _pieces_wait(client, newsroom):
                _order(client, f"dispatch/{DEPLOYMENT}", _SOON_S)
            elif _campaigns_are_due(newsroom):
                _order(client, f"dispatch/{DEPLOYMENT}", _LATER_S)
            if _publishing_is_due(newsroom, settings):
                _order(client, f"publishing/{DEPLOYMENT}", _LATER_S)
            if anything_to_tell(newsroom, _carrier_opener(settings)):
                _order(client, f"notifying/{DEPLOYMENT}", _SOON_S)
        except ObjectNotFound:
            pass  # not deployed yet


def _pieces_wait(client: SyncPrefectClient, newsroom: Newsroom) -> bool:
    return bool(unordered(client, client.read_deployment_by_name(f"draft-piece/{DEPLOYMENT}"), newsroom))


def _campaigns_are_due(newsroom: Newsroom) -> bool:
    with newsroom.reading() as session:
        return bool(due_campaigns(session, now()))


def _publishing_is_due(newsroom: Newsroom, settings: Settings) -> bool:
    with newsroom.session() as session:
        publication.expire(session, now())
        follow_commissions(session, now())
        due = publication.due(session, now()) or publication.outstanding(session)
        return bool(due) or bylines.any_outdated(session) or channels_are_due(session, settings, now())


@cache
def _carrier_opener(settings: Settings) -> CarrierOpener:
    """Return the opener of this worker, which opens mail and messengers once."""
    return CarrierOpener(settings)


def _order(client: SyncPrefectClient, name: str, every: int) -> None:
    """Order a run, at most one in `every` seconds, of however many workers that watch."""
    deployment = client.read_deployment_by_name(name)
    at: datetime = now()
    soon = client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_AT_WORK)),
            expected_start_time=FlowRunFilterExpectedStartTime(before_=at),
        ),
        limit=1,
    )
    if not soon:
        key = f"{name} at {int(at.timestamp()) // every} of {every}"
        client.create_flow_run_from_deployment(deployment.id, idempotency_key=key)
