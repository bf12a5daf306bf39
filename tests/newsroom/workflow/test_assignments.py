"""Assignments: who may take and give, deadlines, and when a piece is given back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bumi.errors import Refused
from bumi.newsroom.accounts.users import add_user, change_user, user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.load import editor_loads
from bumi.newsroom.queries.queue import QueueFilter, QueueTab, counts, queue
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Assignment, Piece
from bumi.newsroom.workflow.assignments import assign, assignment, default_deadline, give_back
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from tests.newsroom.stage import NOW, WHY, new_piece, person, reach


@pytest.mark.parametrize(
    ("changes", "minutes"),
    [
        ({"urgency": "crisis"}, 15),
        ({"urgency": "urgent"}, 120),
        ({}, 24 * 60),
        ({"publish_at": "1405/09/04 13:00"}, 120),  # half an hour before it goes out
        ({"publish_at": "1405/09/04 10:40"}, 15),
        ({"publish_at": "1405/09/04 10:00"}, 24 * 60),  # its time is past
    ],
)
def test_a_deadline_follows_from_urgency_and_time(newsroom: Newsroom, changes: dict[str, str], minutes: int) -> None:
    with newsroom.session() as session:
        piece = new_piece(session, **changes)
        assert default_deadline(piece, NOW) == NOW + timedelta(minutes=minutes)


def test_an_editor_takes_what_nobody_has_and_a_chief_hands_over(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        other, author = add_user(session, "کامران", Role.EDITOR), person(session, Role.CONTENT)
        version = piece.version
        assign(session, piece, editor, editor)
        with pytest.raises(Refused, match="به عهده «مریم» است"):
            assign(session, piece, other, other)
        with pytest.raises(Refused) as refused:
            assign(session, piece, author, other, NOW)
        assert len(refused.value.problems) == 3  # to another, to no editor, for a time that is past
        with pytest.raises(Refused, match="به عهده «مریم» است"):
            give_back(session, piece, other)
        due = now() + timedelta(hours=1)
        assign(session, piece, other, chief, due)
        held = assignment(session, piece)
        assert held and (held.holder, held.by, held.due_at) == ("کامران", "رضا", due)
        assert piece.version == version  # what others have read has not changed
        move(session, piece, State.APPROVED, editor)  # it binds nobody
        assert assignment(session, piece) is None
        told = [line.what for line in timeline(session, piece)]
        assert any("مریم آن را به عهده گرفت؛ تا" in what for what in told)
        assert any("رضا آن را به کامران سپرد؛ تا" in what for what in told)
        with pytest.raises(Refused, match="تصمیمی نمی‌خواهد"):
            assign(session, piece, editor, editor)


def test_of_two_who_take_a_piece_at_once_one_has_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id = reach(session, State.SUBMITTED).id
        names = [person(session, Role.EDITOR).name, add_user(session, "کامران", Role.EDITOR).name]
    start = Barrier(len(names), timeout=120)

    def take(name: str) -> bool:
        start.wait()
        try:
            with newsroom.session() as session:
                by = user(session, name)
                assign(session, session.get_one(Piece, id), by, by)
        except Refused as refused:
            assert "به عهده «" in refused.problems[0]
            return False
        return True

    with ThreadPoolExecutor(len(names)) as pool:
        taken = list(pool.map(take, names))
    assert sorted(taken) == [False, True]
    with newsroom.reading() as session:
        assert session.get_one(Assignment, id).holder == names[taken.index(True)]


@pytest.mark.parametrize("to", [State.CHANGES_REQUESTED, State.DISCARDED])
def test_a_decided_piece_is_given_back(newsroom: Newsroom, to: State) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.SUBMITTED), person(session, Role.EDITOR)
        assign(session, piece, editor, editor)
        move(session, piece, to, editor, WHY)
        assert assignment(session, piece) is None


def test_a_removed_person_gives_back_everything(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        pieces = [reach(session, State.SUBMITTED) for _ in range(2)]
        for piece in pieces:
            assign(session, piece, editor, editor)
        change_user(session, editor, chief, Role.EDITOR, "", closed=True)
        assert session.query(Assignment).count() == 0
        for piece in pieces:
            assert "پس گرفته شد" in timeline(session, piece)[-1].what
        with pytest.raises(Refused, match="دسترسی‌اش بسته است"):
            assign(session, pieces[0], editor, chief)


def test_the_shelf_of_an_editor_and_the_load_of_all(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        first, second, third = (reach(session, State.SUBMITTED) for _ in range(3))
        moment, every = now(), QueueFilter()
        for piece, hours in ((first, 3), (second, 1)):
            assign(session, piece, editor, chief, moment + timedelta(hours=hours))
        assert [row.id for row in queue(session, editor, QueueTab.MINE, 1, every, moment)] == [second.id, first.id]
        assert counts(session, editor, every, moment)[QueueTab.MINE] == 2
        assert counts(session, editor, QueueFilter(state=State.DRAFT), moment)[QueueTab.MINE] == 0
        assert counts(session, chief, every, moment)[QueueTab.MINE] == 0
        assert QueueTab.MINE not in counts(session, person(session, Role.CONTENT), every, moment)
        row = next(row for row in queue(session, chief, QueueTab.DECIDE, 1, every, moment) if row.id == third.id)
        assert (row.holder, row.due_at) == ("", None)
        loads = editor_loads(session, moment + timedelta(hours=2))
        assert [(each.editor.name, len(each.rows), each.late) for each in loads] == [("مریم", 2, 1), ("رضا", 0, 0)]
