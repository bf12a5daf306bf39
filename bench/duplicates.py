"""Benchmark of the index of duplicates, with 100,000 generated pieces in SQLite: `make bench`.

Words have their frequencies in Persian, every piece ends with a phrase that thousands share, and every hundredth is
a copy of another in three fifths of its words: the benchmark queries these, and each has to be found.
"""

import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, batched
from pathlib import Path

from sqlalchemy import insert, update

from bumi.brief import Kind
from bumi.checks import check_fields
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.index.lookalikes import CROWD, lookalikes
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.tables.content import Revision, ShingleKey
from bumi.persian.morphology import lexicon
from bumi.persian.similarity import shingle_keys
from bumi.piece import Fields

_PIECES = 100_000
_COPIED = 100  # the last of every so many pieces is a copy
_QUESTIONS = 500
_PHRASES = 20  # closing phrases, shared by all pieces
_BAR = 50  # milliseconds


def main() -> None:
    """Fill a database, query the pieces similar to some of them, and print the figures with their bar."""
    draw = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        newsroom = open_newsroom(f"sqlite:///{path}")
        begun = time.perf_counter()
        copied = _fill(newsroom, draw)
        print(f"{_PIECES} pieces in {time.perf_counter() - begun:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        found, index, check = _ask(newsroom, draw.sample(sorted(copied.items()), _QUESTIONS))
        newsroom.close()
    print(f"copies found     {100 * found / _QUESTIONS:8.1f} %")
    print(f"index, median    {statistics.median(index):8.1f} ms          under {_BAR}")
    print(f"index, slowest   {max(index):8.1f} ms")
    print(f"check, median    {statistics.median(check):8.1f} ms of the five nearest, word for word")


def _ask(newsroom: Newsroom, copied: list[tuple[int, int]]) -> tuple[int, list[float], list[float]]:
    """Return how many copies were found, and the milliseconds of each query and of each comparison."""
    found, index, check = 0, [], []
    for copy, original in copied:
        with newsroom.session() as session:
            revision = session.get_one(Revision, copy)
            begun = time.perf_counter()
            near = lookalikes(session, revision)
            index.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
        findings = check_fields(revision.fields_model, only=["duplicates"], lookalikes=near)
        check.append(1000 * (time.perf_counter() - begun))
        found += any(finding.code.endswith(f"-{original}") for finding in findings)
    return found, index, check


def _fill(newsroom: Newsroom, draw: random.Random) -> dict[int, int]:
    """Fill the newsroom with published pieces, each with one revision of its own number; return {copy: original}."""
    bodies, copied = _bodies(draw)
    crowd: Counter[int] = Counter()
    for batch in batched(enumerate(bodies, 1), 1000):
        keys: list[dict[str, int]] = []
        for id, body in batch:
            own = {key for key in shingle_keys(body) if crowd[key] < CROWD}
            crowd.update(own)
            keys += ({"key": key, "revision_id": id} for key in own)
        with newsroom.session() as session:
            session.execute(insert(Piece), [_piece(id) for id, _ in batch])
            session.execute(insert(Revision), [_revision(id, body) for id, body in batch])
            session.execute(insert(ShingleKey), sorted(keys, key=lambda row: row["key"]))
    with newsroom.session() as session:
        session.execute(update(Piece).values(revision_id=Piece.id, published_revision_id=Piece.id))
    return copied


def _bodies(draw: random.Random) -> tuple[Iterator[str], dict[int, int]]:
    known = [(word, count) for word, count in lexicon().items() if count]
    words, weights = [word for word, _ in known], [*accumulate(count for _, count in known)]
    phrases = [" ".join(draw.choices(words, cum_weights=weights, k=12)) for _ in range(_PHRASES)]
    copied = {id: draw.randrange(1, id) for id in range(_COPIED, _PIECES + 1, _COPIED)}
    originals: dict[int, list[str]] = {id: [] for id in copied.values()}

    def bodies() -> Iterator[str]:
        for id in range(1, _PIECES + 1):
            body = draw.choices(words, cum_weights=weights, k=draw.randint(60, 240))
            if id in copied:
                original = originals[copied[id]]
                body = original + body[: 2 * len(original) // 3]
            if id in originals:
                originals[id] = body
            yield f"{' '.join(body)}. {draw.choice(phrases)}."

    return bodies(), copied


def _piece(id: int) -> dict[str, object]:
    return {
        "id": id,
        "slug": str(id),
        "state": State.PUBLISHED,
        "brief": {"note": "یادداشت " * 100},
        "kind": Kind.EVENT,
        "agency": "شهرداری کرمان",
        "county": "کرمان",
        "submitted_by": "bumi",
        "version": 1,
    }


def _revision(id: int, body: str) -> dict[str, object]:
    return {
        "id": id,
        "piece_id": id,
        "number": 1,
        "fields": Fields(headline="تیتر", lede="لید", body=body).model_dump(mode="json"),
        "sources": [],
        "model": None,
        "hash": "",
        "by": "bumi",
    }


if __name__ == "__main__":
    main()
