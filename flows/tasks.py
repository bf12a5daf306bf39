"""A step as a Prefect task, and the table of a run as a Prefect artifact."""

from collections.abc import Callable

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from bumi.persian.text import digits_to_persian
from bumi.pipeline.run_context import Bench

__all__ = ["publish_table", "run_as_task"]


def run_as_task(step: Callable[..., None], bench: Bench, *ids: int) -> None:
    """Run one step as a task named after it and its pieces; its failure is Prefect's to show and stops nothing.

    Nothing is cached or kept by Prefect: what is done is told from the newsroom's database.
    """
    name = f"{step.__name__} {' '.join(map(str, ids))}"
    as_task = task(name=step.__name__, task_run_name=name, cache_policy=NO_CACHE, persist_result=False)
    as_task(step)(bench, *ids, return_state=True)


def publish_table(key: str, title: str, table: str) -> None:
    """Keep the table of this run with it, and in the list of artifacts under `key`."""
    create_markdown_artifact(markdown=f"## {digits_to_persian(title)}\n\n{table}\n", key=key)
