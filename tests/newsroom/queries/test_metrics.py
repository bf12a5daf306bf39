"""Figures for monitoring: what is counted, since when, and that a hundred thousand pieces take little."""

from datetime import timedelta
from time import perf_counter

import pytest
from sqlalchemy import insert

from bumi.newsroom.content.pieces import record_problem, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.metrics import newsroom_figures
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Base, StepDuration
from bumi.newsroom.workflow.durations import StepRun, record_durations
from tests.newsroom.stage import LATER, NOW, approve, brief, new_piece, person, publish, reach
from tests.publishing.stage import far


def test_pieces_are_counted_by_state_and_the_oldest_unfinished_one_has_its_age(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for hours in (1, 5):
            reach(session, State.SUBMITTED).state_since = NOW - timedelta(hours=hours)
        reach(session, State.PUBLISHED).state_since = NOW - timedelta(days=9)
        session.flush()
        found = newsroom_figures(session, NOW)
        assert found.pieces == {State.SUBMITTED: 2, State.PUBLISHED: 1}
        assert found.oldest == {State.SUBMITTED: 5 * 3600}


def test_what_waits_for_the_machine_and_what_is_stuck_is_told_by_step(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        stuck = submit(session, brief(), person(session, Role.CONTENT))
        record_problem(session, stuck, "draft", "مدل پاسخ نداد")
        submit(session, brief(), person(session, Role.CONTENT))
        new_piece(session)  # written, checked and illustrated
        found = newsroom_figures(session, NOW)
        assert found.waiting == {"draft": 2, "check": 0, "illustrate": 0, "submit": 1}
        assert found.stuck == {"draft": 1}


def test_an_approved_piece_is_overdue_from_the_latest_of_its_times(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        reach(session, State.APPROVED)  # approved at NOW
        reach(session, State.SCHEDULED).publish_at = NOW + timedelta(hours=1)
        session.flush()
        assert (newsroom_figures(session, NOW).due, newsroom_figures(session, NOW).overdue) == (1, 0)
        found = newsroom_figures(session, NOW + timedelta(hours=3))
        assert (found.due, found.overdue) == (2, 3 * 3600)


def test_an_approved_piece_whose_end_has_come_is_no_longer_overdue(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        reach(session, State.APPROVED).expire_at = NOW + timedelta(hours=1)
        session.flush()
        assert newsroom_figures(session, NOW).due == 1
        found = newsroom_figures(session, NOW + timedelta(hours=3))
        assert (found.due, found.overdue) == (0, 0)


def test_the_lag_of_a_publication_is_counted_from_when_it_was_due(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        at_once, planned = new_piece(session), new_piece(session, publish_at="1405/09/05 10:00")
        for piece in (at_once, planned):
            approve(session, piece)
        publish(session, at_once, NOW + timedelta(seconds=45))
        assert planned.publish_at and planned.publish_at < LATER
        publish(session, planned, planned.publish_at + timedelta(seconds=4))
        rows = newsroom_figures(session, LATER).durations
        assert sorted((row.step, row.le, row.count, row.seconds) for row in rows) == [
            ("publish", "5", 1, 4),
            ("publish", "60", 1, 45),
        ]


def test_durations_of_all_runs_are_added_up(newsroom: Newsroom) -> None:
    for seconds, tokens in (([2.0, 1.5], 50), ([1.5], 20), ([1e9], 0), ([], 9)):
        with newsroom.session() as session:
            record_durations(session, [StepRun("draft", each, tokens=tokens) for each in seconds])
    with newsroom.session() as session:
        record_durations(session, [StepRun("draft", 0.0, "failed")])
        rows = session.query(StepDuration).order_by(StepDuration.le)
        assert [(row.outcome, row.le, row.count, row.seconds, row.tokens) for row in rows] == [
            ("done", "+Inf", 1, 1e9, 0),
            ("failed", "0.1", 1, 0, 0),
            ("done", "2", 3, 5, 120),
        ]


@pytest.mark.soak
def test_a_hundred_thousand_pieces_are_counted_at_once(newsroom: Newsroom) -> None:
    pieces, text = far(1_000, 100_000), {"topic": "خبر", "notes": ["متن " * 400]}
    with newsroom.session() as session:
        new_piece(session)
        rows = [
            {
                "id": number,
                "slug": str(number),
                "state": State.PUBLISHED if number % 100 else State.SUBMITTED,
                "state_since": NOW,
                "brief": text,
                "kind": "notice",
                "agency": "اداره",
                "county": "بم",
                "submitted_by": "bumi",
                "version": 1,
            }
            for number in range(1_000, 1_000 + pieces)
        ]
        session.execute(insert(Base.metadata.tables["pieces"]), rows)
    if newsroom.engine.dialect.name == "postgresql":
        with newsroom.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE pieces")  # as the server does by itself
    took = []
    for _ in range(3):
        with newsroom.reading() as session:
            begun = perf_counter()
            found = newsroom_figures(session, LATER)
            took.append(perf_counter() - begun)
            assert found.pieces[State.PUBLISHED] == 0.99 * pieces
    assert min(took) < 0.5, took  # on a quiet machine a tenth of it
