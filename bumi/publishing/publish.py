"""Publishing what is due: each piece on its own, then what leads readers to them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bumi.errors import BumiError, NotAvailable, Refused
from bumi.newsroom import publication
from bumi.newsroom.database import Newsroom
from bumi.newsroom.pieces import piece, pieces, record_problem
from bumi.newsroom.states import State
from bumi.newsroom.stories import media_bytes, stories, story
from bumi.piece import Story
from bumi.publishing.delivery import Delivery
from bumi.publishing.keys import public_url, story_key
from bumi.publishing.places import Place, UnknownOutcome
from bumi.publishing.site import objects, story_objects
from bumi.settings import Settings

__all__ = ["Outcome", "Result", "publish_due", "publish_lists"]

_log = logging.getLogger(__name__)


class Result(StrEnum):
    """What came of one piece."""

    DUE = "due"
    PUBLISHED = "published"
    REFUSED = "refused"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"

    @property
    def persian(self) -> str:
        """The words people read."""
        return _PERSIAN[self]


_PERSIAN = {
    Result.DUE: "آماده انتشار",
    Result.PUBLISHED: "منتشر شد",
    Result.REFUSED: "اجازه انتشار نداشت",
    Result.FAILED: "منتشر نشد",
    Result.UNCONFIRMED: "نتیجه نامعلوم",
}


@dataclass(frozen=True)
class Outcome:
    """What came of one piece, with its address or, one a line, the reasons; `piece` is 0 for lists and feeds."""

    piece: int
    headline: str
    result: Result
    url: str = ""
    why: str = ""


def publish_due(
    newsroom: Newsroom, place: Place, settings: Settings, now: datetime, dry_run: bool = False
) -> list[Outcome]:
    """Publish every piece that is due at `now`, then all lists and feeds; one that fails never stops another.

    Corrections and withdrawals go out the same way, and running it twice changes nothing. `dry_run` only says
    what is due. NotAvailable when the place cannot be reached at all: every piece then stays due.
    """
    if dry_run:
        return _due(newsroom, now)
    with newsroom.alone("publishing"):
        waiting = _due(newsroom, now)
        delivery = _open(newsroom, place, waiting)
        outcomes = [_publish(each, newsroom, delivery, settings, now) for each in waiting]
        return outcomes + _put_lists(newsroom, delivery, settings)


def publish_lists(newsroom: Newsroom, place: Place, settings: Settings) -> None:
    """Make the place hold exactly the site of the newsroom's stories: put what differs, remove what is left over."""
    with newsroom.alone("publishing"):
        _put_site(newsroom, Delivery(newsroom, place), settings)


def _due(newsroom: Newsroom, now: datetime) -> list[Outcome]:
    with newsroom.session() as session:
        due = publication.due(session, now)
        return [Outcome(each.id, each.revision.fields_model.headline, Result.DUE) for each in due if each.revision]


def _open(newsroom: Newsroom, place: Place, waiting: list[Outcome]) -> Delivery:
    """Open the place, or leave the reason on each piece that waits for it."""
    try:
        return Delivery(newsroom, place)
    except NotAvailable as error:
        with newsroom.session() as session:
            for each in waiting:
                record_problem(session, piece(session, each.piece), "publish", str(error))
        raise


def _publish(due: Outcome, newsroom: Newsroom, delivery: Delivery, settings: Settings, now: datetime) -> Outcome:
    try:
        about = _begin(newsroom, due.piece, now)
    except Refused as error:
        return replace(due, result=Result.REFUSED, why=str(error))
    try:
        for item in story_objects(about, _media(newsroom), settings):
            delivery.deliver(item)
        _finish(newsroom, due.piece, now)
    except UnknownOutcome as error:
        return _failed(newsroom, replace(due, result=Result.UNCONFIRMED, why=str(error)))
    except BumiError as error:
        return _failed(newsroom, replace(due, result=Result.FAILED, why=str(error)))
    except Exception as error:
        _log.exception("piece %d could not be published", due.piece)
        why = f"خطای پیش‌بینی‌نشده ({type(error).__name__})؛ گزارش برنامه را به پشتیبان فنی نشان دهید"
        return _failed(newsroom, replace(due, result=Result.FAILED, why=why))
    return replace(due, result=Result.PUBLISHED, url=public_url(settings, story_key(about)))


def _begin(newsroom: Newsroom, number: int, now: datetime) -> Story:
    """Take the piece, so that no other run does; from here to `_finish` its story is what is approved."""
    with newsroom.session() as session:
        taken = piece(session, number)
        publication.begin(session, taken, now)
        return story(session, taken)


def _finish(newsroom: Newsroom, number: int, now: datetime) -> None:
    with newsroom.session() as session:
        publication.finish(session, piece(session, number), now)


def _failed(newsroom: Newsroom, outcome: Outcome) -> Outcome:
    try:
        with newsroom.session() as session:
            unconfirmed = outcome.result is Result.UNCONFIRMED
            publication.fail(session, piece(session, outcome.piece), outcome.why, unconfirmed=unconfirmed)
    except Refused:  # another run has taken it over meanwhile, and says what became of it
        _log.warning("piece %d failed here and is no longer ours: %s", outcome.piece, outcome.why)
    return outcome


def _put_lists(newsroom: Newsroom, delivery: Delivery, settings: Settings) -> list[Outcome]:
    try:
        _put_site(newsroom, delivery, settings)
    except BumiError as error:
        result = Result.UNCONFIRMED if isinstance(error, UnknownOutcome) else Result.FAILED
        return [Outcome(0, "صفحه‌ها، فهرست‌ها و خوراک‌ها", result, why=str(error))]
    return []


def _put_site(newsroom: Newsroom, delivery: Delivery, settings: Settings) -> None:
    with newsroom.session() as session:
        live = stories(session)
    site = objects(live, _media(newsroom), settings)
    for item in site:
        delivery.deliver(item)
    delivery.remove_all_but({item.key for item in site})
    _clear_withdrawals(newsroom)


def _clear_withdrawals(newsroom: Newsroom) -> None:
    """Forget what stopped withdrawals from being seen: from here on they are."""
    with newsroom.session() as session:
        for each in pieces(session, State.WITHDRAWN):
            each.settle()


def _media(newsroom: Newsroom) -> Callable[[str], bytes]:
    def load(sha256: str) -> bytes:
        with newsroom.session() as session:
            return media_bytes(session, sha256)

    return load
