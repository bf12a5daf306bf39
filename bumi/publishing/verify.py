"""Holding the place against the ledger, and making it again from the database: what differs is put right.

What we never put there is reported, and not touched.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger, shelves
from bumi.newsroom.publication.ledger import PutOutcome
from bumi.newsroom.publication.stories import stories
from bumi.publishing.listwork import put_lists
from bumi.publishing.maintenance import upkeep
from bumi.publishing.objects import WebObject, assets
from bumi.publishing.piecework import story_objects
from bumi.publishing.plan import every_list
from bumi.publishing.run import LISTS, Run, opened
from bumi.publishing.storage import Listed, Place, StoredHead
from bumi.settings import Settings

if TYPE_CHECKING:
    from bumi.newsroom.tables import StoredObject

__all__ = ["Comparison", "rebuild", "verify"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Comparison:
    """What was found: how many objects were compared, which were put again, which are not ours, what went wrong."""

    compared: int
    repaired: list[str]
    removed: list[str]
    strangers: list[str]
    problems: list[str]


def verify(newsroom: Newsroom, place: Place, settings: Settings, now: datetime) -> Comparison:
    """Compare the place with the ledger, and repair what differs; report what the ledger does not know."""
    with opened(newsroom, place, settings, now) as run:
        return _repair(run, place, everything=False)


def rebuild(newsroom: Newsroom, place: Place, settings: Settings, now: datetime) -> Comparison:
    """Make the place hold exactly the site of the newsroom's stories, whatever it held and whatever we believed.

    Into an empty place this puts the same objects, byte for byte; what is there already as it should is not put.
    """
    with opened(newsroom, place, settings, now) as run:
        return _repair(run, place, everything=True)


def _repair(run: Run, place: Place, everything: bool) -> Comparison:
    problems = [each.why for each in upkeep(run) if not each.result.good]
    with run.newsroom.alone(LISTS):
        here = place.listing()
        with run.newsroom.session() as session:
            rows = ledger.recorded(session)
        known = {key: row for key, row in rows.items() if row.wanted and row.outcome is PutOutcome.DONE}
        wrong = {key for key, row in known.items() if not _is_right(place, row, here.get(key))}
        _distrust(run, wrong)
        expected, mended = _put_again(run, set(known) if everything else wrong, everything)
        problems += mended
        removed = sorted(set(known) - expected) if everything else []
        if not problems:
            with run.newsroom.session() as session:
                ledger.drop(session, removed, run.now)
            run.delivery.remove()
    return Comparison(len(known), sorted(set(run.delivery.put)), removed, sorted(set(here) - set(rows)), problems)


def _is_right(place: Place, row: "StoredObject", found: Listed | None) -> bool:
    """Say whether a listing agrees; where its sums are of another kind (encryption, parts), the object is asked."""
    if found is None or found.size != row.size:
        return False
    return found.md5 == row.md5 or place.head(row.key) == StoredHead(row.sha256, row.size)


def _distrust(run: Run, keys: Iterable[str]) -> None:
    with run.newsroom.session() as session:
        for key in keys:
            ledger.mark(session, key, PutOutcome.UNKNOWN)


def _put_again(run: Run, keys: set[str], everything: bool) -> tuple[set[str], list[str]]:
    """Deliver every object among `keys`, or all there should be; return the keys of the site, and what went wrong."""
    problems: list[str] = []
    with run.newsroom.session() as session:
        shown = stories(session)
        lists = every_list(shelves.lengths(session))
        shelves.touch(session, lists if everything else lists & keys)
    expected = {*lists, *(each.key for each in assets())}
    for about in (None, *reversed(shown)):
        items = story_objects(about, run) if about else assets()
        expected |= {each.key for each in items}
        if everything or any(each.key in keys for each in items):
            problems += _try(run, items)
    if (troubled := put_lists(run)) is not None:
        problems.append(troubled.why)
    return expected, problems


def _try(run: Run, items: Sequence[WebObject]) -> list[str]:
    try:
        run.delivery.deliver(items)
    except NotAvailable as error:
        _log.warning("Objects could not be put right.", exc_info=error)
        return list(error.problems)
    return []
