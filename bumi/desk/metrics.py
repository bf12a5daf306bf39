"""Prometheus metrics: requests of this desk, and figures of the newsroom that all desks and workers share.

Requests are counted in this process. Everything else is read from the database, where workers on any machine record
their steps, so that any desk may be asked. The figures are read at most every 15 seconds.
"""

import time
from collections.abc import Iterable, Iterator
from itertools import accumulate
from threading import Lock

from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bumi.errors import BumiError
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.metrics import STEPS, NewsroomFigures, newsroom_figures
from bumi.newsroom.states import State
from bumi.newsroom.tables import StepDuration
from bumi.newsroom.workflow.durations import BOUNDS
from bumi.persian.calendar import now

_FRESH_S = 15
_REQUEST_BOUNDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_NO_ROUTE = "none"  # so that addresses that strangers invent add no series


class Metrics:
    """The metrics of one desk."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_NewsroomCollector(newsroom))
        ProcessCollector(registry=self._registry)
        self._requests = Histogram(
            "bumi_desk_request_seconds",
            "Requests of this desk, from the first byte of the request to the last of the answer.",
            ("method", "route", "status"),
            buckets=_REQUEST_BOUNDS,
            registry=self._registry,
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; `route` is its pattern, such as /pieces/{id}."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def text(self) -> bytes:
        """Return all metrics in the text format of Prometheus."""
        return generate_latest(self._registry)


class RequestTimes:
    """ASGI middleware that measures requests by method, route and status; of a stream, until it begins."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began, status, stream_began = time.perf_counter(), 500, 0.0

        async def send_noting_status(message: Message) -> None:
            nonlocal status, stream_began
            if message["type"] == "http.response.start":
                status = message["status"]
                if Headers(raw=message["headers"]).get("content-type", "").startswith("text/event-stream"):
                    stream_began = time.perf_counter()
            await send(message)

        try:
            await self.app(scope, receive, send_noting_status)
        finally:
            ended = stream_began or time.perf_counter()
            self.metrics.observe(_method(scope), _route(scope), status, ended - began)


class _NewsroomCollector(Collector):
    """Reads the figures of the newsroom when metrics are collected."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom, self._lock = newsroom, Lock()
        self._figures: NewsroomFigures | None = None
        self._read_at = -float(_FRESH_S)

    def describe(self) -> Iterable[Metric]:
        """Describe nothing in advance, so that no query runs when this is registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of the newsroom; only `bumi_database_up` where the database does not answer."""
        figures = self._latest()
        yield GaugeMetricFamily("bumi_database_up", "Whether the database answers.", value=figures is not None)
        if figures:
            yield from _of_pieces(figures)
            yield from _of_steps(figures.durations)
            yield from _of_channels(figures)

    def _latest(self) -> NewsroomFigures | None:
        with self._lock:
            if time.monotonic() - self._read_at >= _FRESH_S:
                try:
                    with self._newsroom.reading() as session:
                        self._figures = newsroom_figures(session, now())
                except BumiError:
                    self._figures = None
                self._read_at = time.monotonic()
            return self._figures


def _of_pieces(figures: NewsroomFigures) -> Iterator[Metric]:
    states = {state.value: figures.pieces.get(state, 0) for state in State}
    yield _gauge("bumi_pieces", "Pieces by state.", "state", states.items())
    oldest = {state.value: seconds for state, seconds in figures.oldest.items()}
    yield _gauge(
        "bumi_oldest_piece_seconds", "How long the oldest piece has been in its state.", "state", oldest.items()
    )
    yield _gauge("bumi_pieces_waiting", "Pieces that wait for a step of the machine.", "step", figures.waiting.items())
    yield _gauge("bumi_pieces_stuck", "Unfinished pieces whose last step failed.", "step", figures.stuck.items())
    yield GaugeMetricFamily("bumi_pieces_due", "Approved pieces whose time has come.", value=figures.due)
    yield GaugeMetricFamily("bumi_oldest_due_seconds", "How long the oldest of them is due.", value=figures.overdue)


def _of_steps(durations: Iterable[StepDuration]) -> Iterator[Metric]:
    by_outcome: dict[tuple[str, str], list[StepDuration]] = {}
    for row in durations:
        by_outcome.setdefault((row.step, row.outcome), []).append(row)
    seconds = HistogramMetricFamily("bumi_step_seconds", "How long a step took.", labels=("step",))
    failures = {step: sum(row.count for row in by_outcome.get((step, "failed"), ())) for step in STEPS}
    for step in STEPS:
        seconds.add_metric((step,), *_histogram(by_outcome.get((step, "done"), ())))
    yield seconds
    failed = CounterMetricFamily("bumi_step_failures", "Steps that failed.", labels=("step",))
    for step, count in failures.items():
        failed.add_metric((step,), count)
    yield failed
    lag = HistogramMetricFamily(
        "bumi_publishing_lag_seconds", "From when a piece was due to when the run began that published it."
    )
    lag.add_metric((), *_histogram(by_outcome.get(("publish", "done"), ())))
    yield lag
    tokens = sum(row.tokens for rows in by_outcome.values() for row in rows)
    yield CounterMetricFamily("bumi_model_tokens", "Tokens that models generated in steps.", value=tokens)


def _of_channels(figures: NewsroomFigures) -> Iterator[Metric]:
    posts = GaugeMetricFamily("bumi_channel_posts", "Messages in channels by state.", labels=("channel", "state"))
    for (channel, state), count in figures.posts.items():
        posts.add_metric((channel.value, state.value), count)
    yield posts
    unsent = {channel.value: seconds for channel, seconds in figures.unsent.items()}
    words = "How long the oldest message is wanted that no reader of its channel has got."
    yield _gauge("bumi_oldest_unsent_seconds", words, "channel", unsent.items())
    lag = HistogramMetricFamily(
        "bumi_channel_lag_seconds",
        "From when a message might be heard in its channel to when it stood there.",
        labels=("channel",),
    )
    for channel in sorted({channel for channel, _ in figures.posts}):
        rows = [row for row in figures.durations if row.step == f"send-{channel.value}"]
        lag.add_metric((channel.value,), *_histogram(rows))
    yield lag


def _gauge(name: str, words: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=(label,))
    for value, number in values:
        family.add_metric((value,), number)
    return family


def _histogram(rows: Iterable[StepDuration]) -> tuple[list[tuple[str, float]], float]:
    """Return (cumulative buckets, sum) as prometheus_client takes them."""
    counts, total = dict.fromkeys(BOUNDS, 0), 0.0
    for row in rows:
        counts[row.le] = counts.get(row.le, 0) + row.count
        total += row.seconds
    bounds = sorted(counts, key=float)
    return list(zip(bounds, accumulate(map(float, (counts[le] for le in bounds))), strict=True)), total


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in ("GET", "HEAD", "POST") else "other"


def _route(scope: Scope) -> str:
    path = getattr(scope.get("route"), "path", "")
    return f"{scope.get('root_path', '')}{path}" if path else _NO_ROUTE
