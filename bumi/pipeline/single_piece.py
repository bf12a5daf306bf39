"""One piece, at once: for whoever waits at the desk and would not wait for the scheduled run."""

from collections.abc import Callable
from typing import NoReturn

from bumi.checks import Judge
from bumi.errors import BumiError
from bumi.newsroom.content.pieces import Step, needs, piece, record_problem
from bumi.newsroom.database import Newsroom
from bumi.pipeline.run_context import Bench
from bumi.pipeline.steps import check, illustrate, submit
from bumi.publishing.publish import publish_due, publish_lists
from bumi.publishing.storage import open_place
from bumi.settings import Settings

__all__ = ["carry_one", "publish_one", "show_decided"]


def carry_one(newsroom: Newsroom, settings: Settings, id: int, judge: Judge | None = None) -> None:
    """Check, illustrate and hand on the piece; what fails is told with it, and waits for the scheduled run.

    Without `judge` nobody says whether its sentences follow from the brief.
    """
    bench = Bench(settings, newsroom, _no_writer, open_judge=(lambda _: judge) if judge else None)
    steps: dict[Step, Callable[[Bench, int], None]] = {"check": check, "illustrate": illustrate, "submit": submit}
    try:
        for name, step in steps.items():
            with newsroom.reading() as session:
                waits = needs(session, id, name)
            if waits:
                step(bench, id)
    except Exception:  # the step has recorded it
        return


def publish_one(newsroom: Newsroom, settings: Settings, id: int) -> str:
    """Publish what is due, `id` with it; return why that one did not go out, or nothing where it did."""
    came = publish_due(newsroom, open_place(settings), settings)
    mine = next((it for it in came if it.piece == id), None)
    if mine is None:
        return "نوبت انتشارش نرسیده است؛ زمان‌ها و تأیید آن را ببینید"
    return "" if mine.result.good else mine.why


def show_decided(newsroom: Newsroom, settings: Settings, id: int) -> None:
    """Make the site follow a decision on a published piece: withdrawn, removed, renamed.

    Where that fails the decision stands, the piece says so, and the next publication carries it out.
    """
    try:
        publish_lists(newsroom, open_place(settings), settings)
    except BumiError as error:
        with newsroom.session() as session:
            record_problem(session, piece(session, id), "withdraw", f"هنوز به شکل پیشین دیده می‌شود: {error}")


def _no_writer(settings: Settings) -> NoReturn:
    raise AssertionError("no step here writes")
