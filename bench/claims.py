"""Benchmark of claiming work among 100,000 pieces of which 20,000 wait, in SQLite and, where installed, PostgreSQL.

It times a claim of four pieces, their release, a claim behind 5,000 pieces that others hold, and the list that a
dispatcher reads. The URL of an empty PostgreSQL database may be given.
"""

import time
from collections.abc import Callable
from statistics import median

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bench.databases import each_newsroom
from bumi.brief import Urgency
from bumi.newsroom.accounts.users import MACHINE
from bumi.newsroom.content.work import LEASE, claim, release, unclaimed
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import now
from tests.newsroom.stage import brief

_PIECES, _WAITING, _HELD = 100_000, 20_000, 5_000
_TIMES = 50
_BAR_MS = 20


def main() -> None:
    """Fill each database, claim many times, and print the figures with their bar."""
    for name, _, newsroom in each_newsroom():
        _fill(newsroom)
        four, freed = _claimed(newsroom)
        listed = median(_timed(newsroom, lambda session: unclaimed(session, now(), 50))[0] for _ in range(_TIMES))
        held = len(_timed(newsroom, lambda session: claim(session, "other", now() + 100 * LEASE, _HELD))[1])
        behind, _ = _claimed(newsroom)
        print(
            f"{name:10} claim of 4 {four:5.1f} ms, their release {freed:5.1f} ms, claim behind {held} held "
            f"{behind:5.1f} ms, list of 50 {listed:5.1f} ms          claim under {_BAR_MS}"
        )


def _claimed(newsroom: Newsroom) -> tuple[float, float]:
    """Return the median times of a claim of four pieces and of their release."""
    claims, releases = [], []
    for _ in range(_TIMES):
        took, ids = _timed(newsroom, lambda session: claim(session, "bench", now(), 4))
        assert len(ids) == 4
        claims.append(took)
        releases.append(_timed(newsroom, lambda session, ids=ids: [release(session, id, "bench") for id in ids])[0])
    return median(claims), median(releases)


def _timed[T](newsroom: Newsroom, work: Callable[[Session], T]) -> tuple[float, T]:
    """Return how long `work` took as a transaction, in milliseconds, and what it returned."""
    begun = time.perf_counter()
    with newsroom.session() as session:
        found = work(session)
    return 1000 * (time.perf_counter() - begun), found


def _fill(newsroom: Newsroom) -> None:
    """Store pieces of which every fifth waits; one in fifty of these is urgent, none a crisis."""
    given = brief()
    with newsroom.session() as session:
        rows = [
            {
                "state": State.DRAFT if number % (_PIECES // _WAITING) == 0 else State.PUBLISHED,
                "waits": number % (_PIECES // _WAITING) == 0,
                "urgency": Urgency.URGENT if number % 250 == 0 else Urgency.NORMAL,
                "brief": given.model_dump(mode="json"),
                "kind": given.kind,
                "agency": given.agency,
                "county": given.county,
                "submitted_by": MACHINE,
                "version": 1,
            }
            for number in range(_PIECES)
        ]
        session.execute(insert(Piece), rows)
        session.execute(text("ANALYZE"))


if __name__ == "__main__":
    main()
