"""The notifying flow: a worker orders it where people are to be told something, and it tells them once."""

import pytest
from prefect import get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName

from bumi.flows.deployments import deploy_all
from bumi.flows.notifying import notifying
from bumi.flows.watching import order_what_is_due
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from tests.newsroom.stage import reach
from tests.notifying.stage import gather, serving_mail


def test_people_are_told_by_a_run_that_is_ordered_for_it(
    prefect: None, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy_all()
    with serving_mail() as book:
        monkeypatch.setenv("BUMI_SMTP_URL", f"smtp://127.0.0.1:{book.port}")
        monkeypatch.setenv("BUMI_MAIL_FROM", "desk@example.ir")
        order_what_is_due()
        assert ordered() == 0
        with newsroom.session() as session:
            gather(session)
            reach(session, State.CHANGES_REQUESTED)
        order_what_is_due()
        assert ordered() == 1
        assert notifying() == 1 and notifying() == 0
    assert len(book.taken) == 1


def ordered() -> int:
    """Return how many runs of the flow there are by an order."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_filter=FlowFilter(name=FlowFilterName(any_=["notifying"])))
    return sum(run.deployment_id is not None and not run.auto_scheduled for run in runs)
