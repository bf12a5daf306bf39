"""The flow of one piece under a real Prefect server: tasks, log lines and table on its page, failures that show."""

from typing import Any

import pytest
from prefect import State
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterKey,
    FlowRunFilter,
    FlowRunFilterId,
    LogFilter,
    LogFilterFlowRunId,
)
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import ArtifactSort
from prefect.logging.handlers import APILogHandler
from prefect.task_engine import TaskRunTimeoutError

from bumi.errors import NotAvailable, Refused
from bumi.flows import drafting
from bumi.flows.drafting import draft_all, draft_piece
from bumi.newsroom.content import work
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State as PieceState
from bumi.persian.calendar import now
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.steps import STEPS
from tests.flows.stage import TOPICS, hand_in
from tests.flows.stage import draft as _plain_draft
from tests.processes import until

pytestmark = pytest.mark.usefixtures("prefect", "plain_models")


def latest_table(key: str) -> str:
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])), sort=ArtifactSort.CREATED_DESC, limit=1
        )
    return str(found[0].data)


def run_of(state: State[Any]) -> FlowRun:
    assert state.state_details.flow_run_id
    with get_client(sync_client=True) as client:
        return client.read_flow_run(state.state_details.flow_run_id)


def await_tasks(run: FlowRun, expected: dict[str, str]) -> None:
    """Wait until the tasks of a run have these states by name; Prefect records them a moment later."""
    only = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
    with get_client(sync_client=True) as client:
        until(lambda: {it.name: it.state_name for it in client.read_task_runs(flow_run_filter=only)} == expected)


def await_lines(run: FlowRun, *expected: str) -> None:
    """Wait until the log of a run has these words."""
    APILogHandler().flush()
    of_it = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id]))
    with get_client(sync_client=True) as client:
        until(lambda: all(any(words in it.message for it in client.read_logs(of_it)) for words in expected))


def test_a_run_takes_its_piece_to_review_and_tells_it_on_its_page(newsroom: Newsroom) -> None:
    hand_in(newsroom, *TOPICS[:2])
    state = draft_piece(1, return_state=True)
    run = run_of(state)
    assert state.is_completed() and run.name == "piece 1" and run.parameters == {"piece": 1, "seed": 0}
    assert "در انتظار بررسی" in latest_table("piece-1")
    await_tasks(run, dict.fromkeys(("draft 1", "check 1", "illustrate 1", "submit 1"), "Completed"))
    await_lines(run, *(f"Step {step} is done." for step in ("draft", "check", "illustrate", "submit")))
    with newsroom.session() as session:
        assert [piece(session, id).state for id in (1, 2)] == [PieceState.SUBMITTED, PieceState.DRAFT]


def test_a_failed_step_fails_its_run_which_can_be_run_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(newsroom, "کار نشدنی")
    state = draft_piece(1, return_state=True)
    assert state.is_failed()
    await_tasks(run_of(state), {"draft 1": "Failed"})
    await_lines(run_of(state), "no words for this")
    with newsroom.session() as session:
        assert "no words for this" in piece(session, 1).problem and piece(session, 1).attempts == 1
    monkeypatch.setattr("tests.flows.stage.PlainWriter.draft", lambda self, briefs, *_: [_plain_draft(briefs[0], 0)])
    assert draft_piece(1, return_state=True).is_completed()  # at once: a person asked for it
    with newsroom.session() as session:
        assert piece(session, 1).state is PieceState.SUBMITTED and not piece(session, 1).problem


def test_a_piece_that_another_run_holds_is_left_to_it(newsroom: Newsroom) -> None:
    hand_in(newsroom, *TOPICS[:1])
    with newsroom.session() as session:
        assert work.claim(session, "another", now()) == [1]
    state = draft_piece(1, return_state=True)
    assert state.is_completed() and "Another run" in (state.message or "")
    with newsroom.session() as session:
        assert piece(session, 1).revision is None


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (NotAvailable("خاموش"), 4),
        (ConnectionError(), 4),
        (Refused("نه"), 1),
        (ValueError(), 1),
        (TaskRunTimeoutError(), 1),
    ],
)
def test_only_what_may_pass_by_itself_is_tried_again(
    error: Exception, tries: int, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(newsroom, *TOPICS[:1])
    tried: list[int] = []

    def fail(context: RunContext, id: int) -> None:
        tried.append(id)
        raise error

    monkeypatch.setattr("bumi.pipeline.steps.check", fail)
    tasks: dict[Any, Any] = drafting._TASKS
    monkeypatch.setitem(tasks, STEPS["check"], drafting.check.with_options(retry_delay_seconds=0))
    assert draft_piece(1, return_state=True).is_failed() and len(tried) == tries


def test_all_that_waits_can_be_drafted_here(bench: RunContext) -> None:
    hand_in(bench.newsroom, TOPICS[0], "کار نشدنی", TOPICS[1])
    assert draft_all(bench) == [1, 2, 3] and draft_all(bench) == []
    with bench.newsroom.session() as session:
        assert [bool(piece(session, id).problem) for id in (1, 2, 3)] == [False, True, False]


def test_a_campaign_that_cannot_be_handed_in_stops_no_piece(bench: RunContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bumi.pipeline.worker.due_campaigns", lambda context: [7])  # there is none
    hand_in(bench.newsroom, TOPICS[0])
    assert draft_all(bench) == [1]
