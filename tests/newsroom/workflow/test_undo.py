"""Undo: what comes back exactly, for whom, until when, and what is left alone because it has changed since."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.tokens import end_token, make_token
from bumi.newsroom.accounts.users import add_user, change_user
from bumi.newsroom.content.briefs import change_brief, decline_request
from bumi.newsroom.content.templates import drop_template, keep_template, templates
from bumi.newsroom.content.typed import forget_unsaved, keep_unsaved, unsaved
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.crises import add_notice
from bumi.newsroom.states import PostState, Role, State
from bumi.newsroom.tables import AgencyToken, BriefVersion, ChannelPost, Piece, UndoableAction, User
from bumi.newsroom.workflow.assignments import assign, assignment
from bumi.newsroom.workflow.findings import dismiss, findings, record_findings
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import move
from bumi.newsroom.workflow.undo import RecordedChanges, offer, offered, recording, undo
from bumi.persian.calendar import now
from bumi.words import Channel
from tests.newsroom.stage import LATER, NOW, WHY, due_ids, finding, person, reach, words

_NOT_EXACT = {"version", "updated_at", "waits", "worked_until", "outdated"}


def columns(row: Any) -> dict[str, object]:
    return {key: getattr(row, key) for key in dict(row.__mapper__.columns) if key not in _NOT_EXACT}


def act(session: Session, by: User, do: Callable[[], object]) -> int:
    with recording(session, "مطلب") as changes:
        do()
    action = offer(session, by, "کنار گذاشتن", "/", [changes])
    assert action
    return action


@pytest.mark.parametrize(
    "state",
    [State.SUBMITTED, State.CHANGES_REQUESTED, State.APPROVED, State.SCHEDULED, State.PUBLISH_FAILED],
)
def test_a_discarded_piece_comes_back_as_it_was(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, state), person(session, Role.EDITOR)
        id, before = piece.id, columns(piece)
        action = act(session, editor, lambda: move(session, piece, State.DISCARDED, editor, WHY))
        assert columns(piece) != before
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        assert offered(session, action, editor.name)
        done = undo(session, action, editor)
        assert (done.restored, done.changed) == (("مطلب",), ())
    with newsroom.session() as session:
        piece = session.get_one(Piece, id)
        assert columns(piece) == before
        assert timeline(session, piece)[-1].what == "مریم کنار گذاشتن را واگرداند"
        approved = state in (State.APPROVED, State.SCHEDULED, State.PUBLISH_FAILED)
        assert (id in due_ids(session, LATER)) is approved
        with pytest.raises(Refused, match="یک دقیقه"):
            undo(session, action, person(session, Role.EDITOR))


def test_only_who_did_it_and_within_a_minute(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        action = act(session, editor, lambda: move(session, piece, State.DISCARDED, editor, WHY))
        assert offered(session, action, chief.name) is None
        with pytest.raises(Refused):
            undo(session, action, chief)
        session.get_one(UndoableAction, action).until = now() - timedelta(seconds=1)
        session.flush()
        assert offered(session, action, editor.name) is None
        with pytest.raises(Refused, match="گذشته است"):
            undo(session, action, editor)
        assert piece.state is State.DISCARDED
        assert offer(session, editor, "هیچ", "/", [RecordedChanges("هیچ")]) is None  # nothing has changed
        act(session, editor, lambda: move(session, piece, State.DRAFT, editor))
        assert session.get(UndoableAction, action, populate_existing=True) is None  # it is forgotten


def test_what_has_changed_since_is_left_alone_and_named(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor, groups = person(session, Role.EDITOR), []
        pieces = [reach(session, State.SUBMITTED) for _ in range(2)]
        for piece in pieces:
            with recording(session, f"مطلب {piece.id}") as changes:
                move(session, piece, State.DISCARDED, editor, WHY)
            groups.append(changes)
        action = offer(session, editor, "کنار گذاشتن", "/", groups) or 0
        first, second = pieces
        # Somebody else brought it back and discarded it again: the same state, but not the one that was left.
        chief = person(session, Role.CHIEF)
        move(session, first, State.DRAFT, chief)
        move(session, first, State.DISCARDED, chief, WHY)
        done = undo(session, action, editor)
        assert (done.restored, done.changed) == ((f"مطلب {second.id}",), (f"مطلب {first.id}",))
        assert (first.state, second.state) == (State.DISCARDED, State.SUBMITTED)


def test_a_change_of_the_only_one_is_refused_by_name(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.SUBMITTED), person(session, Role.EDITOR)
        action = act(session, editor, lambda: move(session, piece, State.DISCARDED, editor, WHY))
        move(session, piece, State.DRAFT, editor)
        assert offered(session, action, editor.name) is None
        with pytest.raises(Refused, match="در این میان عوض شده است"):
            undo(session, action, editor)
        assert piece.state is State.DRAFT


def test_who_had_the_piece_has_it_again_unless_another_took_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        assign(session, piece, editor, editor)
        held = assignment(session, piece)
        assert held
        due_at = held.due_at
        undo(session, act(session, editor, lambda: move(session, piece, State.DISCARDED, editor, WHY)), editor)
        held = assignment(session, piece)
        assert held and (held.holder, held.due_at) == ("مریم", due_at)

        action = act(session, chief, lambda: change_user(session, editor, chief, Role.EDITOR, "", closed=True))
        assert editor.closed_at and assignment(session, piece) is None
        assign(session, piece, chief, chief)
        undo(session, action, chief)
        held = assignment(session, piece)
        assert editor.closed_at is None and held and held.holder == "رضا"


def test_a_withdrawal_is_undone_until_readers_see_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        for reached_readers in (False, True):
            piece = reach(session, State.PUBLISHED)
            withdraw = partial(move, session, piece, State.WITHDRAWN, editor, WHY, at=NOW)
            action = act(session, editor, withdraw)
            if reached_readers:
                piece.outdated = False
                session.flush()
                assert offered(session, action, editor.name) is None
                continue
            undo(session, action, editor)
            assert (piece.state, piece.withdrawn) == (State.PUBLISHED, "")
            assert piece.outdated  # the page is put again, in case it was on its way


@pytest.mark.parametrize("taken_back", [PostState.DELETING, PostState.DELETED, PostState.LEFT])
def test_a_withdrawal_is_undone_until_a_channel_has_acted(newsroom: Newsroom, taken_back: PostState) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.PUBLISHED), person(session, Role.EDITOR)
        row = {"piece_id": piece.id, "revision_id": piece.revision_id, "wanted_at": NOW}
        post = ChannelPost(channel=Channel.BALE, state=PostState.POSTING, **row)
        session.add_all([post, ChannelPost(channel=Channel.EITAA, state=PostState.DELETED, **row)])
        action = act(session, editor, lambda: move(session, piece, State.WITHDRAWN, editor, WHY, at=NOW))
        post.state = taken_back
        session.flush()
        assert offered(session, action, editor.name) is None
        with pytest.raises(Refused, match="عوض شده"):
            undo(session, action, editor)
        post.state = PostState.POSTED  # it was on its way
        undo(session, action, editor)
        session.refresh(post)
        assert piece.state is State.PUBLISHED and post.next_attempt_at  # what it says now is compared again


def test_a_discarded_notice_does_not_come_back_once_it_is_closed(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.APPROVED), person(session, Role.EDITOR)
        notice = add_notice(session, piece, "flood", {}, LATER)
        action = act(session, editor, lambda: move(session, piece, State.DISCARDED, editor, WHY))
        notice.closed_at = now()
        session.flush()
        with pytest.raises(Refused, match="عوض شده"):
            undo(session, action, editor)
        assert piece.state is State.DISCARDED and due_ids(session, LATER) == []


def test_a_finding_stays_dismissed_once_the_piece_is_approved(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, chief = reach(session, State.SUBMITTED), person(session, Role.CHIEF)
        assert piece.revision
        record_findings(session, piece.revision, [found := finding()])
        action = act(session, chief, lambda: dismiss(session, piece, found.fingerprint, chief, WHY))
        move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=NOW)
        with pytest.raises(Refused, match="عوض شده"):
            undo(session, action, chief)
        assert findings(session, piece) == []


def test_a_dismissal_a_token_and_an_unsaved_edit_come_back(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        assert piece.revision
        record_findings(session, piece.revision, [found := finding()])
        dismissed = act(session, chief, lambda: dismiss(session, piece, found.fingerprint, chief, WHY))
        owner = add_user(session, "هادی", Role.CONTENT, "شرکت آب و فاضلاب استان کرمان")
        make_token(session, owner, "سامانه", chief)
        token = session.query(AgencyToken).one()
        ended = act(session, chief, lambda: end_token(session, token.id, chief))
        keep_unsaved(session, piece, editor, words("تیتر دیگر"), 1)
        forgotten = act(session, editor, lambda: forget_unsaved(session, piece, editor))
        assert token.ended_at and unsaved(session, piece, editor) is None and not findings(session, piece)
    with newsroom.session() as session:
        chief, editor = person(session, Role.CHIEF), person(session, Role.EDITOR)
        for action in (dismissed, ended):
            undo(session, action, chief)
        undo(session, forgotten, editor)
    with newsroom.session() as session:
        piece, editor = session.get_one(Piece, piece.id), person(session, Role.EDITOR)
        kept = unsaved(session, piece, editor)
        assert kept and kept.fields["headline"] == "تیتر دیگر"
        assert session.get_one(AgencyToken, token.id).ended_at is None and findings(session, piece)


def test_a_declined_request_and_a_dropped_template_come_back(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        author, editor = person(session, Role.CONTENT), person(session, Role.EDITOR)
        changed = piece.brief_model.model_copy(update={"notes": ("ورود آزاد نیست",)})
        asked = change_brief(session, piece, changed, author, piece.brief_version, 0, WHY)
        template = keep_template(session, author, piece.agency, "جشنواره", {"topic": "جشنواره"})
        declined = act(session, editor, lambda: decline_request(session, piece, asked.id, editor, WHY))
        dropped = act(session, author, lambda: drop_template(session, template.id))
        assert not asked.waits and not templates(session, author)
    with newsroom.session() as session:
        undo(session, declined, person(session, Role.EDITOR))
        undo(session, dropped, person(session, Role.CONTENT))
    with newsroom.session() as session:
        assert session.get_one(BriefVersion, asked.id).waits
        author = person(session, Role.CONTENT)
        assert [each.form for each in templates(session, author)] == [{"topic": "جشنواره"}]
        keep = partial(keep_template, session, author, template.agency, "جشنواره", {"topic": "انار"})
        again = act(session, author, keep)
        assert [each.form for each in templates(session, author)] == [{"topic": "انار"}]
        undo(session, again, author)
        assert [each.form for each in templates(session, author)] == [{"topic": "جشنواره"}]
        add_user(session, author.name, Role.CONTENT, "شرکت آب و فاضلاب استان کرمان")
        assert templates(session, author) == []  # it is the former agency's
