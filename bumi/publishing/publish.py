"""Publishing of due pieces: a run with maintenance before and after, and the purge of a CDN."""

import json
import logging
import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from urllib.request import Request, urlopen

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import publication
from bumi.persian import calendar
from bumi.persian.calendar import jalali
from bumi.publishing.batches import publish_all
from bumi.publishing.keys import public_url
from bumi.publishing.maintenance import maintain, make_ready
from bumi.publishing.outcomes import PublishOutcome, Result
from bumi.publishing.run import PublishRun, publish_run
from bumi.settings import Settings
from bumi.storage import Storage

_LISTS_EVERY_S, _SHARE = 20, 9
"""Interval of maintenance while pieces go out, at least `_SHARE` times as long as maintenance takes."""
_log = logging.getLogger(__name__)
_TIMEOUT_S = 10


def publish_due(
    newsroom: Newsroom, place: Storage, settings: Settings, now: datetime | None = None
) -> list[PublishOutcome]:
    """Publish every piece due at `now`, then all lists and feeds; a failing piece does not stop the others.

    `now` defaults to the earlier of our clock and the storage's, so a fast clock publishes nothing early. Corrections
    and retractions are included; a second call changes nothing; concurrent runs share the work. NotAvailable where the
    storage is unreachable; pieces then stay due, with the reason.
    """
    try:
        there = place.probe()
    except NotAvailable as error:
        _put_off(newsroom, calendar.now(), str(error))
        raise
    with publish_run(newsroom, place, settings, now or _earliest_clock(there)) as run:
        said = [each for each in maintain(run) if each.piece]
        said += _publish(run)
        said += maintain(run)
        purge(settings, run.delivery.put)
    return said


def publish_lists(
    newsroom: Newsroom, place: Storage, settings: Settings, now: datetime | None = None
) -> list[PublishOutcome]:
    """Update published pieces, lists and feeds by the editors' decisions, without publishing anything new."""
    there = place.probe()
    with publish_run(newsroom, place, settings, now or _earliest_clock(there)) as run:
        said = maintain(run)
        purge(settings, run.delivery.put)
    return said


def what_is_due(newsroom: Newsroom, now: datetime, include_future: bool = False) -> list[PublishOutcome]:
    """Return the pieces due at `now` and, with `include_future`, those approved for later; changes nothing."""
    with newsroom.reading() as session:
        due = [(each, Result.DUE) for each in publication.due(session, now)]
        later = [(each, Result.COMING) for each in publication.coming(session, now)] if include_future else []
    return [
        PublishOutcome(id, headline, result, why=jalali(at) if at else "") for (id, headline, at), result in due + later
    ]


def _publish(run: PublishRun) -> list[PublishOutcome]:
    due = time.monotonic() + _LISTS_EVERY_S

    def between() -> None:
        nonlocal due
        begun = time.monotonic()
        if begun >= due:
            maintain(run)
            took = time.monotonic() - begun
            due = begun + took + max(_LISTS_EVERY_S, _SHARE * took)

    said = publish_all(run, partial(make_ready, run), between)
    if run.delivery.breaker.broken:
        _put_off(run.newsroom, run.now, str(run.delivery.breaker.broken))
    return said


def _earliest_clock(there: datetime | None) -> datetime:
    here = calendar.now()
    return here if there is None else min(here, calendar.to_tehran(there))


def _put_off(newsroom: Newsroom, now: datetime, why: str) -> None:
    with newsroom.session() as session:
        publication.put_off(session, now, why)


def purge(settings: Settings, keys: Sequence[str]) -> None:
    """POST the URLs of `keys` as JSON to `purge_url` of a CDN; a failure is only logged."""
    if not settings.purge_url or not keys:
        return
    body = json.dumps({"urls": [public_url(settings, key) for key in dict.fromkeys(keys)]}).encode()
    try:
        with urlopen(
            Request(settings.purge_url, body, {"Content-Type": "application/json"}), timeout=_TIMEOUT_S
        ) as answer:
            answer.read()
    except OSError as error:
        _log.warning("the CDN at %s was not told of %d addresses.", settings.purge_url, len(keys), exc_info=error)
