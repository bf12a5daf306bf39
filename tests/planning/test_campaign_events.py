"""The event of a campaign in calendars: one for all its pieces, called off at once, moved by an approved piece."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import State
from bumi.newsroom.tables import Campaign, PublishedEvent
from bumi.newsroom.workflow.transitions import move
from bumi.newsroom.workflow.undo import offer, recording, undo
from bumi.piece import Event
from bumi.planning.campaigns import cancel_event, draft_due_steps, move_event, start_campaign
from tests.planning.stage import NOW, STARTS, approve, author, chief, correct, editor, event, go_out


def announced(session: Session) -> Campaign:
    """Start a campaign, and let its teaser and its announcement go out."""
    campaign = start_campaign(session, event(), author(session), now=NOW)
    for each in campaign.standing[:2]:
        (made,) = draft_due_steps(session, campaign, each.draft_at)
        approve(session, made, each.draft_at)
        go_out(session, made, each.publish_at)
    return campaign


def told(session: Session) -> list[Event]:
    session.expire_all()
    rows = session.query(PublishedEvent).order_by(PublishedEvent.piece_id).all()
    found = [story(session, piece(session, row.piece_id)).event for row in rows]
    return [each for each in found if each]


def test_its_pieces_announce_one_event(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = announced(session)
        found = told(session)
        assert [each.root for each in found] == [f"campaign/{campaign.id}"] * 2
        assert {each.starts_at for each in found} == {STARTS}
        assert [each.place for each in found] == ["", "باغ ملی راور"]  # the teaser does not say where


def test_it_is_called_off_at_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = announced(session)
        before, at = told(session), STARTS - timedelta(days=3)
        cancel_event(session, campaign, editor(session), "باران", now=at)
        after = told(session)
        assert [each.called_off for each in after] == [True, True]
        assert all(new.changed_at == at > old.changed_at for new, old in zip(after, before, strict=True))
        assert all(each.piece.outdated for each in campaign.standing if each.piece and each.piece.published_at)


def test_it_moves_when_an_approved_piece_says_so(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = announced(session)
        at, later = STARTS - timedelta(days=3), STARTS + timedelta(days=7)
        change = move_event(session, campaign, later, None, editor(session), "باران", now=at)
        assert {each.starts_at for each in told(session)} == {STARTS}  # until somebody has approved the notice
        assert change.notice is not None
        notice = piece(session, change.notice)
        approve(session, notice, at + timedelta(hours=1))
        go_out(session, notice, at + timedelta(hours=2))
        found = told(session)
        assert {each.starts_at for each in found} == {later}
        assert {each.changed_at for each in found} == {at + timedelta(hours=2)}
        assert all(piece(session, each).outdated for each in change.live)


def test_a_cancellation_that_is_undone_is_undone_in_calendars_too(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = announced(session)
        with recording(session, "رویداد") as changes:
            cancel_event(session, campaign, editor(session), "باران", now=STARTS - timedelta(days=3))
        before = told(session)
        undo(session, offer(session, editor(session), "لغو", "/", [changes]) or 0, editor(session))
        after = told(session)
        assert [each.called_off for each in (*before, *after)] == [True, True, False, False]
        assert all(new.changed_at > old.changed_at for new, old in zip(after, before, strict=True))


def test_a_discarded_piece_does_not_come_back_once_its_event_is_cancelled(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = start_campaign(session, event(), author(session), now=NOW)
        at = campaign.standing[0].draft_at
        (made,) = draft_due_steps(session, campaign, at)
        approve(session, made, at)
        with recording(session, "مطلب") as changes:
            move(session, made, State.DISCARDED, editor(session), "لغزش")
        action = offer(session, editor(session), "کنار گذاشتن", "/", [changes]) or 0
        cancel_event(session, campaign, chief(session), "باران", now=at)
        with pytest.raises(Refused, match="عوض شده"):
            undo(session, action, editor(session))
        assert made.state is State.DISCARDED


def test_a_correction_approved_for_the_former_time_does_not_go_out(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, at = announced(session), STARTS - timedelta(days=3)
        corrected = campaign.standing[1].piece
        assert corrected
        correct(session, corrected, at)
        move_event(session, campaign, STARTS + timedelta(days=7), None, editor(session), "باران", now=at)
        assert corrected.state is State.CHANGES_REQUESTED and corrected.approved_at is None
        assert {each.starts_at for each in told(session)} == {STARTS}
