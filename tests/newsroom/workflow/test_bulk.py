"""Bulk decisions: each piece on its own, and what may be approved together."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.finding import Severity
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.briefs import change_brief
from bumi.newsroom.content.pieces import add_revision, record_findings
from bumi.newsroom.content.remarks import MarkedPassage, remark, set_done
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.workflow.bulk import MOST, ChosenPiece, approval, decide_each
from bumi.newsroom.workflow.findings import dismiss
from bumi.newsroom.workflow.opened import is_to_be_noted, note_opened
from bumi.newsroom.workflow.transitions import allowed_actions, move
from bumi.persian.text import digits_to_persian
from tests.newsroom.stage import (
    NOW,
    WHY,
    brief,
    correct,
    finding,
    finish_work,
    new_piece,
    person,
    reach,
    send,
    words,
)


def chosen(*pieces: Piece) -> list[ChosenPiece]:
    return [ChosenPiece(piece.id, piece.version) for piece in pieces]


def open_page(session: Session, piece: Piece, by: User) -> None:
    if is_to_be_noted(session, piece, by):
        note_opened(session, piece.id, piece.revision_id or 0, by)


def approve_all(session: Session, by: User, *pieces: Piece) -> list[tuple[str, ...]]:
    """Approve together, and return the reasons of each."""
    ids = [piece.id for piece in pieces]
    return [each.reasons for each in decide_each(session, chosen(*pieces), approval(session, by, ids))]


@contextmanager
def statements(newsroom: Newsroom) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(newsroom.engine, "before_cursor_execute", note)
    yield seen
    event.remove(newsroom.engine, "before_cursor_execute", note)


def test_one_refusal_does_not_stop_the_others(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        first, wrong, third = (reach(session, state) for state in (State.SUBMITTED, State.PUBLISHED, State.SUBMITTED))
        stale = ChosenPiece(third.id, third.version - 1)
        before = wrong.version
        found = decide_each(
            session,
            [*chosen(first, wrong), stale, ChosenPiece(999, 1)],
            lambda piece: move(session, piece, State.DISCARDED, editor, WHY),
        )
        assert [bool(each.reasons) for each in found] == [False, True, True, True]
        assert "به «کنارگذاشته» نمی‌رود" in found[1].reasons[0] and not found[1].reasons[0].startswith("مطلب")
        assert "از وقتی فهرست را دیدید تغییر کرده است" in found[2].reasons[0]
        assert (first.state, wrong.state, third.state) == (State.DISCARDED, State.PUBLISHED, State.SUBMITTED)
        assert wrong.version == before and found[0].changes and found[0].changes.rows


def test_nothing_of_a_refused_piece_is_half_done(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor, pieces = person(session, Role.EDITOR), [reach(session, State.SUBMITTED) for _ in range(2)]

        def twice(piece: Piece) -> None:
            move(session, piece, State.CHANGES_REQUESTED, editor, WHY)
            if piece is pieces[0]:
                move(session, piece, State.PUBLISHED, editor)  # there is no such way

        assert [bool(each.reasons) for each in decide_each(session, chosen(*pieces), twice)] == [True, False]
    with newsroom.session() as session:
        assert [session.get_one(Piece, each.id).state for each in pieces] == [State.SUBMITTED, State.CHANGES_REQUESTED]


def test_what_must_be_read_is_not_approved_together(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        good, unread, warned, changed = (reach(session, State.SUBMITTED) for _ in range(4))
        crisis = new_piece(session, urgency="crisis")
        send(session, crisis)
        found = finding(Severity.WARNS)
        assert warned.revision
        record_findings(session, warned.revision, [found])
        for piece in (good, warned, changed, crisis):
            open_page(session, piece, editor)
        correct(session, changed)
        reasons = approve_all(session, editor, good, unread, warned, changed, crisis)
        assert reasons[0] == () and good.state is State.APPROVED and good.approved_by == editor.name
        assert ["هنوز باز نکرده‌اید" in reasons[1][0], "۱ مانع یا هشدار" in reasons[2][0]] == [True, True]
        assert "هنوز باز نکرده‌اید" in reasons[3][0] and "بحران" in reasons[4][0]
        assert {piece.state for piece in (unread, warned, changed, crisis)} == {State.SUBMITTED}
        dismiss(session, warned, found.fingerprint, editor, WHY)
        said = remark(session, warned, 1, MarkedPassage("body", 0, 3), chief, "همه؟")
        assert ["یادداشت باز دارد" in each for each in approve_all(session, editor, warned)[0]] == [True]
        set_done(session, warned, said.id, chief, done=True)
        assert approve_all(session, editor, warned) == [()]
        # Four eyes hold as ever, and all reasons are told together.
        unread.submitted_by = chief.name
        session.flush()
        (told,) = approve_all(session, chief, unread)
        assert len(told) == 2 and any("خودش سفارش آن را داده" in each for each in told)


def test_advice_does_not_stop_and_opening_counts_only_for_who_decides(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor, piece = person(session, Role.EDITOR), reach(session, State.SUBMITTED)
        revised = add_revision(session, piece, words(), user(session, "نرگس"))
        assert not is_to_be_noted(session, piece, editor)  # its findings and cards are still to be seen
        finish_work(session, revised, finding(Severity.ADVISES))
        assert not is_to_be_noted(session, piece, person(session, Role.CONTENT))
        assert is_to_be_noted(session, piece, editor)
        open_page(session, piece, editor)
        assert not is_to_be_noted(session, piece, editor)  # a look more writes nothing
        assert approve_all(session, editor, piece) == [()]
        assert not is_to_be_noted(session, piece, editor)  # decided: nothing is left to open


def test_a_page_at_most_and_few_statements(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        pieces = [reach(session, State.SUBMITTED) for _ in range(10)]
        for piece in pieces:
            open_page(session, piece, editor)
        for wrong in ([], chosen(*pieces) * 5):
            with pytest.raises(BadInput, match=f"تا {digits_to_persian(str(MOST))} مطلب"):
                decide_each(session, wrong, lambda piece: None)
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        with statements(newsroom) as seen:
            assert approve_all(session, editor, *pieces) == [()] * len(pieces)
        assert len(seen) <= 15 + 8 * len(pieces), "\n".join(seen)
        waiting = reach(session, State.SUBMITTED)
        with statements(newsroom) as seen:
            assert allowed_actions(session, waiting, editor, NOW)
        [asked] = seen  # all else that the conditions ask of a brief that never changed is in the piece
        assert "archive_photos" in asked, "a photo is withdrawn from all pieces at once"
        changed = brief(notes=["ساعت ۹ صبح آغاز می‌شود"])
        change_brief(session, waiting, changed, user(session, "نرگس"), 1, draft=0)
        with statements(newsroom) as seen:
            assert allowed_actions(session, waiting, editor, NOW)["approved"].reasons
        of_photos = [each for each in seen if "archive_photos" in each]
        assert len(of_photos) <= 2 and len(seen) - len(of_photos) <= 6, "\n".join(seen)
