"""Making lists and feeds again, many at a time: each is made and put on its own, and one that fails stops no other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

from bumi.newsroom.publication import ledger, publication, shelves
from bumi.newsroom.publication.ledger import Wanted
from bumi.publishing.build import build
from bumi.publishing.delivery import together
from bumi.publishing.keys import HOME, page_key
from bumi.publishing.objects import WebObject, text_object
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
    one_of_each_kind = {type(error): error for error in failures.values()}
    told = [troubled("فهرست‌ها و خوراک‌ها", error) for error in one_of_each_kind.values()]
    return told[0] if told else None


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

    made = well(stale, threads.map(partial(_tried, partial(_make, run)), stale))
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


def _make(run: Run, key: str) -> WebObject:
    """Make one list; it leads to the address where the page of a story is, though it may have another by now."""
    with run.newsroom.session() as session:
        made = build(session, key, run.settings, run.known)
        moving = _moving(session)
    text = made.load().decode()
    for new, old in moving.items():
        text = text.replace(new, old).replace(quote(new), quote(old))
    return text_object(key, text, made.content_type) if moving else made


def _record(run: Run, stale: Mapping[str, int], put: Sequence[tuple[str, list[Wanted]]]) -> list[None]:
    """Record that lists are there, and up to date but for what changed since `stale` was read."""
    with run.newsroom.session() as session:
        ledger.done(session, [each for _, settled in put for each in settled])
        shelves.freshen(session, {key: stale[key] for key, _ in put})
    return [None] * len(put)


def _moving(session: "Session") -> dict[str, str]:
    """Return the addresses that have no page yet, each with the former one of its story that has."""
    renamed = {page_key(each.slug): each for each in publication.renamed(session)}
    former = {key: [page_key(each.slug) for each in found.former_slugs] for key, found in renamed.items()}
    there = ledger.there(session, {*former, *chain(*former.values())}) if former else set()
    known = {key: [each for each in keys if each in there] for key, keys in former.items() if key not in there}
    return {key.removesuffix(HOME): keys[0].removesuffix(HOME) for key, keys in known.items() if keys}
