"""The queue narrowed by kind, county, axis, agency, state, whose it is, and what is late."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.queue import QueueFilter, QueueTab, counts, queue
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece
from bumi.words import Kind
from tests.newsroom.stage import NOW, approve, new_piece, person

MAKE: dict[str, Callable[[Session], Piece]] = {
    "plain": lambda session: new_piece(session),
    "notice": lambda session: new_piece(session, kind="notice"),
    "bam": lambda session: new_piece(session, county="بم", axis="فرهنگ"),
    "alias": lambda session: new_piece(session, agency="آبفا کرمان"),
    "late": lambda session: new_piece(session, publish_at=(NOW - timedelta(days=1)).isoformat()),
    "held": lambda session: new_piece(
        session,
        publish_at=(NOW + timedelta(days=2)).isoformat(),
        embargo_until=(NOW + timedelta(days=1)).isoformat(),
    ),
}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (QueueFilter(), set(MAKE)),
        (QueueFilter(kind=Kind.NOTICE), {"notice"}),
        (QueueFilter(county="بم"), {"bam"}),
        (QueueFilter(axis="فرهنگ", county="بم"), {"bam"}),
        (QueueFilter(axis="فرهنگ", kind=Kind.NOTICE), set()),
        (QueueFilter(state=State.DRAFT, county="بم"), {"bam"}),
        (QueueFilter(late=True), {"late"}),
        (QueueFilter(agency="شرکت آب و فاضلاب استان کرمان"), {"alias"}),
        (QueueFilter(county="'; DROP TABLE pieces; --"), set()),
    ],
)
def test_each_filter_lets_through_what_it_says(newsroom: Newsroom, asked: QueueFilter, expected: set[str]) -> None:
    with newsroom.session() as session:
        made = {make(session).id: name for name, make in MAKE.items()}
        editor = person(session, Role.EDITOR)
        rows = queue(session, editor, QueueTab.WRITE, 1, asked, NOW)
        assert {made[row.id] for row in rows} == expected
        assert counts(session, editor, asked, NOW)[QueueTab.WRITE] == len(expected)


def test_mine_is_what_i_sent_or_approved(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        sent, approved = new_piece(session), new_piece(session)
        approve(session, approved)
        author, editor = session.get_one(type(person(session, Role.EDITOR)), sent.submitted_by), approved.approved_by
        mine = QueueFilter(own=True)
        assert counts(session, author, mine, NOW)[QueueTab.WRITE] == 1
        by = session.get_one(type(author), editor)
        assert counts(session, by, mine, NOW)[QueueTab.WRITE] == 0
        assert [row.id for row in queue(session, by, QueueTab.GO, 1, mine, NOW)] == [approved.id]
