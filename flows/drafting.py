"""Drafting: one brief becomes a checked and illustrated piece that an editor can look at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from prefect import State, Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import TaskRun
from prefect.states import Completed
from prefect.task_engine import TaskRunTimeoutError
from prefect.tasks import exponential_backoff

from bumi.errors import NotAvailable
from bumi.flows.tasks import PIECE_RUN, our_flow, publish_table
from bumi.models.weights import stack
from bumi.newsroom.content.work import retry_soon, unclaimed
from bumi.newsroom.database import newsroom_of
from bumi.persian.calendar import now
from bumi.pipeline import steps, worker, writing
from bumi.pipeline.report import lines_of, markdown
from bumi.pipeline.run_context import RunContext, Writes
from bumi.settings import Settings

if TYPE_CHECKING:
    from bumi.checks import Judge

_RETRY_DELAYS_S = exponential_backoff(backoff_factor=5)  # 5, 10 and 20 seconds: a database may restart meanwhile


def _may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Return whether a failure may pass by itself: what does not answer may, a refusal or a fault of ours does not.

    A step that used up all its time is left to a later run, so that other pieces are drafted meanwhile.
    """
    error = state.result(raise_on_failure=False)
    return isinstance(error, NotAvailable | OSError) and not isinstance(error, TaskRunTimeoutError)


def _step(timeout_s: float) -> Callable[[Callable[[RunContext, int], None]], Task[[RunContext, int], None]]:
    """Make a function the task of one step. Prefect keeps no result: the newsroom's database says what is done."""

    def make(function: Callable[[RunContext, int], None]) -> Task[[RunContext, int], None]:
        decorate: Any = task(
            task_run_name=f"{function.__name__} {{piece}}",
            tags=[function.__name__],
            retries=3,
            retry_delay_seconds=_RETRY_DELAYS_S,
            retry_jitter_factor=0.5,
            retry_condition_fn=_may_pass,
            timeout_seconds=timeout_s,
            cache_policy=NO_CACHE,
            persist_result=False,
        )
        made: Task[[RunContext, int], None] = decorate(function)
        return made

    return make


@_step(timeout_s=1800)  # a strong model on an office computer takes minutes
def draft(context: RunContext, piece: int) -> None:
    """Have the writer draft the piece, and keep the draft as a revision."""
    steps.write(context, piece)


@_step(timeout_s=600)
def check(context: RunContext, piece: int) -> None:
    """Check the latest revision."""
    steps.check(context, piece)


@_step(timeout_s=600)
def illustrate(context: RunContext, piece: int) -> None:
    """Draw the cards and cover of the latest revision."""
    steps.illustrate(context, piece)


@_step(timeout_s=120)
def submit(context: RunContext, piece: int) -> None:
    """Submit the piece to the editors."""
    steps.submit(context, piece)


_TASKS = {steps.write: draft, steps.check: check, steps.illustrate: illustrate, steps.submit: submit}


@our_flow("draft-piece", run_name=PIECE_RUN)
def draft_piece(piece: int, seed: int = 0) -> State[None] | None:
    """Take a piece through the steps that need no person, unless another run holds it or nothing is left to do.

    A run that failed can be run again: the database says which steps the piece needs.
    """
    with _context(seed) as context:
        with context.newsroom.session() as session:
            retry_soon(session, piece)
        if not worker.carry_piece(context, piece, lambda step, *arguments: _TASKS[step](*arguments)):
            return Completed(message="Another run holds the piece, or nothing was left to do.")
        lines = lines_of(context.newsroom, [piece])
        publish_table(f"piece-{piece}", lines[0]["headline"], markdown(lines))
        return None


def draft_all(context: RunContext) -> list[int]:
    """Run `draft_piece` here for one waiting piece after the other; return the ids of the pieces.

    A piece that fails keeps its reason, and stops no other.
    """
    worker.do_what_is_due(context)
    touched: list[int] = []
    while (piece := _next_piece(context, touched)) is not None:
        draft_piece(piece, context.seed, return_state=True)
        touched.append(piece)
    return touched


def _next_piece(context: RunContext, besides: list[int]) -> int | None:
    with context.newsroom.reading() as session:
        waiting = unclaimed(session, now(), limit=len(besides) + 1)
    return next((piece.id for piece in waiting if piece.id not in besides), None)


@contextmanager
def _context(seed: int) -> Iterator[RunContext]:
    """Open a context whose models stay loaded for the next run in this process."""
    settings = Settings()
    with newsroom_of(settings) as newsroom:
        yield RunContext(settings, newsroom, _kept_writer, seed, open_judge=_kept_judge)


def _kept_writer(settings: Settings) -> Writes:
    return _writer(settings, tuple(stack(settings)))


@lru_cache(maxsize=1)
def _writer(settings: Settings, adapters: tuple[str, ...]) -> Writes:
    """Return the writer, loaded once for as long as the same adapter is in force."""
    return writing.open_writer(settings)


@lru_cache(maxsize=1)
def _kept_judge(settings: Settings) -> "Judge":
    return writing.open_judge(settings)
