"""Benchmark of the coverage report on 100,000 generated pieces, in SQLite and, where installed, PostgreSQL.

The pieces are spread over four years, and all have been measured. It times the whole report of `bumi coverage`, for
a week and for all four years, then its Excel file and its page. The URL of an empty PostgreSQL database may be given.
"""

import random
import time
from datetime import date, timedelta

from sqlalchemy import insert, text

from bench.databases import each_newsroom
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import add_revision, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import Base
from bumi.persian.calendar import start_of
from bumi.planning import Report, coverage_report, coverage_workbook, print_sheet, province_plan
from bumi.province import province
from bumi.words import Kind
from tests.newsroom.stage import brief, words

_PIECES = 100_000
_TIMES = 5
_BAR = 2.0  # seconds
_LAST = date(2026, 11, 21)  # a Saturday
_WEEKS = 208


def main() -> None:
    """Fill each database, run the report several times, and print the figures with their bar."""
    for name, _, newsroom in each_newsroom():
        _fill(newsroom)
        (week, made), (whole, _) = (_timed(newsroom, weeks) for weeks in (1, _WEEKS))
        print(f"{name:10} report of a week {week:6.2f} s, of all {whole:6.2f} s          under {_BAR}")
    for name, make in {"Excel": lambda: coverage_workbook(made), "PDF": lambda: print_sheet(made)}.items():
        begun = time.perf_counter()
        size = len(make())
        print(f"{name:10} {time.perf_counter() - begun:6.2f} s, {size / 1000:.0f} kB")


def _timed(newsroom: Newsroom, weeks: int) -> tuple[float, Report]:
    took, first = [], _LAST - timedelta(days=7 * weeks)
    for _ in range(_TIMES):
        with newsroom.session() as session:
            begun = time.perf_counter()
            made = coverage_report(session, province_plan(), first, weeks)
            took.append(time.perf_counter() - begun)
    assert made.pieces
    return min(took), made  # other work on the machine can only add time


def _fill(newsroom: Newsroom) -> None:
    drawn = random.Random(8)
    names = [[it.name for it in part] for part in (province().counties, province().axes, province().agencies)]
    begin = start_of(_LAST - timedelta(days=7 * _WEEKS))
    with newsroom.session() as session:
        one = submit(session, brief(), machine(session))
        revision = add_revision(session, one, words(), machine(session)).id
        rows = [
            {
                "slug": str(number),
                "state": State.PUBLISHED,
                "brief": brief().model_dump(mode="json"),
                "kind": drawn.choice(list(Kind)),
                **dict(zip(("county", "axis", "agency"), map(drawn.choice, names), strict=True)),
                "submitted_by": "bumi",
                "published_at": begin + timedelta(seconds=drawn.randrange(_WEEKS * 7 * 86400)),
                "published_revision_id": revision,
                "created_at": begin,
                "version": 1,
            }
            for number in range(_PIECES)
        ]
        session.execute(insert(Base.metadata.tables["pieces"]), rows)
        session.execute(
            text(
                "INSERT INTO measures (piece_id, revision_id, words, findings, kept, sentences) "
                "SELECT id, published_revision_id, 300, 1, 7, 9 FROM pieces WHERE published_at IS NOT NULL"
            )
        )
        session.execute(text("ANALYZE"))


if __name__ == "__main__":
    main()
