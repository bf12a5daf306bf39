"""Pitches: exactly one of a commission is accepted, and its piece is its contributor's to write."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import may_see
from bumi.newsroom.accounts.users import add_user, change_user, machine
from bumi.newsroom.commissions import (
    accept_pitch,
    cancel_commission,
    commission,
    commissions,
    follow_commissions,
    hand_in,
    may_take,
    open_commission,
    open_to,
    pitch,
    withdraw_pitch,
)
from bumi.newsroom.content.briefs import change_brief
from bumi.newsroom.content.pieces import needed, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.recipients import kinds_for
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import CommissionState, Notification, NotificationKind, Piece, PitchState
from bumi.newsroom.workflow.revisions import edit
from bumi.newsroom.workflow.transitions import move
from bumi.newsroom.workflow.undo import offer, recording, undo
from bumi.newsroom.workflow.undo import offered as offered_action
from tests.newsroom.commissions.stage import OFFER, WEEK, assigned, contributor, offered, opened, terms, write
from tests.newsroom.stage import NOW, WHY, brief, finish_work, person, words


def test_of_two_accepted_at_the_same_moment_exactly_one_has_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id = opened(session).id
        pitches = [offered(session, commission(session, id), name).id for name in ("گلنار", "بهرام")]
        person(session, Role.EDITOR)
    both = Barrier(2)

    def accept(of: int) -> str:
        both.wait()
        try:
            with newsroom.session() as session:
                return accept_pitch(session, of, person(session, Role.EDITOR), NOW).submitted_by
        except Refused as error:
            return str(error)

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(accept, pitches))
    won = [each for each in told if each in ("گلنار", "بهرام")]
    (lost,) = [each for each in told if each not in won]
    assert len(won) == 1 and "فراخوان" in lost
    with newsroom.session() as session:
        found = commission(session, id)
        assert [each.submitted_by for each in session.scalars(select(Piece))] == won
        assert sorted(each.state for each in found.pitches) == [PitchState.ACCEPTED, PitchState.DECLINED]
        told_lost = select(Notification.to).where(Notification.kind == NotificationKind.COMMISSION_LOST)
        assert {*won, *session.scalars(told_lost)} == {"گلنار", "بهرام"}


def test_the_machine_leaves_the_piece_to_its_contributor(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = assigned(session)
        assert piece.submitted_by == "گلنار" and piece.brief_model.internal_note == "چند قنات هنوز آب دارد؟"
        assert needed(session, piece.id) is None
        write(session, piece)
        session.flush()
        assert needed(session, piece.id) is None  # its contributor says when it is ready


def test_a_contributor_submits_no_brief_of_their_own(newsroom: Newsroom) -> None:
    with newsroom.session() as session, pytest.raises(Refused, match="فقط فراخوانی را می‌نویسد"):
        submit(session, brief(), contributor(session))


def test_a_pitch_says_enough_and_promises_a_time_before_the_deadline(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        found, by = opened(session), contributor(session)
        with pytest.raises(BadInput) as refused:
            pitch(session, found, "می‌نویسم", NOW + 2 * WEEK, by, NOW)
        assert len(refused.value.problems) == 2
        offered(session, found)
        with pytest.raises(Refused, match="در انتظار پاسخ"):
            pitch(session, found, OFFER, None, by, NOW)
        with pytest.raises(Refused, match="پدیدآور بومی"):
            pitch(session, found, OFFER, None, person(session, Role.EDITOR), NOW)
        assert open_to(session, by, NOW) == [] and open_to(session, contributor(session, "بهرام"), NOW) == [found]


def test_whoever_withdraws_frees_the_commission(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = assigned(session)
        found = commission(session, 1)
        assert found.accepted
        with pytest.raises(BadInput, match="پیشنهادی با شماره"):
            withdraw_pitch(session, found.accepted.id, contributor(session, "بهرام"), NOW)
        withdraw_pitch(session, found.accepted.id, contributor(session), NOW)
        assert (found.state, piece.state) == (CommissionState.OPEN, State.DISCARDED)
        with pytest.raises(Refused, match="فراخوانش از پدیدآور پس گرفته شده"):
            move(session, piece, State.DRAFT, person(session, Role.EDITOR), at=NOW)
        again = accept_pitch(session, offered(session, found).id, person(session, Role.EDITOR), NOW)
        assert again.id != piece.id


def test_a_passed_time_frees_the_commission_after_a_reminder(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, found = assigned(session), commission(session, 1)
        found.deadline += WEEK
        for _ in range(2):
            follow_commissions(session, NOW + WEEK * 0.9)
        reminded = select(Notification.to).where(Notification.kind == NotificationKind.WRITE_BY)
        assert session.scalars(reminded).all() == ["گلنار"] and piece.state is State.DRAFT
        for _ in range(2):
            follow_commissions(session, NOW + WEEK)
        assert (found.state, piece.state) == (CommissionState.OPEN, State.DISCARDED)
        assert found.pitches[0].state is PitchState.LAPSED
        follow_commissions(session, NOW + 2 * WEEK)
        session.refresh(found)
        assert found.state is CommissionState.EXPIRED


def test_only_contributors_are_asked_whether_they_are_told_of_commissions(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for kind in (NotificationKind.WRITE_BY, NotificationKind.COMMISSIONED, NotificationKind.COMMISSION_LOST):
            assert kind in kinds_for(contributor(session)) and kind not in kinds_for(person(session, Role.CHIEF))


def test_a_promise_that_is_past_when_it_is_accepted_gives_way_to_the_deadline(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        found = opened(session)
        early = pitch(session, found, OFFER, NOW + WEEK / 7, contributor(session), NOW)
        accept_pitch(session, early.id, person(session, Role.EDITOR), NOW + WEEK / 2)
        assert early.promised == found.deadline
        follow_commissions(session, NOW + WEEK / 2)
        assert found.state is CommissionState.ASSIGNED


def test_who_leaves_midway_frees_it_and_who_has_left_gets_none(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, found, chief = assigned(session), commission(session, 1), person(session, Role.CHIEF)
        other = opened(session)
        waiting = offered(session, other)
        change_user(session, contributor(session), chief, Role.CONTRIBUTOR, "", closed=True)
        assert may_take(contributor(session))
        with pytest.raises(Refused, match="دسترسی «گلنار» بسته است"):
            accept_pitch(session, waiting.id, chief, NOW)
        follow_commissions(session, NOW)
        assert (found.state, piece.state, other.state) == (CommissionState.OPEN, State.DISCARDED, CommissionState.OPEN)


def test_a_commission_cancelled_while_it_is_written(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, found, editor = assigned(session), commission(session, 1), person(session, Role.EDITOR)
        write(session, piece)
        with pytest.raises(Refused) as refused:
            cancel_commission(session, found, contributor(session), "", NOW)
        assert len(refused.value.problems) == 2
        cancel_commission(session, found, editor, WHY, NOW)
        assert (found.state, piece.state, found.accepted) == (CommissionState.CANCELLED, State.DISCARDED, None)
        lost = select(Notification.to).where(Notification.kind == NotificationKind.COMMISSION_LOST)
        assert session.scalars(lost).all() == ["گلنار"]
        with pytest.raises(Refused, match="لغو نمی‌شود"):
            cancel_commission(session, found, editor, WHY, NOW)


def test_only_editors_open_and_terms_are_whole(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        with pytest.raises(Refused, match="«گلنار» اجازه"):
            open_commission(session, terms(), contributor(session), NOW)
        with pytest.raises(BadInput) as refused:
            open_commission(session, terms(NOW - WEEK, fee=-10), person(session, Role.EDITOR), NOW)
        assert len(refused.value.problems) == 2


def test_contributors_with_like_names_are_two_accounts(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        found = opened(session)
        first, second = offered(session, found, "زهرا احمدی"), offered(session, found, "زهرا احمدی (راور)")
        piece = accept_pitch(session, second.id, person(session, Role.EDITOR), NOW)
        assert piece.submitted_by == "زهرا احمدی (راور)" and first.state is PitchState.DECLINED
        assert contributor(session, "زهرا  احمدي") is contributor(session, "زهرا احمدی")  # one name is one account


def test_a_text_that_an_editor_finished_is_written_and_no_deadline_discards_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, found, editor = assigned(session), commission(session, 1), person(session, Role.EDITOR)
        write(session, piece)
        finish_work(session, edit(session, piece, words("دو قنات در راور آب دارد"), editor, 1))
        move(session, piece, State.SUBMITTED, machine(session), at=NOW)
        follow_commissions(session, NOW + 2 * WEEK)
        assert (found.state, piece.state) == (CommissionState.WRITTEN, State.SUBMITTED)
        with pytest.raises(Refused, match="به دبیر رسیده است"):
            withdraw_pitch(session, found.pitches[0].id, contributor(session), NOW)


@pytest.mark.parametrize("decide", ["cancel", "withdraw"])
def test_who_read_a_commission_before_it_was_given_away_decides_on_what_it_is_now(
    newsroom: Newsroom, decide: str
) -> None:
    if newsroom.engine.dialect.name == "sqlite":
        return  # nobody reads to change while somebody else changes
    with newsroom.session() as session:
        found = opened(session)
        id, of = found.id, offered(session, found).id
        person(session, Role.EDITOR)
    with newsroom.session() as session:
        found = commission(session, id)
        with newsroom.session() as other:
            accept_pitch(other, of, person(other, Role.EDITOR), NOW)
        if decide == "cancel":
            cancel_commission(session, found, person(session, Role.CHIEF), WHY, NOW)
        else:
            withdraw_pitch(session, of, contributor(session), NOW)
    with newsroom.session() as session:
        assert [each.state for each in session.scalars(select(Piece))] == [State.DISCARDED]


def test_the_agency_of_a_piece_changes_no_word_that_its_contributor_signs(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = assigned(session)
        write(session, piece)
        agency = add_user(session, "نرگس", Role.CONTENT, piece.agency)
        assert may_see(agency, piece)
        with pytest.raises(Refused, match="پدیدآور آن را می‌نویسد"):
            edit(session, piece, words("همه قنات‌ها آب دارد"), agency, 1)
        with pytest.raises(Refused, match="پدیدآور آن را می‌نویسد"):
            change_brief(session, piece, brief(), agency, piece.brief_version, 0)


def test_a_discard_is_not_undone_once_the_commission_is_free_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, found, editor = assigned(session), commission(session, 1), person(session, Role.EDITOR)
        with recording(session, "مطلب ۱") as changes:
            move(session, piece, State.DISCARDED, editor, WHY, NOW)
        action = offer(session, editor, "کنار گذاشتن مطلب ۱", "/", [changes])
        assert action and offered_action(session, action, editor.name)
        withdraw_pitch(session, found.pitches[0].id, contributor(session), NOW)
        with pytest.raises(Refused, match="عوض شده است"):
            undo(session, action, editor)


def test_a_commission_whose_text_is_discarded_is_under_way_again_once_it_is_restored(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = assigned(session)
        write(session, piece)
        hand_in(session, piece, contributor(session), NOW)
        editor = person(session, Role.EDITOR)
        for to, lists in ((State.DISCARDED, (0, 1)), (State.DRAFT, (1, 0))):
            move(session, piece, to, editor, WHY, NOW)
            session.flush()
            assert (len(commissions(session)), len(commissions(session, under_way=False))) == lists
