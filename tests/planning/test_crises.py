"""Crises: an update is owed until there is one, notices take each other's place, and none outlives its time."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import attach_media, record_findings
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.crises import crisis_notice, open_notices, waiting_notices
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.transitions import move
from bumi.planning.crises import close, issue, retire_replaced, take_back
from bumi.planning.plan import province_plan
from bumi.planning.reminders import Subject, reminders
from tests.newsroom.stage import card
from tests.planning.stage import author, chief, editor, go_out
from tests.planning.test_notices import facts

NOW = facts().since + timedelta(minutes=10)


def out(session: Session, piece: Piece) -> Piece:
    """Let a chief publish the notice at once."""
    assert piece.revision
    record_findings(session, piece.revision, [])
    attach_media(session, piece.revision, [card()])
    move(session, piece, State.SUBMITTED, machine(session))
    move(session, piece, State.APPROVED, chief(session), at=NOW)
    go_out(session, piece, NOW)
    return piece


def flood(session: Session) -> Piece:
    return out(session, issue(session, "flood", facts(), author(session), now=NOW))


def owed(session: Session) -> list[int]:
    return [each.piece_id for each in open_notices(session)]


def test_a_notice_is_of_a_crisis_has_its_text_at_once_and_an_end(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = issue(session, "flood", facts(), author(session), now=NOW)
        assert piece.revision
        assert piece.brief_model.urgency.value == "crisis"
        assert piece.expire_at == facts().until
        assert owed(session) == [piece.id]


def test_an_update_takes_the_place_of_what_it_follows_once_it_is_out(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = flood(session)
        new = facts(what="آب پایین می‌رود", next_update="1405/09/04 18:00")
        second = issue(session, "flood", new, author(session), crisis_notice(session, first.id), NOW)
        assert second.revision and "این اطلاعیه جای اطلاعیه" in second.revision.fields_model.body
        assert owed(session) == [second.id]
        assert retire_replaced(session, NOW) == []  # readers still need the first
        out(session, second)
        assert retire_replaced(session, NOW) == [first.id]
        assert first.expire_at == NOW
        assert retire_replaced(session, NOW) == []
        with pytest.raises(Refused, match="تازه‌ترین را به‌روز کنید"):
            issue(session, "flood", new, author(session), crisis_notice(session, first.id), NOW)


def test_an_update_that_was_put_aside_is_owed_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = flood(session)
        second = issue(session, "flood", facts(), author(session), crisis_notice(session, first.id), NOW)
        take_back(session, crisis_notice(session, second.id), editor(session), "نادرست بود", NOW)
        assert second.state is State.DISCARDED
        assert owed(session) == [first.id]


def test_the_last_word_owes_nothing_and_lingers_a_day(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = flood(session)
        last = close(session, crisis_notice(session, first.id), "آب به بستر برگشت", author(session), NOW)
        assert last.revision and last.revision.fields_model.headline == "پایان هشدار سیلاب در جیرفت و عنبرآباد"
        assert owed(session) == []
        assert last.expire_at == NOW + timedelta(days=1)


def test_what_nobody_approved_never_goes_out_once_another_has_followed_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = flood(session)
        second = issue(session, "flood", facts(), author(session), crisis_notice(session, first.id), NOW)
        assert [each.piece_id for each in waiting_notices(session, NOW)] == [second.id]
        assert [it.id for it in reminders(session, province_plan(), NOW) if it.subject is Subject.CRISIS] == [second.id]
        last = close(session, crisis_notice(session, second.id), "آب به بستر برگشت", author(session), NOW)
        assert last.revision and "این اطلاعیه جای اطلاعیه" in last.revision.fields_model.body
        assert [each.piece_id for each in waiting_notices(session, NOW)] == [last.id]
        with pytest.raises(Refused, match="پایان"):
            out(session, second)
        out(session, last)
        assert retire_replaced(session, NOW) == [first.id]
        assert waiting_notices(session, NOW) == []


def test_a_chief_alone_publishes_at_once_and_second_eyes_follow(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = issue(session, "flood", facts(), chief(session), now=NOW)
        with pytest.raises(Refused, match="یا شما با نوشتن دلیل"):
            out(session, piece)
        move(session, piece, State.APPROVED, chief(session), "سیل در راه است", at=NOW)
        go_out(session, piece, NOW)
        assert piece.state is State.PUBLISHED_NEEDS_REVIEW
        move(session, piece, State.PUBLISHED, editor(session), at=NOW)


def test_a_wrong_notice_that_is_out_is_withdrawn_with_the_reason(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = flood(session)
        with pytest.raises(Refused, match="دلیل"):
            take_back(session, crisis_notice(session, piece.id), editor(session), "", NOW)
        take_back(session, crisis_notice(session, piece.id), editor(session), "جای آن بم بود", NOW)
        assert (piece.state, piece.withdrawn) == (State.WITHDRAWN, "جای آن بم بود")
        assert owed(session) == []


def test_an_update_cannot_be_promised_for_the_past_nor_follow_what_is_no_notice(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        with pytest.raises(BadInput, match="گذشته است"):
            issue(session, "flood", facts(), author(session), now=facts().next_update)
        with pytest.raises(BadInput, match="اطلاعیه بحران نیست"):
            crisis_notice(session, 7)


def test_what_never_came_can_be_ended_before_it_would_have_begun(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ahead = facts(since=NOW + timedelta(hours=1))
        first = out(session, issue(session, "dust", ahead, author(session), now=NOW))
        assert first.revision and "برقرار می‌شود." in first.revision.fields_model.lede
        last = close(session, crisis_notice(session, first.id), "باد به کرمان نمی‌رسد", author(session), NOW)
        assert last.revision and last.revision.fields_model.lede == "باد به کرمان نمی‌رسد."
        assert last.expire_at and last.expire_at > ahead.since
