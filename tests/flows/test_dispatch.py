"""Dispatch: a run for each piece that waits, however often and from wherever it is asked; crises come first."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Crashed

from bumi.flows.deployments import CRISIS, WRITERS, deploy
from bumi.flows.dispatch import dispatch, order_drafts
from bumi.flows.watching import order_what_is_due
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content import work
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.persian.calendar import now
from tests.flows.stage import TOPICS, brief, hand_in

pytestmark = pytest.mark.usefixtures("prefect", "deployed")


@pytest.fixture
def deployed(prefect: None) -> None:
    """All deployments, and no run of theirs."""

    async def afresh() -> None:
        async with get_client() as client:
            await deploy(client)
            for run in await client.read_flow_runs():
                await client.delete_flow_run(run.id)

    asyncio.run(afresh())


def runs(name: str) -> list[FlowRun]:
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=FlowRunFilter(name=FlowRunFilterName(any_=[name])))
    return [run for run in found if run.deployment_id]


def test_each_piece_that_waits_gets_one_run(newsroom: Newsroom) -> None:
    hand_in(newsroom, *TOPICS)
    assert dispatch() == 3 and dispatch() == 0
    (run,) = runs("piece 2")
    assert run.parameters == {"piece": 2} and run.work_pool_name == WRITERS and run.state_type is StateType.SCHEDULED


def test_a_piece_that_still_waits_after_a_run_gets_another(newsroom: Newsroom) -> None:
    hand_in(newsroom, *TOPICS[:1])
    assert dispatch() == 1
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(runs("piece 1")[0].id, Crashed(), force=True)
        with newsroom.session() as session:
            work.claim(session, "a run that lives", now())
        assert order_drafts(client, newsroom) == 0
        with newsroom.session() as session:
            work.release(session, 1, "a run that lives")
        assert order_drafts(client, newsroom) == 1
    assert len(runs("piece 1")) == 2


def test_notices_that_cannot_be_retired_fail_the_run_after_the_drafts_are_ordered(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bumi.pipeline.worker.retire_replaced", None)
    hand_in(newsroom, *TOPICS[:1])
    assert dispatch(return_state=True).is_failed() and len(runs("piece 1")) == 1


def test_a_crisis_is_in_the_queue_that_comes_first(newsroom: Newsroom) -> None:
    hand_in(newsroom, *TOPICS[:1])
    with newsroom.session() as session:
        submit(session, brief("هشدار سیل", urgency="crisis"), user(session, "ali"))
    dispatch()
    assert (runs("piece 1")[0].work_queue_name, runs("piece 2")[0].work_queue_name) == ("default", CRISIS)
    assert priority(CRISIS) < priority("default")


def priority(queue: str) -> int:
    async def read() -> int:
        async with get_client() as client:
            return (await client.read_work_queue_by_name(queue, WRITERS)).priority

    return asyncio.run(read())


def test_whoever_watches_orders_a_dispatch_only_where_something_waits(newsroom: Newsroom) -> None:
    def ordered() -> list[UUID]:
        with get_client(sync_client=True) as client:
            deployment = client.read_deployment_by_name("dispatch/bumi").id
            found = client.read_flow_runs(limit=200)
        return [it.id for it in found if it.deployment_id == deployment and not it.auto_scheduled]

    order_what_is_due()
    assert ordered() == []
    hand_in(newsroom, *TOPICS)
    order_what_is_due()
    order_what_is_due()
    assert len(ordered()) == 1


def test_what_stays_due_is_tried_once_a_minute(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bumi.flows.watching._publishing_is_due", lambda *_: True)
    at = now().replace(second=0)
    for seconds, expected in ((0, 1), (50, 1), (60, 2)):
        monkeypatch.setattr("bumi.flows.watching.now", partial(datetime.__add__, at, timedelta(seconds=seconds)))
        order_what_is_due()
        with get_client(sync_client=True) as client:
            deployment = client.read_deployment_by_name("publishing/bumi").id
            found = [it for it in client.read_flow_runs() if it.deployment_id == deployment and not it.auto_scheduled]
            assert len(found) == expected
            for run in found:
                client.set_flow_run_state(run.id, Crashed(), force=True)
