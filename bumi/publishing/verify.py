"""Verification of the stored site against the ledger with repair, and rebuilding it from the database.

Objects that are not in the ledger are reported and left alone.
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
from bumi.newsroom.publication.stories import StoryVersion, published_stories
from bumi.publishing.build import put_lists
from bumi.publishing.dependencies import every_list
from bumi.publishing.maintenance import maintain
from bumi.publishing.objects import WebObject, assets
from bumi.publishing.run import LISTS, PublishRun, publish_run, story_objects
from bumi.settings import Settings
from bumi.storage import ListedObject, Storage, StoredHead

if TYPE_CHECKING:
    from bumi.newsroom.tables import StoredObject

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Comparison:
    """Number of compared objects; keys repaired, removed and unknown (`strangers`); problems in Persian."""

    compared: int
    repaired: list[str]
    removed: list[str]
    strangers: list[str]
    problems: list[str]


def verify_site(newsroom: Newsroom, place: Storage, settings: Settings, now: datetime) -> Comparison:
    """Compare the storage with the ledger, and repair what differs."""
    with publish_run(newsroom, place, settings, now) as run:
        return _repair(run, place, everything=False)


def rebuild_site(newsroom: Newsroom, place: Storage, settings: Settings, now: datetime) -> Comparison:
    """Make the storage hold exactly the site of the database's stories.

    Correct objects are not put again; an empty storage gets the same objects, byte for byte.
    """
    with publish_run(newsroom, place, settings, now) as run:
        return _repair(run, place, everything=True)


def _repair(run: PublishRun, place: Storage, everything: bool) -> Comparison:
    problems = [each.why for each in maintain(run) if not each.result.good]
    with run.newsroom.alone(LISTS):
        here = place.listing()
        with run.newsroom.session() as session:
            rows = ledger.recorded(session)
        known = {key: row for key, row in rows.items() if row.wanted and row.outcome is PutOutcome.DONE}
        wrong = {key for key, row in known.items() if not _matches(place, row, here.get(key))}
        _mark_unknown(run, wrong)
        expected, mended = _deliver_again(run, set(known) if everything else wrong, everything)
        problems += mended
        removed = sorted(set(known) - expected) if everything else []
        if not problems:
            with run.newsroom.session() as session:
                ledger.drop(session, removed, run.now)
            run.delivery.remove()
    return Comparison(len(known), sorted(set(run.delivery.put)), removed, sorted(set(here) - set(rows)), problems)


def _matches(place: Storage, row: "StoredObject", found: ListedObject | None) -> bool:
    """Return whether a listed object is right; asks for its head where the listing has no comparable MD5."""
    if found is None or found.size != row.size:
        return False
    return found.md5 == row.md5 or place.head(row.key) == StoredHead(row.sha256, row.size)


def _mark_unknown(run: PublishRun, keys: Iterable[str]) -> None:
    with run.newsroom.session() as session:
        for key in keys:
            ledger.mark(session, key, PutOutcome.UNKNOWN)


def _deliver_again(run: PublishRun, keys: set[str], everything: bool) -> tuple[set[str], list[str]]:
    """Deliver the objects among `keys`, or all; return the keys of the site, and the problems."""
    problems: list[str] = []
    with run.newsroom.session() as session:
        shown = published_stories(session)
        lists = every_list(shelves.lengths(session))
        shelves.touch(session, lists if everything else lists & keys)
    expected = {*lists, *(each.key for each in assets())}
    for one in (None, *reversed(shown)):
        items = story_objects(one.story, run) if one else assets()
        expected |= {each.key for each in items}
        if everything or any(each.key in keys for each in items):
            problems += _try(run, items, one)
    if (troubled := put_lists(run)) is not None:
        problems.append(troubled.why)
    return expected, problems


def _try(run: PublishRun, items: Sequence[WebObject], of: StoryVersion | None) -> list[str]:
    try:
        run.delivery.deliver(items, of=of)
    except NotAvailable as error:
        _log.warning("Objects could not be put right.", exc_info=error)
        return list(error.problems)
    return []
