"""Making lists and feeds again, many at a time: each is made and put on its own, and one that fails stops no other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from bumi.newsroom import ledger, publication, shelves
from bumi.newsroom.ledger import Wanted
from bumi.newsroom.stories import story
from bumi.publishing.build import build
from bumi.publishing.delivery import together
from bumi.publishing.keys import story_key
from bumi.publishing.objects import WebObject
from bumi.publishing.outcomes import Outcome, troubled
from bumi.publishing.plan import in_order, leading_to
from bumi.publishing.run import Run

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["put_lists"]

_AT_ONCE = 8


def put_lists(run: Run, only: Iterable[str] | None = None) -> Outcome | None:
    """Make again what is out of date, `only` some of it, in an order that never leads to nothing; say what failed.

    What leads to something that was never there and could not be put waits for the next run; nothing else does.
    """
    with run.newsroom.session() as session:
        stale = shelves.stale(session)
    left = set(stale) if only is None else set(stale) & set(only)
    failures: dict[str, Exception] = {}
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for group in in_order(left):
            failed = _put_group(run, threads, {key: stale[key] for key in group if key in left})
            failures |= failed
            left -= _waiting(run, failed, left)
    for error in failures.values():
        return troubled("فهرست‌ها و خوراک‌ها", error)
    return None


def _waiting(run: Run, failed: Iterable[str], left: set[str]) -> set[str]:
    """Return which of the keys that are `left` lead to a failed one that was never there."""
    if not failed:
        return set()
    with run.newsroom.session() as session:
        missing = set(failed) - ledger.there(session, failed)
    waiting: set[str] = set()
    for key in missing:
        leading = leading_to(key)
        waiting |= left if leading is None else leading
    return waiting


def _put_group(run: Run, threads: ThreadPoolExecutor, stale: Mapping[str, int]) -> dict[str, Exception]:
    """Make and put lists that do not lead to each other; return what failed."""
    failed: dict[str, Exception] = {}

    def well[R](keys: Iterable[str], answers: Iterable[R | Exception]) -> dict[str, R]:
        good: dict[str, R] = {}
        for key, answer in zip(keys, answers, strict=True):
            if isinstance(answer, Exception):
                failed[key] = answer
            else:
                good[key] = answer
        return good

    built = well(stale, threads.map(partial(_tried, partial(_make, run)), stale))
    made = {key: each for key, each in built.items() if each}
    missing = well(made, together(run.delivery.want, [[each] for each in made.values()], _error))
    settled = well(missing, threads.map(partial(_tried, run.delivery.settle), missing.values()))
    well(settled, together(partial(_record, run, stale), list(settled.items()), _error))
    return failed


def _tried[T, R](work: Callable[[T], R], item: T) -> R | Exception:
    try:
        return work(item)
    except Exception as error:  # whatever it is, it stops neither the other lists nor the pieces
        return error


def _error(_: object, error: Exception) -> Exception:
    return error


def _make(run: Run, key: str) -> WebObject | None:
    """Make one list; None while somebody renames a story in it: the next run puts its page first, and then the list."""
    with run.newsroom.session() as session:
        made = build(session, key, run.settings, run.known)
        moving = _moving(session)
    text = made.load().decode()
    return None if any(word in text for slug in moving for word in (slug, quote(slug))) else made


def _record(run: Run, stale: Mapping[str, int], put: Sequence[tuple[str, list[Wanted]]]) -> list[None]:
    """Record that lists are there, and up to date but for what changed since `stale` was read."""
    with run.newsroom.session() as session:
        ledger.done(session, [each for _, settled in put for each in settled])
        shelves.freshen(session, {key: stale[key] for key, _ in put})
    return [None] * len(put)


def _moving(session: "Session") -> set[str]:
    """Return the slugs of stories whose pages are not yet at the address that the database has for them."""
    renamed = {
        story_key(about): about.slug for about in (story(session, each) for each in publication.outstanding(session))
    }
    there = ledger.there(session, renamed) if renamed else set()
    return {slug for key, slug in renamed.items() if key not in there}
