"""Coverage: what the database adds up is what was published, and a hundred thousand pieces are added up at once."""

import os
import random
from collections import Counter
from datetime import datetime, timedelta
from time import perf_counter

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.coverage import channel_reach, measure_published, most_read_pieces, quality, tallies, weeks
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Base, Piece, ReachDay
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment, start_of, tehran_day
from bumi.province import province
from tests.newsroom.stage import NOW, WHY, approve, brief, correct, finish_work, new_piece, person, publish, words
from tests.publishing.stage import far

SATURDAY = start_of(tehran_day(parse_moment("1405/08/30")))


def published(session: Session, at: datetime = NOW, **changes: str) -> Piece:
    piece = new_piece(session, **changes)
    approve(session, piece, at)
    publish(session, piece, at)
    return piece


def test_pieces_are_added_up_by_county_axis_agency_and_kind(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        published(session)
        published(session, county="بم", axis="فرهنگ", kind="notice")
        withdrawn = published(session, county="بم")
        move(session, withdrawn, State.WITHDRAWN, person(session, Role.EDITOR), WHY)
        new_piece(session)  # readers have not seen it
        span = (NOW - timedelta(days=1), NOW + timedelta(days=1))
        added = tallies(session, *span)
        found = {by: {name: tally.pieces for name, tally in named.items()} for by, named in added.items()}
        assert found["county"] == {"بردسیر": 1, "بم": 1}
        assert found["axis"] == {"گردشگری": 1, "فرهنگ": 1}
        assert found["agency"] == {brief().agency: 2}
        assert found["kind"] == {"event": 1, "notice": 1}
        assert not any(tallies(session, NOW - timedelta(days=1), NOW).values())  # the end is not included


def test_a_week_begins_on_saturday_in_tehran_to_the_second(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        last = SATURDAY + timedelta(days=7) - timedelta(microseconds=1)
        for at in (SATURDAY, last, SATURDAY + timedelta(days=7), SATURDAY + timedelta(days=21)):
            published(session, at)
        published(session, SATURDAY - timedelta(microseconds=1))
        assert [week.pieces for week in weeks(session, SATURDAY, 5)] == [2, 1, 0, 1, 0]


def test_measures_tell_what_became_of_a_draft(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        whole, edited = published(session), new_piece(session)
        finish_work(session, correct(session, edited))
        approve(session, edited)
        publish(session, edited)
        assert measure_published(session) == 2
        assert measure_published(session) == 0
        span = (NOW - timedelta(days=1), NOW + timedelta(days=1))
        assert tallies(session, *span)["kind"]["event"].reach is None  # no access log was read yet
        session.add(ReachDay(piece_id=whole.id, day=tehran_day(NOW), channel="bale", views=1200, visitors=900))
        session.flush()
        assert tallies(session, *span)["kind"]["event"].reach == 1200
        assert channel_reach(session, *span) == [("bale", 1200, 900)]
        assert most_read_pieces(session, *span, 5) == [(whole.id, words().title, 1200)]
        assert quality(session, *span).findings == 0


def test_a_span_without_pieces_says_nothing_of_their_quality(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        assert set(quality(session, NOW, NOW + timedelta(days=7))) == {None}


@pytest.mark.soak
def test_a_hundred_thousand_pieces_are_added_up_in_two_seconds(newsroom: Newsroom) -> None:
    drawn, pieces = random.Random(8), far(20_000, 100_000)
    county, axis = ([it.name for it in part] for part in (province().counties, province().axes))
    agency, begin = [it.name for it in province().agencies], SATURDAY - timedelta(days=7 * 52)
    rows = [
        {
            "id": number,
            "slug": str(number),
            "state": State.PUBLISHED,
            "brief": {"topic": "خبر"},
            "kind": "notice",
            "agency": drawn.choice(agency),
            "county": drawn.choice(county),
            "axis": drawn.choice(axis),
            "submitted_by": "bumi",
            "published_at": begin + timedelta(seconds=drawn.randrange(52 * 7 * 86400)),
            "created_at": begin,
            "version": 1,
        }
        for number in range(1_000, 1_000 + pieces)
    ]
    counted = {"words": 300, "findings": 1, "kept": 7, "sentences": 9}
    with newsroom.session() as session:
        revision = new_piece(session).revision_id
        session.execute(insert(Base.metadata.tables["pieces"]), rows)
        measured = ({"piece_id": row["id"], "revision_id": revision, **counted} for row in rows)
        session.execute(insert(Base.metadata.tables["measures"]), list(measured))
        seen = {"day": tehran_day(SATURDAY), "channel": "bale", "views": 10, "visitors": 4}
        session.execute(insert(Base.metadata.tables["reach_days"]), [{"piece_id": row["id"], **seen} for row in rows])
    with newsroom.session() as session:
        took = []
        for _ in range(3):
            begun = perf_counter()
            added = tallies(session, begin, SATURDAY)
            trend, average = weeks(session, begin, 52), quality(session, begin, SATURDAY)
            took.append(perf_counter() - begun)
    assert {name: tally.pieces for name, tally in added["county"].items()} == Counter(row["county"] for row in rows)
    assert sum(week.pieces for week in trend) == pieces == sum(tally.pieces for tally in added["agency"].values())
    assert added["kind"]["notice"].reach == 10 * pieces
    assert average.kept == pytest.approx(7 / 9)
    sharing = max(1, os.getloadavg()[0] / (os.cpu_count() or 1))  # with what else runs on this machine
    assert min(took) < 2 * sharing, took
