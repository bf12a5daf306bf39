"""Shared parts of the flows: log lines that reach Prefect's pages, and tables as artifacts."""

import logging
import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from prefect import Flow, flow
from prefect.artifacts import create_markdown_artifact
from prefect.logging.handlers import APILogHandler, PrefectConsoleHandler
from prefect.runtime import flow_run

from bumi.logs import configure_logs, log_context
from bumi.persian.text import digits_to_persian

PIECE_RUN = "piece {piece}"
"""How a run of `draft-piece` is called; `dispatch` finds by it whether a piece has one."""


class _RunPageHandler(APILogHandler):
    """Shows our log lines on the page of the run at work; outside of runs it does nothing."""

    def emit(self, record: logging.LogRecord) -> None:
        if flow_run.id:
            super().emit(record)


def our_flow[**P, R](name: str, run_name: str = "") -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Make a function the flow called `name`; its log lines carry the run id.

    `run_name` is a template of its parameters, by which runs are listed.
    """

    def make(function: Callable[P, R]) -> Flow[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            _configure_logs()
            with log_context(run=flow_run.id):
                return function(*args, **kwargs)

        decorate: Any = flow(name=name, flow_run_name=run_name or name, persist_result=False)
        made: Flow[P, R] = decorate(run)
        return made

    return make


def _configure_logs() -> None:
    """Have our handler write to stderr instead of Prefect's, and show our lines on the page of the run."""
    root, ours = logging.getLogger(), logging.getLogger("bumi")
    for handler in [each for each in root.handlers if isinstance(each, PrefectConsoleHandler)]:
        root.removeHandler(handler)
    configure_logs(logging.INFO if os.environ.get("PREFECT_LOGGING_LEVEL") == "INFO" else logging.WARNING)
    if not any(isinstance(each, _RunPageHandler) for each in ours.handlers):
        ours.addHandler(_RunPageHandler())


def publish_table(key: str, title: str, table: str) -> None:
    """Save the table as an artifact of this run, listed under `key`."""
    create_markdown_artifact(markdown=f"## {digits_to_persian(title)}\n\n{table}\n", key=key)
