"""Runs the steps for a single piece at once while a person waits: after an edit or decision, or for a crisis notice."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from bumi.checks import Judge
from bumi.errors import BumiError
from bumi.logs import log_context
from bumi.newsroom.content.pieces import piece, record_problem
from bumi.newsroom.content.work import claim
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import now
from bumi.pipeline.publishing import publish_and_send
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import at_once, carry_claimed, carry_piece
from bumi.publishing import publish_lists
from bumi.settings import Settings
from bumi.storage import open_storage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_log = logging.getLogger(__name__)


def carry_one(newsroom: Newsroom, settings: Settings, id: int, judge: Judge | None = None) -> None:
    """Check, illustrate and submit the piece, unless a worker holds it; a failure is recorded and left to the workers.

    Without `judge`, whether its sentences follow from the brief is not checked.
    """
    context = RunContext(settings, newsroom, None, open_judge=(lambda _: judge) if judge else None)
    try:
        carry_piece(context, id, at_once)
    except Exception:  # the worker has recorded the reason with the piece; the page shows it
        with log_context(piece=id):
            _log.exception("The piece is left to the workers.")


def ready_at_once(context: RunContext, make: "Callable[[Session], Piece]") -> int:
    """Have `make` create a notice with its text, submit it to the editors at once, and return its piece's id."""
    claimed = context.claiming()
    with context.newsroom.session() as session:
        id = make(session).id
        claim(session, claimed.by, now(), only=[id])
    carry_claimed(claimed, id, at_once)
    return id


def publish_one(newsroom: Newsroom, settings: Settings, id: int) -> str:
    """Publish the due pieces, `id` among them; return why that piece was not published, empty where it was.

    Channels are sent to after that, while nobody waits.
    """
    came = publish_and_send(newsroom, settings, wait=False)
    mine = next((it for it in came.site if it.piece == id), None)
    if mine is None:
        return "نوبت انتشارش نرسیده است؛ زمان‌ها و تأیید آن را ببینید"
    return "" if mine.result.good else mine.why


def show_decided(newsroom: Newsroom, settings: Settings, id: int) -> None:
    """Update the site after a published piece was withdrawn, removed or renamed.

    If that fails, the decision stands, the problem is recorded with the piece, and the next publication retries.
    """
    try:
        publish_lists(newsroom, open_storage(settings), settings)
    except BumiError as error:
        with log_context(piece=id):
            _log.exception("Readers do not see the decision yet.")
        with newsroom.session() as session:
            record_problem(session, piece(session, id), "withdraw", f"هنوز به شکل پیشین دیده می‌شود: {error}")
