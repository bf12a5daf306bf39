"""What happens to a piece is written into the outbox in its own transaction, once, and costs a row."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.outbox import note_by_clock, note_mention
from bumi.newsroom.publication.publication import begin, fail
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Notification, NotificationKind, Piece
from bumi.newsroom.workflow.transitions import move, move_unwritten
from tests.newsroom.stage import LATER, NOW, WHY, approve, new_piece, person, reach, send

Told = list[tuple[str, str]]


def told(session: Session) -> Told:
    """Return what stands in the outbox: the kind, and who did it."""
    session.flush()
    rows = session.scalars(select(Notification).order_by(Notification.at, Notification.kind))
    return [(row.kind.value, row.by) for row in rows]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.SUBMITTED, [("waiting", "bumi")]),
        (State.CHANGES_REQUESTED, [("returned", "مریم"), ("waiting", "bumi")]),
        (State.SCHEDULED, [("approved", "مریم"), ("waiting", "bumi")]),
        (State.PUBLISHED, [("approved", "مریم"), ("published", "bumi"), ("waiting", "bumi")]),
        (State.PUBLISH_FAILED, [("approved", "مریم"), ("failed", "bumi"), ("waiting", "bumi")]),
        (State.DISCARDED, []),
    ],
)
def test_moves_are_noted(newsroom: Newsroom, state: State, expected: Told) -> None:
    with newsroom.session() as session:
        reach(session, state)
        assert sorted(told(session)) == expected


def test_a_chiefs_own_crisis_notice_is_told_as_published_and_as_waiting_for_other_eyes(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED_NEEDS_REVIEW)
        assert sorted(kind for kind, _ in told(session) if kind in ("crisis", "waiting")) == ["crisis", "waiting"]
        move(session, piece, State.PUBLISHED, person(session, Role.EDITOR))
        assert [kind for kind, _ in told(session)].count("published") == 1


def test_a_refused_or_rolled_back_move_is_not_told(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        number = new_piece(session).id
    with pytest.raises(Refused), newsroom.session() as session:
        piece = session.get_one(Piece, number)
        send(session, piece)
        move(session, piece, State.CHANGES_REQUESTED, person(session, Role.EDITOR))  # without a reason
    with newsroom.session() as session:
        assert told(session) == []


def test_of_all_attempts_under_one_approval_the_first_failure_is_told(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISH_FAILED)
        for at in (NOW, LATER):
            begin(session, piece, at)
            fail(session, piece, WHY, at, unconfirmed=True)
        assert [kind for kind, _ in told(session)].count("failed") == 1
        move(session, piece, State.CHANGES_REQUESTED, person(session, Role.EDITOR), WHY)
        piece.returned_revision_id = None
        approve(session, piece, LATER)
        begin(session, piece, LATER)
        fail(session, piece, WHY, LATER)
        assert [kind for kind, _ in told(session)].count("failed") == 2


@pytest.mark.parametrize(
    "note",
    [
        lambda session, piece: note_by_clock(session, NotificationKind.DEADLINE, piece.id, LATER),
        lambda session, piece: note_mention(
            session, piece, 7, person(session, Role.EDITOR), person(session, Role.CHIEF)
        ),
    ],
)
def test_what_is_found_again_is_noted_once(newsroom: Newsroom, note: Callable[[Session, Piece], None]) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        for _ in range(3):
            note(session, piece)
        assert len(told(session)) == 1


def test_nobody_is_told_of_mentioning_themselves(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        note_mention(session, new_piece(session), 7, editor, editor)
        assert told(session) == []


def test_many_moves_cost_one_statement_more(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        pieces = [new_piece(session) for _ in range(20)]
        for piece in pieces:
            send(session, piece)
        sent: list[str] = []
        event.listen(newsroom.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
        editor = person(session, Role.EDITOR)
        for piece in pieces:
            move_unwritten(session, piece, State.CHANGES_REQUESTED, editor, WHY)
        session.flush()
        assert len([each for each in sent if "INTO notifications" in each]) == 1
