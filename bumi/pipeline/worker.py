"""The worker: claims waiting pieces in the database and takes each through the steps that need no person.

Any number of workers may run, on any machines: a piece is worked on by one of them.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from bumi.errors import BumiError
from bumi.logs import log_context
from bumi.newsroom.content import work
from bumi.newsroom.content.pieces import NeededStep, Step, needed, record_problem
from bumi.newsroom.content.work import ClaimLost
from bumi.newsroom.plan.campaigns import campaign, due
from bumi.persian.calendar import now
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.step_timing import StepTimes
from bumi.pipeline.steps import PERSIAN, STEPS
from bumi.planning import draft_due_steps, retire_replaced

Run = Callable[[Callable[[RunContext, int], None], RunContext, int], None]
"""Runs `step(context, id)`, perhaps more than once, and raises what it raised last."""

_RENEWED_EVERY = timedelta(seconds=30)

_log = logging.getLogger(__name__)


def carry(context: RunContext, run: Run) -> list[int]:
    """Work until no piece can be claimed, the most urgent first; return the ids of the pieces worked on.

    A piece that fails keeps its reason and waits for its next try; it stops no other.
    """
    do_what_is_due(context)
    touched: list[int] = []
    while own := _claimed(context):
        claimed, id = own
        try:
            worked = carry_claimed(claimed, id, run)
        except Exception:  # recorded with the piece
            worked = True
        if worked and id not in touched:
            touched.append(id)
    return touched


def do_what_is_due(context: RunContext) -> None:
    """End the replaced notices, and hand in what campaigns owe; a failure is logged, and stops nothing."""
    with _logging("End the replaced notices"):
        retire_notices(context)
    for id in due_campaigns(context):
        with _logging(f"Hand in the pieces of campaign {id}"):
            hand_in(context, id)


def carry_piece(context: RunContext, id: int, run: Run) -> bool:
    """Take one piece through the steps that it needs; return whether there was work, and no other run had it.

    A failure is recorded with the piece, which may be claimed again after a delay, and raised again.
    """
    own = _claimed(context, only=[id])
    return own is not None and carry_claimed(*own, run)


def carry_claimed(context: RunContext, id: int, run: Run) -> bool:
    """Take a piece that is claimed through its steps, and release it; return whether any step was run to its end."""
    todo: NeededStep | None = None
    worked, times = False, StepTimes()
    with log_context(piece=id), _renewing(context):
        try:
            while (found := _needed(context, id)) and (context.writes or found.step != "draft"):
                if found == todo:
                    raise RuntimeError(f"step {found.step} changed nothing")
                todo = found
                with times.timing(todo.step):
                    run(STEPS[todo.step], context, id)
                worked = True
                _log.info("Step %s is done.", todo.step)
        except ClaimLost:
            _log.info("Another run has taken over the piece.")
        except Exception as error:
            _record(context, id, todo, error)
            raise
        finally:
            with context.newsroom.session() as session:
                work.release(session, id, context.by)
                times.record(session)
    return worked


def at_once(step: Callable[[RunContext, int], None], context: RunContext, id: int) -> None:
    """Run a step in this process, once."""
    step(context, id)


def anything_waits(context: RunContext) -> bool:
    """Return whether any campaign or piece waits, pieces that failed or are held by a run included."""
    with context.newsroom.reading() as session:
        return work.anything_waits(session) or bool(due(session, now()))


def due_campaigns(context: RunContext) -> list[int]:
    """Return the ids of the campaigns with pieces due for drafting."""
    with context.newsroom.reading() as session:
        return due(session, now())


def hand_in(context: RunContext, id: int) -> None:
    """Hand in the due briefs of one campaign, which are then drafted."""
    with context.newsroom.session() as session:
        draft_due_steps(session, campaign(session, id), now())


def retire_notices(context: RunContext) -> None:
    """Expire the published crisis notices whose update is published."""
    with context.newsroom.session() as session:
        retire_replaced(session, now())


@contextmanager
def _logging(what: str) -> Iterator[None]:
    """Log a failure of the block, which stops nothing: the next run tries again."""
    try:
        yield
    except Exception:
        _log.exception("%s: failed.", what)


def _claimed(context: RunContext, only: Collection[int] | None = None) -> tuple[RunContext, int] | None:
    """Claim the most urgent piece; return it behind the context of its claim, or None if there is none."""
    claimed = context.claiming()
    with context.newsroom.session() as session:
        ids = work.claim(session, claimed.by, now(), only=only)
    return (claimed, ids[0]) if ids else None


def _needed(context: RunContext, id: int) -> NeededStep | None:
    with context.newsroom.reading() as session:
        return needed(session, id)


def _record(context: RunContext, id: int, todo: NeededStep | None, error: Exception) -> None:
    """Log a failure and record it with the piece, unless another run has taken over."""
    step = todo.step if todo else "draft"
    _log.error("Step %s failed.", step, exc_info=error)
    try:
        with context.newsroom.session() as session:
            failed = work.hold(session, id, context.by)
            record_problem(session, failed, step, _sentence(step, error))
            work.release(session, id, context.by, now() + work.retry_delay(failed.attempts))
    except ClaimLost:
        _log.info("Another run has taken over the piece.")


def _sentence(step: Step, error: Exception) -> str:
    if isinstance(error, BumiError):
        return "؛ ".join(error.problems)
    cause = f"{type(error).__name__}: {error}".strip()
    return f"در گام «{PERSIAN[step]}» خطایی پیش آمد ({cause[:200]})؛ اجرای بعدی دوباره می‌کوشد"


@contextmanager
def _renewing(context: RunContext) -> Iterator[None]:
    """Renew the claim in the background for the block, so that only the claim of a run that died ends by itself."""
    over = Event()
    thread = Thread(target=_renew, args=(context, over), name="claim", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(context: RunContext, over: Event) -> None:
    while not over.wait(_RENEWED_EVERY.total_seconds()):
        try:
            with context.newsroom.session() as session:
                if not work.renew(session, context.by, now()):
                    return
        except Exception:
            _log.exception("The claim is not renewed yet.")
