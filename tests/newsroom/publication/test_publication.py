"""Publication: what is due and what is not, taken by exactly one run, and never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, text

from bumi.errors import Refused
from bumi.newsroom.content.pieces import piece as find
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.publication import (
    begin,
    claim,
    coming,
    due,
    expire,
    fail,
    finish,
    held_runs,
    outstanding,
    put_off,
    release,
    retry,
)
from bumi.newsroom.states import State
from bumi.newsroom.tables import Publication
from bumi.newsroom.workflow.conditions import LEASE
from bumi.newsroom.workflow.timeline import timeline
from tests.newsroom.stage import LATER, NOW, WHY, approve, correct, due_ids, new_piece, publish, reach, words

MOMENT = timedelta(minutes=1)


@pytest.mark.parametrize("state", State)
def test_what_is_due_now_later_and_much_later(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        reach(session, state)
        found = [bool(due_ids(session, at)) for at in (NOW, NOW + LEASE, LATER)]
    match state:
        case State.APPROVED | State.PUBLISH_FAILED | State.PUBLISH_UNCONFIRMED:
            assert found == [True, True, True]
        case State.PUBLISHING:  # held by a run, then left by it
            assert found == [False, True, True]
        case State.SCHEDULED:
            assert found == [False, False, True]
        case _:
            assert found == [False, False, False]


def test_times_are_kept_to_the_minute(newsroom: Newsroom) -> None:
    times = {"embargo_until": "1405/09/04 11:00", "publish_at": "1405/09/04 12:00", "expire_at": "1405/09/04 13:00"}
    with newsroom.session() as session:
        piece = new_piece(session, **times)
        approve(session, piece)
        embargo, publish_at, expire = piece.embargo_until, piece.publish_at, piece.expire_at
        assert embargo and publish_at and expire
        moments = (embargo, publish_at - MOMENT, publish_at, expire - MOMENT, expire)
        open_at = [at for at in moments if due(session, at)]
        assert open_at == [publish_at, expire - MOMENT]


def test_what_is_due_can_be_begun_and_what_is_not_cannot(newsroom: Newsroom) -> None:
    """The query and the conditions say the same, for every state and time."""
    with newsroom.session() as session:
        for state in State:
            piece = reach(session, state)
            for at in (NOW, NOW + LEASE, LATER):
                trial = session.begin_nested()
                is_due = piece.id in due_ids(session, at)
                try:
                    begin(session, piece, at)
                    begun = True
                except Refused:
                    begun = False
                trial.rollback()
                session.expire_all()
                assert begun == is_due, (state, at)


def test_the_longest_due_comes_first_and_the_troubled_last(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for day in ("03", "01", "02"):
            approve(session, new_piece(session, publish_at=f"1405/09/{day}"))
        troubled = find(session, 2)
        begin(session, troubled, NOW)
        fail(session, troubled, WHY, NOW)
        assert due_ids(session, NOW) == [3, 1, 2]


def test_publishing_goes_live(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.APPROVED)
        begin(session, piece, NOW)
        assert (piece.state, piece.published_revision_id) == (State.PUBLISHING, None)
        finish(session, piece, LATER)
        assert (piece.state, piece.published_revision_id, piece.published_at) == (
            State.PUBLISHED,
            piece.revision_id,
            NOW,
        )


def test_what_failed_waits_for_its_next_attempt_or_for_a_person(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.APPROVED)
        begin(session, piece, NOW)
        fail(session, piece, WHY, LATER)
        assert (due_ids(session, LATER - MOMENT), due_ids(session, LATER)) == ([], [piece.id])
        begin(session, piece, LATER)
        fail(session, piece, WHY, None)
        assert due_ids(session, LATER + LEASE) == []
        retry(session, LATER)
        assert due_ids(session, LATER) == [piece.id]


def test_a_reason_stands_with_all_that_is_due_and_with_nothing_else(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ready, tried = reach(session, State.APPROVED), reach(session, State.PUBLISH_FAILED)
        others = [reach(session, State.SCHEDULED), reach(session, State.SUBMITTED)]
        seen = {piece.id: (piece.version, piece.attempts) for piece in (ready, tried)}
        put_off(session, NOW, WHY)
        session.expire_all()
        for piece in (ready, tried):
            assert (piece.problem, piece.problem_step) == (WHY, "publish")
            version, attempts = seen[piece.id]
            assert (piece.version, piece.attempts) == (version, attempts + 1)  # nobody's open page is out of date by it
        assert [piece.problem for piece in others] == ["", ""]
        assert due_ids(session, NOW) == [ready.id, tried.id]


def test_a_run_takes_no_more_than_it_asked_for_and_says_why_not(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ids = [reach(session, State.APPROVED).id for _ in range(4)]
        session.execute(text("UPDATE pieces SET approved_hash = 'another' WHERE id = 1"))
        taken, refused = claim(session, NOW, "one", 2)
        assert [piece.id for piece in taken] == [ids[1]] and [piece.id for piece, _ in refused] == [ids[0]]
        taken, refused = claim(session, NOW, "one", 9, {ids[0]})
        assert [piece.id for piece in taken] == ids[2:] and refused == []
        assert held_runs(session) == {"one"}


def test_what_a_dead_run_held_is_due_at_once_and_its_result_counts_no_more(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.APPROVED)
        begin(session, piece, NOW, "one")
        assert due_ids(session, NOW) == []
        release(session, "one")
        session.flush()
        assert due_ids(session, NOW) == [piece.id]
        begin(session, piece, NOW + MOMENT, "two")
        with pytest.raises(Refused, match="اجرای دیگری"):
            finish(session, piece, NOW + MOMENT, "one")
        with pytest.raises(Refused, match="اجرای دیگری"):
            fail(session, piece, WHY, NOW, run="one")
        finish(session, piece, NOW + MOMENT, "two")
        assert piece.published_at == NOW + MOMENT


def test_a_dead_run_s_piece_whose_end_has_come_is_not_said_to_be_published_for_ever(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session, expire_at="1405/09/04 13:00")
        approve(session, piece)
        begin(session, piece, NOW, "one")
        release(session, "one")
        session.flush()
        assert piece.expire_at
        [(told, error)] = claim(session, piece.expire_at, "two", 5)[1]
        assert told is piece and "زمان پایان انتشارش" in str(error)
        assert piece.state is State.PUBLISH_UNCONFIRMED
        assert due_ids(session, piece.expire_at) == []


def test_runs_at_once_share_what_is_due(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ids = [reach(session, State.APPROVED).id for _ in range(6)]
    together = Barrier(3)

    def run(name: str) -> list[int]:
        together.wait()
        with newsroom.session() as session:
            return [piece.id for piece in claim(session, NOW, name, 2)[0]]

    with ThreadPoolExecutor(3) as threads:
        shares = list(threads.map(run, ("one", "two", "three")))
    assert sorted(id for share in shares for id in share) == ids


def test_what_is_coming_is_told_in_its_order(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for times in ({"publish_at": "1405/09/07"}, {"embargo_until": "1405/09/06"}, {}):
            approve(session, new_piece(session, **times))
        assert [piece.id for piece in coming(session, NOW)] == [2, 1]


@pytest.mark.parametrize("live", [False, True])
def test_only_what_readers_see_expires(newsroom: Newsroom, live: bool) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED if live else State.APPROVED)
        piece.expire_at = LATER
        assert (expire(session, LATER - MOMENT), expire(session, LATER)) == ([], [piece] if live else [])
        assert outstanding(session) == ([piece] if live else [])


def test_each_publication_is_kept_with_who_approved_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        first = piece.published_revision_id
        correct(session, piece)
        approve(session, piece)
        publish(session, piece, LATER)
        kept = session.scalars(select(Publication).order_by(Publication.id)).all()
        assert [(row.revision_id, row.approved_by, row.at) for row in kept] == [
            (first, "مریم", NOW),
            (piece.published_revision_id, "مریم", LATER),
        ]


@pytest.mark.parametrize("unconfirmed", [False, True])
def test_what_failed_stays_visible_and_is_tried_again(newsroom: Newsroom, unconfirmed: bool) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.APPROVED)
        for attempt in (1, 2):
            begin(session, piece, NOW)
            fail(session, piece, "درگاه پاسخ نداد", NOW, unconfirmed=unconfirmed)
            assert (piece.problem, piece.problem_step, piece.attempts) == ("درگاه پاسخ نداد", "publish", attempt)
            assert piece.state is (State.PUBLISH_UNCONFIRMED if unconfirmed else State.PUBLISH_FAILED)
            assert timeline(session, piece)[-1].why == "درگاه پاسخ نداد"
        publish(session, piece, NOW)
        assert (piece.problem, piece.attempts) == ("", 0)


def test_an_approval_for_other_content_publishes_nothing(newsroom: Newsroom) -> None:
    """The database was changed by hand while we held the piece: the last look is at the row, not at memory."""
    with newsroom.session() as session:
        id = reach(session, State.APPROVED).id
    with newsroom.session() as session:
        piece = find(session, id)
        session.execute(text("UPDATE pieces SET approved_hash = 'another'"))
        with pytest.raises(Refused, match="تأییدی برای همین متن"):
            begin(session, piece, NOW)


def test_an_edit_between_reading_and_beginning_wins(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.APPROVED)
    with newsroom.session() as session:
        correct(session, find(session, piece.id))
    with newsroom.session() as session:
        session.add(piece)  # as read before the edit
        with pytest.raises(Refused, match="«در انتظار بررسی» است"):
            begin(session, piece, NOW)


@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISH_UNCONFIRMED, State.PUBLISHING])
def test_of_two_runs_exactly_one_gets_the_piece(newsroom: Newsroom, state: State) -> None:
    """Also when both find what a dead run left."""
    with newsroom.session() as session:
        id = reach(session, state).id
    together = Barrier(2)

    def run(_: int) -> bool:
        together.wait()
        try:
            with newsroom.session() as session:
                begin(session, find(session, id), NOW + LEASE)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(run, range(2))) == [False, True]
    with newsroom.session() as session:
        assert find(session, id).state is State.PUBLISHING


def test_an_editor_and_a_run_at_the_same_moment_leave_one_truth(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id = reach(session, State.APPROVED).id
    together = Barrier(2)

    def edit() -> bool:
        together.wait()
        try:
            with newsroom.session() as session:
                correct(session, find(session, id))
        except Refused:
            return False
        return True

    def run() -> bool:
        together.wait()
        try:
            with newsroom.session() as session:
                begin(session, find(session, id), NOW)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        edited, begun = (each.result() for each in (threads.submit(edit), threads.submit(run)))
    assert edited != begun
    with newsroom.session() as session:
        piece = find(session, id)
        assert piece.state is (State.PUBLISHING if begun else State.SUBMITTED)
        assert piece.revision
        assert (piece.revision.fields_model == words()) == begun
