"""Claims: one holder at a time, nothing lost by a run that dies, and an index that keeps claiming fast."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert, select, text
from sqlalchemy.orm import Session

from bumi.brief import Urgency
from bumi.newsroom.accounts.users import MACHINE, machine
from bumi.newsroom.content.pieces import needed, record_problem
from bumi.newsroom.content.work import (
    LEASE,
    ClaimLost,
    anybody_works,
    anything_waits,
    claim,
    hold,
    release,
    renew,
    retry_delay,
    retry_soon,
    unclaimed,
)
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.revisions import add_revision
from bumi.newsroom.workflow.transitions import move
from tests.newsroom.stage import NOW, WHY, brief, finish_work, go_back, person, reach, words

CRISIS, URGENT, NORMAL = Urgency.CRISIS, Urgency.URGENT, Urgency.NORMAL


def briefs(session: Session, urgencies: Sequence[Urgency]) -> list[int]:
    """Store a brief of each urgency; return the ids."""
    given = brief()
    row = {"brief": given.model_dump(mode="json"), "kind": given.kind, "agency": given.agency, "county": given.county}
    rows = [row | {"urgency": each, "submitted_by": MACHINE, "version": 1} for each in urgencies]
    return list(session.scalars(insert(Piece).returning(Piece.id, sort_by_parameter_order=True), rows))


def test_the_most_urgent_comes_first_then_the_oldest(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        a, b, c, d, e = briefs(session, (NORMAL, URGENT, CRISIS, NORMAL, URGENT))
        assert [each.id for each in unclaimed(session, NOW, 9)] == [c, b, e, a, d]
        assert claim(session, "one", NOW, limit=2) == [c, b]
        assert claim(session, "two", NOW, only=[a, c, d]) == [a]
        assert claim(session, "two", NOW, limit=9) == [e, d]
        assert claim(session, "three", NOW, limit=9) == []


def test_a_claim_ends_unless_it_is_renewed_and_who_lost_it_saves_nothing(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        (id,) = briefs(session, [NORMAL])
        assert claim(session, "one", NOW) == [id]
        assert renew(session, "one", NOW + LEASE / 2)
        assert claim(session, "two", NOW + LEASE) == [] and anybody_works(session, NOW + LEASE)
        hold(session, id, "one")
        after = NOW + 2 * LEASE
        assert not anybody_works(session, after)
        assert claim(session, "two", after) == [id]
        assert not renew(session, "one", after)
        for lost in ("one", ""):
            with pytest.raises(ClaimLost, match="مطلب ۱"):
                hold(session, id, lost)
        release(session, id, "one")
        hold(session, id, "two")
        release(session, id, "two")
        hold(session, id, "")


def test_what_failed_is_tried_again_later_or_when_somebody_asks(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        (id,) = briefs(session, [NORMAL])
        claim(session, "one", NOW)
        release(session, id, "one", NOW + LEASE)
        assert claim(session, "one", NOW) == [] and anything_waits(session)
        hold(session, id, "")
        retry_soon(session, id)
        assert claim(session, "one", NOW) == [id]
        retry_soon(session, id)
        assert claim(session, "two", NOW) == [], "a claim is no delay"
    delays = [[retry_delay(attempts) / timedelta(minutes=1) for _ in range(50)] for attempts in range(1, 20)]
    for each, longest in zip(delays, [1, 2, 4, 8, 16, 32, *[60] * 13], strict=True):
        assert longest * 0.75 <= min(each) < max(each) <= longest


@pytest.mark.parametrize("state", State)
def test_what_needs_no_step_waits_until_somebody_has_looked(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        id = reach(session, state).id
        assert needed(session, id) is None or state is State.DRAFT
        for each in claim(session, "one", NOW, only=[id]):
            release(session, each, "one")
        assert [each.id for each in unclaimed(session, NOW, 9)] == ([id] if state is State.DRAFT else [])


def test_who_read_a_piece_before_it_was_looked_at_makes_it_wait_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        assert piece.waits
        claim(session, "one", NOW)
        release(session, piece.id, "one")
        assert not anything_waits(session) and piece.waits, "the object does not know yet"
        add_revision(session, piece, words("تازه"), person(session, Role.CONTENT))
        assert claim(session, "one", NOW) == [piece.id]
        finish_work(session, piece.revision)  # type: ignore[arg-type]
        release(session, piece.id, "one")
        move(session, piece, State.CHANGES_REQUESTED, person(session, Role.EDITOR), WHY)
        assert anything_waits(session)
        move(session, piece, State.DISCARDED, person(session, Role.EDITOR), WHY)
        assert not anything_waits(session)


def test_an_edit_ends_the_delay_after_a_failure_but_no_claim(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        by = person(session, Role.CONTENT)
        claim(session, "one", NOW)
        release(session, piece.id, "one", NOW + LEASE)
        add_revision(session, piece, words("تازه"), by)
        assert claim(session, "one", NOW) == [piece.id]
        add_revision(session, piece, words("تازه‌تر"), by)
        assert claim(session, "two", NOW) == []
        hold(session, piece.id, "one")


def test_people_who_have_a_piece_open_see_no_change_in_a_claim(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        before = (piece.version, piece.updated_at)
        claim(session, "one", NOW)
        renew(session, "one", NOW)
        release(session, piece.id, "one")
        session.refresh(piece)
        assert (piece.version, piece.updated_at) == before
        assert not piece.waits


def test_what_may_need_a_step_waits_after_the_migration(empty_url: str) -> None:
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        made = {state: reach(session, state).id for state in State}
    go_back(newsroom, "0009")
    newsroom.close()
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        waiting = {each.id for each in unclaimed(session, NOW, 99)}
    assert waiting == {made[state] for state in (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED)}
    newsroom.close()


RUNS = st.sampled_from("abc")
ACTIONS = st.one_of(
    st.tuples(st.just("claim"), RUNS, st.integers(1, 3)),
    st.tuples(st.just("renew"), RUNS, st.just(0)),
    st.tuples(st.just("release"), RUNS, st.integers(0, 4)),
    st.tuples(st.just("fail"), RUNS, st.integers(0, 4)),
    st.tuples(st.just("die"), RUNS, st.just(0)),
    st.tuples(st.just("wait"), st.just(""), st.integers(1, 150)),
)


@pytest.fixture(scope="module")
def opened(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    newsroom = open_newsroom(f"sqlite:///{copy(sqlite_template, tmp_path_factory.mktemp('work') / 'bumi.db')}")
    yield newsroom
    newsroom.close()


@given(st.lists(ACTIONS, max_size=40), st.lists(st.sampled_from(Urgency), min_size=5, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_piece_has_two_holders_and_none_is_lost(
    opened: Newsroom, actions: list[tuple[str, str, int]], urgencies: list[Urgency]
) -> None:
    """The model: who holds each piece, until when nobody else may claim it, and what dead runs still seem to hold."""
    with opened.reading() as session:  # changes made in it are lost
        ids = briefs(session, urgencies)
        first = sorted(ids, key=lambda id: ((CRISIS, URGENT, NORMAL).index(urgencies[ids.index(id)]), id))
        holder, until, now, dead = dict.fromkeys(ids, ""), dict.fromkeys(ids, NOW), NOW, set[tuple[str, int]]()
        for action, run, number in actions:
            mine = [id for id in ids if holder[id] == run and (run, id) not in dead]
            match action:
                case "claim":
                    free = [id for id in first if until[id] <= now][:number]
                    assert claim(session, run, now, number) == free
                    for id in free:
                        holder[id], until[id] = run, now + LEASE
                        dead = {each for each in dead if each[1] != id}
                case "renew" if len(mine) == sum(each == run for each in holder.values()):  # a dead run renews nothing
                    assert renew(session, run, now) == bool(mine)
                    until |= dict.fromkeys(mine, now + LEASE)
                case "release" | "fail" if (id := ids[number]) in mine:
                    later = now + timedelta(minutes=1) if action == "fail" else None
                    release(session, id, run, later)
                    holder[id], until[id] = "", later or now
                case "release" | "fail":
                    if holder[ids[number]] != run:
                        release(session, ids[number], run)  # changes nothing
                case "die":
                    dead |= {(run, id) for id in mine}
                case "wait":
                    now += timedelta(seconds=number)
            for id in ids:
                assert session.scalar(select(Piece.worked_by).where(Piece.id == id)) == holder[id]
        assert sorted(claim(session, "last", now + LEASE, len(ids))) == ids


def test_three_runs_at_once_claim_each_piece_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ids = briefs(session, [URGENT, NORMAL] * 100)

    def run(name: str) -> list[int]:
        mine: list[int] = []
        while True:
            with newsroom.session() as session:
                some = claim(session, name, NOW, 3)
            if not some:
                return mine
            mine += some

    with ThreadPoolExecutor(3) as threads:
        claimed = [id for mine in threads.map(run, "abc") for id in mine]
    assert sorted(claimed) == ids


def test_a_failure_is_recorded_while_the_claim_is_held(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        (id,) = briefs(session, [NORMAL])
        claim(session, "one", NOW)
        hold(session, id, "one")
        piece = session.get_one(Piece, id)
        record_problem(session, piece, "draft", "مدل پیدا نشد")
        release(session, id, "one", NOW + retry_delay(piece.attempts))
    with newsroom.session() as session:
        piece = session.get_one(Piece, id)
        assert (piece.problem, piece.attempts, piece.worked_by, piece.waits) == ("مدل پیدا نشد", 1, "", True)
        assert piece.worked_until and NOW < piece.worked_until <= NOW + timedelta(minutes=1)
        assert machine(session).name == MACHINE


@contextmanager
def statements(newsroom: Newsroom) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements sent to the database, with their parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        seen.append((statement, parameters))

    event.listen(newsroom.engine, "before_cursor_execute", note)
    yield seen
    event.remove(newsroom.engine, "before_cursor_execute", note)


def test_claiming_reads_an_index_of_what_waits(newsroom: Newsroom) -> None:
    """Figures with a hundred thousand pieces are in docs/experiments.md; bench/claims.py measures them."""
    sqlite = newsroom.engine.dialect.name == "sqlite"
    with newsroom.session() as session:
        briefs(session, [NORMAL] * 3)
        with statements(newsroom) as seen:
            claim(session, "one", NOW)
            renew(session, "one", NOW)
            unclaimed(session, NOW, 3)
            anybody_works(session, NOW)
            anything_waits(session)
        if not sqlite:
            session.execute(text("SET LOCAL enable_seqscan = off"))  # three rows are read faster without an index
        by_id = "WHERE pieces.id IN"
        plans = [
            " ".join(
                str(row)
                for row in session.connection().exec_driver_sql(
                    f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{statement}", parameters
                )
            )
            for statement, parameters in seen
            if by_id not in statement
        ]
    assert len(plans) == 9
    assert ["ix_pieces_waits" in it or "ix_pieces_worked_by" in it for it in plans] == [True] * 9, plans
