"""Publishing what is due: what readers are led to first, then each piece on its own, then what leads to it."""

import time
from datetime import datetime
from functools import partial

from bumi.errors import NotAvailable
from bumi.newsroom.content.pieces import piece, record_problem
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import publication
from bumi.persian import calendar
from bumi.publishing.batches import publish_all
from bumi.publishing.maintenance import make_ready, upkeep
from bumi.publishing.outcomes import Outcome, Result
from bumi.publishing.purge import purge
from bumi.publishing.run import Run, opened
from bumi.publishing.storage import Place
from bumi.settings import Settings

__all__ = ["Outcome", "Result", "publish_due", "publish_lists", "what_is_due"]

_LISTS_EVERY_S, _SHARE = 20, 9
"""How often lists follow while many pieces go out, and how many times as long as that took is for the pieces."""


def publish_due(newsroom: Newsroom, place: Place, settings: Settings, now: datetime | None = None) -> list[Outcome]:
    """Publish every piece that is due at `now`, then all lists and feeds; one that fails never stops another.

    Without `now` it is the earlier of our time and the place's: a clock that is fast publishes nothing early.
    Corrections and what was taken back go out the same way, and running it twice changes nothing. Several runs at
    once share the work. NotAvailable when the place cannot be reached at all: every piece then stays due, and says
    why.
    """
    try:
        there = place.probe()
    except NotAvailable as error:
        _leave_reason(newsroom, calendar.now(), str(error))
        raise
    with opened(newsroom, place, settings, now or _by_all_clocks(there)) as run:
        said = [each for each in upkeep(run) if each.piece]
        said += _publish(run)
        said += upkeep(run)
        purge(settings, run.delivery.put)
    return said


def publish_lists(newsroom: Newsroom, place: Place, settings: Settings, now: datetime | None = None) -> list[Outcome]:
    """Carry out what was decided about published pieces, and make lists and feeds follow; publish nothing new."""
    there = place.probe()
    with opened(newsroom, place, settings, now or _by_all_clocks(there)) as run:
        said = upkeep(run)
        purge(settings, run.delivery.put)
    return said


def what_is_due(newsroom: Newsroom, now: datetime, include_future: bool = False) -> list[Outcome]:
    """Say what `publish_due` would take at `now` and, if asked, what is approved for later; touch nothing."""
    with newsroom.session() as session:
        due = [(each, Result.DUE) for each in publication.due(session, now)]
        later = [(each, Result.COMING) for each in publication.coming(session, now)] if include_future else []
        return [
            Outcome(each.id, each.revision.fields_model.title, result, why=each.coming_in_words)
            for each, result in due + later
            if each.revision
        ]


def _publish(run: Run) -> list[Outcome]:
    due = time.monotonic() + _LISTS_EVERY_S

    def between() -> None:
        nonlocal due
        begun = time.monotonic()
        if begun >= due:
            upkeep(run)
            took = time.monotonic() - begun
            due = begun + took + max(_LISTS_EVERY_S, _SHARE * took)

    said = publish_all(run, partial(make_ready, run), between)
    if run.delivery.breaker.broken:
        _leave_reason(run.newsroom, run.now, str(run.delivery.breaker.broken))
    return said


def _by_all_clocks(there: datetime | None) -> datetime:
    here = calendar.now()
    return here if there is None else min(here, calendar.to_tehran(there))


def _leave_reason(newsroom: Newsroom, now: datetime, why: str) -> None:
    """Leave the reason on each piece that waits."""
    with newsroom.session() as session:
        for each in publication.due(session, now):
            record_problem(session, piece(session, each.id), "publish", why)
