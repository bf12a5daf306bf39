"""The drafting flow under a real Prefect server: tasks for each piece, a table for each run, failures that show."""

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from bumi.flows.drafting import drafting
from bumi.pipeline.run_context import RunContext
from tests.flows.stage import TOPICS, hand_in


def latest_table(key: str) -> str:
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])), sort=ArtifactSort.CREATED_DESC, limit=1
        )
    return str(found[0].data)


def task_runs() -> dict[str, str]:
    with get_client(sync_client=True) as client:
        return {run.name: run.state_name or "" for run in client.read_task_runs(limit=200)}


def test_a_run_takes_pieces_to_review_and_shows_its_table(prefect: None, bench: RunContext) -> None:
    hand_in(bench.newsroom, TOPICS[0], "کار نشدنی")
    lines = drafting(bench)
    assert [(line["id"], line["state"], bool(line["problem"])) for line in lines] == [
        (1, "submitted", False),
        (2, "draft", True),
    ]
    table = latest_table("drafting")
    assert "در انتظار بررسی" in table and "no words for this" in table
    runs = task_runs()
    assert runs["check 1"] == runs["illustrate 1"] == runs["submit 1"] == runs["write 1"] == "Completed"
    assert runs["write 2"] == "Failed"


def test_a_run_with_nothing_to_do_says_so(prefect: None, bench: RunContext) -> None:
    assert drafting(bench) == []
    assert "هیچ مطلبی" in latest_table("drafting")
