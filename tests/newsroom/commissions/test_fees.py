"""The ledger of fees: due once, approved by neither writer nor opener, reversed by a new entry, changed by nobody."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from bumi.errors import Refused
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.commissions import (
    approve_fee,
    commission,
    fee_lines,
    follow_commissions,
    hand_in,
    keep_findings,
    reverse_fee,
)
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import CommissionState, FeeEntry
from bumi.newsroom.workflow.revisions import add_revision
from bumi.newsroom.workflow.transitions import move
from tests.newsroom.commissions.stage import assigned, contributor, published, write
from tests.newsroom.stage import LATER, NOW, WHY, finish_work, person, publish, words


def test_a_fee_is_due_once_when_readers_first_see_the_piece(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = published(session)
        finish_work(session, add_revision(session, piece, words("چهار قنات"), contributor(session)))
        move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=LATER)
        publish(session, piece, LATER)
        follow_commissions(session, LATER)
        (line,) = fee_lines(session)
        assert (line.rials, line.contributor, line.due_at, line.payable) == (10_000_000, "گلنار", NOW, False)
        assert commission(session, 1).state is CommissionState.CLOSED
        assert fee_lines(session, "بهرام") == []


def test_neither_writer_nor_opener_approves_text_or_fee(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, chief = assigned(session), person(session, Role.CHIEF)
        write(session, piece)
        hand_in(session, piece, contributor(session), NOW)
        assert commission(session, 1).state is CommissionState.WRITTEN
        with pytest.raises(Refused, match="فراخوان آن را باز کرده"):
            move(session, piece, State.APPROVED, chief, at=NOW)
        move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=NOW)
        publish(session, piece)
        session.flush()
        follow_commissions(session, NOW)
        with pytest.raises(Refused, match="فراخوان آن را باز کرده"):
            approve_fee(session, piece, chief, NOW)
        with pytest.raises(Refused) as refused:
            approve_fee(session, piece, contributor(session), NOW)
        assert len(refused.value.problems) == 2
        approve_fee(session, piece, person(session, Role.EDITOR), NOW)
        assert fee_lines(session)[0].payable
        with pytest.raises(Refused, match="پیش‌تر تأیید"):
            approve_fee(session, piece, add_user(session, "کامران", Role.EDITOR), NOW)


def test_a_reversal_is_a_new_entry_and_ends_the_fee(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor = published(session), person(session, Role.EDITOR)
        with pytest.raises(Refused, match="دلیل برگشت"):
            reverse_fee(session, piece, editor, "")
        reverse_fee(session, piece, editor, WHY, LATER)
        assert sorted(session.scalars(select(FeeEntry.rials))) == [-10_000_000, 10_000_000]
        assert (fee_lines(session)[0].rials, fee_lines(session)[0].reversed_why) == (0, WHY)
        with pytest.raises(Refused, match="برگشته است"):
            reverse_fee(session, piece, editor, WHY)
        with pytest.raises(Refused, match="برگشته است"):
            approve_fee(session, piece, editor)


@pytest.mark.parametrize("change", ["UPDATE fee_entries SET rials = 0", "DELETE FROM fee_entries"])
def test_the_database_refuses_to_change_the_ledger(newsroom: Newsroom, change: str) -> None:
    with newsroom.session() as session:
        published(session)
    with pytest.raises(DatabaseError, match="immutable"), newsroom.engine.begin() as connection:
        connection.execute(text(change))
    with newsroom.session() as session:
        assert fee_lines(session)[0].rials == 10_000_000


def test_no_text_is_handed_in_without_findings_or_by_others(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = assigned(session)
        with pytest.raises(Refused, match="یافته‌هایتان"):
            hand_in(session, piece, contributor(session), NOW)
        with pytest.raises(Refused, match="سپرده باشند"):
            keep_findings(session, piece, ["سه قنات"], contributor(session, "بهرام"))
        write(session, piece)
        hand_in(session, piece, contributor(session), NOW)
        with pytest.raises(Refused, match="در دست دبیر"):
            keep_findings(session, piece, ["چهار قنات"], contributor(session))


def test_new_findings_have_the_text_checked_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = assigned(session)
        write(session, piece)
        keep_findings(session, piece, ["چهار قنات آب دارد"], contributor(session))
        assert piece.revision and piece.revision.number == 2 and piece.revision.checkup is None
        with pytest.raises(Refused, match="وارسی نشده"):
            hand_in(session, piece, contributor(session), NOW)
        assert piece.state is State.DRAFT
