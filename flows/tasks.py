"""Shared parts of the flows: Prefect settings and log context, steps as tasks, and tables as artifacts."""

import logging
import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from prefect import Flow, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.logging.handlers import PrefectConsoleHandler
from prefect.runtime import flow_run

from bumi.logs import configure_logs, log_context
from bumi.persian.text import digits_to_persian
from bumi.pipeline.run_context import RunContext

_log = logging.getLogger(__name__)


def scheduled_flow[**P, R](name: str) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Make a function the flow called `name`; its log lines carry the run id, and a failure is logged."""

    def make(function: Callable[P, R]) -> Flow[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            _configure_logs()
            with log_context(run=flow_run.id):
                try:
                    return function(*args, **kwargs)
                except Exception:
                    _log.exception("The run of %s failed.", name)
                    raise

        decorate: Any = flow(name=name, flow_run_name=name, validate_parameters=False, persist_result=False)
        made: Flow[P, R] = decorate(run)
        return made

    return make


def _configure_logs() -> None:
    """Have our handler write to stderr instead of Prefect's; `bumi up` sets INFO."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, PrefectConsoleHandler)]:
        root.removeHandler(handler)
    configure_logs(logging.INFO if os.environ.get("PREFECT_LOGGING_LEVEL") == "INFO" else logging.WARNING)


def run_as_task(step: Callable[..., None], context: RunContext, *ids: int) -> None:
    """Run one step as a task named after it and its pieces; a failure shows in Prefect and is raised.

    The worker logs it and records the reason with the piece. Prefect caches and keeps no results: the newsroom's
    database says what is done.
    """
    name = f"{step.__name__} {' '.join(map(str, ids))}"
    as_task = task(name=step.__name__, task_run_name=name, cache_policy=NO_CACHE, persist_result=False)
    as_task(step)(context, *ids)


def publish_table(key: str, title: str, table: str) -> None:
    """Save the table as an artifact of this run, listed under `key`."""
    create_markdown_artifact(markdown=f"## {digits_to_persian(title)}\n\n{table}\n", key=key)
