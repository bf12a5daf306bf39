"""Workers: each piece is worked on by one of them, a failure stays with its piece, and no piece dies with a worker."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.errors import Refused
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content import work
from bumi.newsroom.content.pieces import add_revision, piece, pieces
from bumi.newsroom.content.work import LEASE, claim, release, unclaimed
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.piece import Draft
from bumi.pipeline import worker
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.single_piece import carry_one
from bumi.pipeline.steps import submit
from bumi.pipeline.worker import anything_waits, at_once, carry, carry_piece
from bumi.settings import ROOT, Settings
from tests.flows.stage import TOPICS, PlainWriter, hand_in

_MOST_STATEMENTS = 62  # for one piece, from its brief to the editors


class Interrupted(PlainWriter):
    """A writer during whose work `meanwhile` happens, before its first draft."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self._meanwhile: Callable[[], object] | None = meanwhile

    def draft(
        self, briefs: Sequence[Brief], seed: int, progress: Callable[[int, int], None], ledes: Iterable[str] = ()
    ) -> list[Draft]:
        happens, self._meanwhile = self._meanwhile, None
        if happens:
            happens()
        return super().draft(briefs, seed, progress, ledes)


def interrupted(newsroom: Newsroom, meanwhile: Callable[[], object]) -> RunContext:
    writer = Interrupted(meanwhile)
    return RunContext(Settings(), newsroom, lambda _: writer)


def told(newsroom: Newsroom) -> list[tuple[State, str, int, str]]:
    """Return state, problem, attempts and holder of each piece."""
    with newsroom.session() as session:
        return [(it.state, it.problem, it.attempts, it.worked_by) for it in pieces(session)]


def test_three_workers_share_the_work_and_find_no_problem(newsroom: Newsroom) -> None:
    ids = hand_in(newsroom, *TOPICS, *TOPICS)
    contexts = [RunContext(Settings(), newsroom, lambda _: PlainWriter()) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        worked = [id for found in threads.map(lambda context: carry(context, at_once), contexts) for id in found]
    assert sorted(worked) == ids
    assert told(newsroom) == [(State.SUBMITTED, "", 0, "")] * 6
    assert not anything_waits(contexts[0])


def test_what_another_run_holds_is_left_to_it(bench: RunContext) -> None:
    (id,) = hand_in(bench.newsroom, TOPICS[0])
    with bench.newsroom.session() as session:
        claim(session, "other", now())
    assert not carry_piece(bench, id, at_once) and carry(bench, at_once) == []
    carry_one(bench.newsroom, bench.settings, id)
    assert told(bench.newsroom) == [(State.DRAFT, "", 0, "other")]
    with bench.newsroom.session() as session:
        release(session, id, "other")
    assert carry_piece(bench, id, at_once)
    assert not carry_piece(bench, id, at_once), "nothing waits any more"


def test_who_lost_the_claim_saves_nothing_and_reports_no_problem(newsroom: Newsroom) -> None:
    def steal() -> None:
        with newsroom.session() as session:
            session.execute(update(Piece).values(worked_by="other"))

    (id,) = hand_in(newsroom, TOPICS[0])
    assert not carry_piece(interrupted(newsroom, steal), id, at_once)
    assert told(newsroom) == [(State.DRAFT, "", 0, "other")]
    with newsroom.session() as session:
        assert piece(session, id).revision is None

    def steal_and_fail() -> None:
        steal()
        raise RuntimeError

    with newsroom.session() as session:
        release(session, id, "other")
    with pytest.raises(RuntimeError):
        carry_piece(interrupted(newsroom, steal_and_fail), id, at_once)
    assert told(newsroom) == [(State.DRAFT, "", 0, "other")]


def test_a_failure_is_recorded_once_and_raised_and_the_piece_waits_for_its_next_try(bench: RunContext) -> None:
    ids = hand_in(bench.newsroom, TOPICS[0], "کار نشدنی", TOPICS[1])
    tries: list[int] = []

    def three_times(step: Callable[[RunContext, int], None], context: RunContext, id: int) -> None:
        for last in (False, False, True):
            try:
                tries.append(id)
                return step(context, id)
            except RuntimeError:
                if last:
                    raise

    with pytest.raises(RuntimeError, match="no words"):
        carry_piece(bench, ids[1], three_times)
    assert tries == [ids[1]] * 3
    assert carry(bench, three_times) == [ids[0], ids[2]]
    fine = (State.SUBMITTED, "", 0, "")
    (first, (state, problem, attempts, by), last) = told(bench.newsroom)
    assert first == last == fine
    assert (state, attempts, by) == (State.DRAFT, 1, "") and "no words for this" in problem
    assert anything_waits(bench)
    with bench.newsroom.session() as session:
        assert [it.id for it in unclaimed(session, now() + timedelta(minutes=1), 9)] == [ids[1]]


def test_a_result_that_is_there_already_is_no_problem(newsroom: Newsroom) -> None:
    """An editor writes while the model does; a step is run again although it came to its end."""

    def edit() -> None:
        with newsroom.session() as session:
            add_revision(session, piece(session, id), written, user(session, "ali"))

    def twice(step: Callable[[RunContext, int], None], context: RunContext, id: int) -> None:
        step(context, id)
        step(context, id)

    first, id = hand_in(newsroom, *TOPICS[:2])
    carry_piece(RunContext(Settings(), newsroom, lambda _: PlainWriter()), first, twice)
    with newsroom.session() as session:
        latest = piece(session, first).revision
        assert latest
        written = latest.fields_model
    assert carry_piece(interrupted(newsroom, edit), id, twice)
    assert told(newsroom) == [(State.SUBMITTED, "", 0, "")] * 2
    with newsroom.session() as session:
        latest = piece(session, id).revision
        assert latest and (latest.number, latest.by) == (1, "ali")


def test_a_decision_in_the_last_moment_is_no_problem(bench: RunContext) -> None:
    (id,) = hand_in(bench.newsroom, TOPICS[0])

    def returned_meanwhile(step: Callable[[RunContext, int], None], context: RunContext, id: int) -> None:
        if step is submit:
            with bench.newsroom.session() as session:
                returned = piece(session, id)
                move(session, returned, State.SUBMITTED, user(session, "sara"))
                move(session, returned, State.CHANGES_REQUESTED, user(session, "sara"), "تیتر گویا نیست")
        step(context, id)

    assert carry_piece(bench, id, returned_meanwhile)
    assert told(bench.newsroom) == [(State.CHANGES_REQUESTED, "", 0, "")]
    assert not anything_waits(bench)


def test_the_desk_drafts_nothing_itself(bench: RunContext) -> None:
    (id,) = hand_in(bench.newsroom, TOPICS[0])
    carry_one(bench.newsroom, bench.settings, id)
    assert told(bench.newsroom) == [(State.DRAFT, "", 0, "")]
    assert carry_piece(bench, id, at_once)


def test_what_fails_before_the_pieces_stops_none(bench: RunContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two machines that end the same notice at once are told so by the database."""

    def changed_meanwhile(*given: object) -> None:
        raise Refused("دیگری آن را تغییر داد")

    monkeypatch.setattr(worker, "retire_replaced", changed_meanwhile)
    monkeypatch.setattr(worker, "due", lambda session, now: [7])
    ids = hand_in(bench.newsroom, TOPICS[0])
    assert carry(bench, at_once) == ids


def test_the_writer_hears_of_no_more_openings_than_the_front_page_has(
    bench: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bumi.pipeline.steps.ON_HOME", 2)
    hand_in(bench.newsroom, *TOPICS, TOPICS[0])
    carry(bench, at_once)
    assert isinstance(bench.writer, PlainWriter)
    assert [lede.split(" در ")[0] for lede in bench.writer.ledes] == [TOPICS[2], TOPICS[1]]


def test_a_step_without_effect_is_a_failure_and_not_repeated_for_ever(bench: RunContext) -> None:
    (id,) = hand_in(bench.newsroom, TOPICS[0])
    with pytest.raises(RuntimeError, match="draft changed nothing"):
        carry_piece(bench, id, lambda step, context, id: None)


def test_a_claim_is_renewed_while_the_writer_writes(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_RENEWED_EVERY", timedelta(milliseconds=5))
    renewed = Event()
    renew = work.renew

    def renew_and_tell(session: Session, by: str, moment: datetime) -> bool:
        held = renew(session, by, moment)
        renewed.set()
        return held

    monkeypatch.setattr(work, "renew", renew_and_tell)

    def hear() -> None:
        with newsroom.session() as session:
            session.execute(update(Piece).values(worked_until=now() - LEASE))
        renewed.clear()
        assert renewed.wait(120)
        with newsroom.session() as session:
            assert not unclaimed(session, now() + LEASE / 2, 9)

    (id,) = hand_in(newsroom, TOPICS[0])
    assert carry_piece(interrupted(newsroom, hear), id, at_once)
    assert told(newsroom) == [(State.SUBMITTED, "", 0, "")]


def test_who_stops_a_run_frees_its_piece_at_once(newsroom: Newsroom) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    (id,) = hand_in(newsroom, TOPICS[0])
    with pytest.raises(KeyboardInterrupt):
        carry_piece(interrupted(newsroom, stop), id, at_once)
    assert told(newsroom) == [(State.DRAFT, "", 0, "")]
    with newsroom.session() as session:
        assert unclaimed(session, now(), 9)


_WRITES_FOR_EVER = """
import signal
from bumi.newsroom.database import open_newsroom
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import at_once, carry
from bumi.settings import Settings

class Writer:
    def draft(self, *given):
        print("at work", flush=True)
        signal.pause()

carry(RunContext(Settings(), open_newsroom(Settings().database_url), lambda _: Writer()), at_once)
"""


def test_the_piece_of_a_killed_run_is_drafted_once_when_its_lease_is_over(
    bench: RunContext, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (id,) = hand_in(bench.newsroom, TOPICS[0])
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", _WRITES_FOR_EVER], cwd=home, env=env, stdout=subprocess.PIPE) as run:
        assert run.stdout and run.stdout.readline() == b"at work\n"
        run.kill()
    assert carry(bench, at_once) == []
    monkeypatch.setattr(worker, "now", lambda: now() + LEASE)
    assert carry(bench, at_once) == [id]
    assert told(bench.newsroom) == [(State.SUBMITTED, "", 0, "")]
    with bench.newsroom.session() as session:
        latest = piece(session, id).revision
        assert latest and latest.number == 1


def test_a_piece_takes_few_statements(bench: RunContext) -> None:
    """Figures are in docs/experiments.md."""
    (id,) = hand_in(bench.newsroom, TOPICS[0])
    sent: list[str] = []
    event.listen(bench.newsroom.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    assert carry_piece(bench, id, at_once)
    counted = [each for each in sent if each != "BEGIN"]  # of SQLite's reading sessions
    assert 20 < len(counted) < _MOST_STATEMENTS, "\n".join(counted)
