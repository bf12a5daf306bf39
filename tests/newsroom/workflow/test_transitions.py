"""Every move of the state table is made, every other is refused, with all the reasons."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import add_revision, record_findings, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.publication import begin
from bumi.newsroom.states import SHOWN, TRANSITIONS, Condition, Role, State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.conditions import LEASE, Attempt, unmet
from bumi.newsroom.workflow.findings import dismiss
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import move
from bumi.piece import content_hash
from tests.newsroom.stage import (
    LATER,
    NOW,
    WHY,
    approve,
    brief,
    card,
    correct,
    finding,
    finish_work,
    new_piece,
    person,
    publish,
    reach,
    send,
    words,
)

NOWHERE: set[State] = set()
STOP = {State.CHANGES_REQUESTED, State.DISCARDED}

# Where content, editors and the machine can take the piece that `reach` makes, at NOW and with a reason.
ALLOWED = {
    State.DRAFT: ({State.SUBMITTED}, {State.SUBMITTED, State.DISCARDED}, {State.SUBMITTED, State.DISCARDED}),
    State.SUBMITTED: (NOWHERE, {State.APPROVED, *STOP}, {State.DISCARDED}),
    State.CHANGES_REQUESTED: (NOWHERE, {State.DISCARDED}, {State.DISCARDED}),
    State.APPROVED: (NOWHERE, STOP, {State.PUBLISHING}),
    State.SCHEDULED: (NOWHERE, STOP, NOWHERE),
    State.PUBLISHING: (
        NOWHERE,
        NOWHERE,
        {State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW, State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED},
    ),
    State.PUBLISHED: (NOWHERE, {State.WITHDRAWN}, NOWHERE),
    # Approved by the chief alone, who therefore cannot clear it.
    State.PUBLISHED_NEEDS_REVIEW: (NOWHERE, {State.PUBLISHED, State.WITHDRAWN}, NOWHERE),
    State.PUBLISH_FAILED: (NOWHERE, STOP, {State.PUBLISHING}),
    State.PUBLISH_UNCONFIRMED: (NOWHERE, STOP, {State.PUBLISHING}),
    State.WITHDRAWN: (NOWHERE, NOWHERE, NOWHERE),
    State.EXPIRED: (NOWHERE, {State.WITHDRAWN}, NOWHERE),
    State.TAKEN_DOWN: (NOWHERE, NOWHERE, NOWHERE),
    State.DISCARDED: (NOWHERE, {State.DRAFT}, NOWHERE),
}
COLUMN = {Role.CONTENT: 0, Role.CONTRIBUTOR: 0, Role.EDITOR: 1, Role.CHIEF: 1, Role.MACHINE: 2}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_who_can_move_what_where(newsroom: Newsroom, state: State, role: Role) -> None:
    with newsroom.session() as session:
        piece, by = reach(session, state), person(session, role)
        lines, version = len(timeline(session, piece)), piece.version
        moved = set()
        for to in State:
            trial = session.begin_nested()
            try:
                move(session, piece, to, by, WHY, at=NOW)
                moved.add(to)
            except Refused as refused:
                assert all(reason.startswith("مطلب ۱: ") for reason in refused.problems)
            finally:
                trial.rollback()
        alone = {State.PUBLISHED} if state is State.PUBLISHED_NEEDS_REVIEW and role is Role.CHIEF else NOWHERE
        a_chiefs = {State.TAKEN_DOWN} if role is Role.CHIEF and state in SHOWN - {State.TAKEN_DOWN} else NOWHERE
        assert moved == ALLOWED[state][COLUMN[role]] - alone | a_chiefs
        assert (piece.state, piece.version, len(timeline(session, piece))) == (state, version, lines)


ENDS = [(state, row.to_state) for row in TRANSITIONS for state in row.from_states]


@pytest.mark.parametrize(("state", "to"), ENDS, ids=[f"{state}-{to}" for state, to in ENDS])
def test_every_row_can_be_taken_and_leaves_its_line(newsroom: Newsroom, state: State, to: State) -> None:
    with newsroom.session() as session:
        _take(session, state, to)
        lines = [line for line in timeline(session, session.get_one(Piece, 1)) if line.to_state]
        assert session.get_one(Piece, 1).state is to
        assert (lines[-1].from_state, lines[-1].to_state) == (state, to)
        assert lines[-1].what
        assert "{" not in lines[-1].what


def _take(session: Session, state: State, to: State) -> None:
    """Take a piece from `state` to `to` as it happens in life."""
    editor, robot = person(session, Role.EDITOR), machine(session)
    match state, to:
        case State.APPROVED, State.SCHEDULED:
            reach(session, State.SCHEDULED)
        case State.CHANGES_REQUESTED, State.SUBMITTED:
            piece = reach(session, state)
            correct(session, piece)
            move(session, piece, to, robot)
        case (
            (State.APPROVED | State.SCHEDULED | State.PUBLISHED | State.PUBLISHED_NEEDS_REVIEW),
            State.SUBMITTED,
        ):
            correct(session, reach(session, state))
        case ((State.PUBLISH_FAILED | State.PUBLISH_UNCONFIRMED), State.SUBMITTED):
            correct(session, reach(session, state))
        case State.PUBLISHING, State.PUBLISHING:
            begin(session, reach(session, state), NOW + LEASE)
        case (State.PUBLISHING, _) | (_, State.PUBLISHING):
            move(session, reach(session, state), to, robot, WHY, at=LATER)
        case _, State.EXPIRED:
            piece = reach(session, state, live=state not in SHOWN)
            piece.expire_at = NOW
            move(session, piece, to, robot, at=NOW)
        case _, (State.WITHDRAWN | State.TAKEN_DOWN):
            by = person(session, Role.CHIEF if to is State.TAKEN_DOWN else Role.EDITOR)
            move(session, reach(session, state, live=state not in SHOWN), to, by, WHY)
        case _:
            move(session, reach(session, state), to, editor, WHY)


def _unchecked(session: Session, piece: Piece) -> None:
    add_revision(session, piece, words("تازه"), person(session, Role.CONTENT))


def _blocked(session: Session, piece: Piece) -> None:
    assert piece.revision
    record_findings(session, piece.revision, [finding()])


def _as_submitter(session: Session, piece: Piece) -> None:
    piece.submitted_by = person(session, Role.EDITOR).name


def _as_last_editor(session: Session, piece: Piece) -> None:
    finish_work(session, add_revision(session, piece, words("تازه"), person(session, Role.EDITOR)))


def _expired(session: Session, piece: Piece) -> None:
    piece.expire_at = NOW - timedelta(minutes=1)


def _embargoed(session: Session, piece: Piece) -> None:
    piece.embargo_until = LATER


def _other_approval(session: Session, piece: Piece) -> None:
    piece.approved_hash = content_hash(words("چیز دیگر"), (card()[0],))


def _nothing(session: Session, piece: Piece) -> None:
    pass


Break = Callable[[Session, Piece], None]
S, E, M = State, Role.EDITOR, Role.MACHINE


@pytest.mark.parametrize(
    ("state", "to", "role", "break_it", "phrases"),
    [
        (S.SUBMITTED, S.APPROVED, E, _unchecked, ("وارسی نشده", "تصویر ندارد")),
        (S.SUBMITTED, S.APPROVED, E, _blocked, ("۱ یافته مانع دارد («لاله‌زار» در سفارش نیست)",)),
        (S.SUBMITTED, S.APPROVED, E, _as_submitter, ("«مریم» خودش سفارش آن را داده",)),
        (S.SUBMITTED, S.APPROVED, E, _as_last_editor, ("«مریم» خودش آخرین ویرایش آن را نوشته",)),
        (S.SUBMITTED, S.APPROVED, E, _expired, ("زمان پایان انتشارش (چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۰:۲۹) گذشته",)),
        (S.SUBMITTED, S.DISCARDED, E, _nothing, ("دلیل آن نوشته نشده",)),
        (S.SUBMITTED, S.CHANGES_REQUESTED, E, _nothing, ("دلیل آن نوشته نشده",)),
        (S.SUBMITTED, S.WITHDRAWN, E, _nothing, ("دلیل آن نوشته نشده", "هنوز منتشر نشده")),
        (S.CHANGES_REQUESTED, S.SUBMITTED, M, _nothing, ("تغییری نکرده",)),
        (S.CHANGES_REQUESTED, S.SUBMITTED, M, _unchecked, ("وارسی نشده", "تصویر ندارد")),
        (S.APPROVED, S.SUBMITTED, E, _nothing, ("همین متن تأیید شده",)),
        (S.APPROVED, S.SCHEDULED, M, _nothing, ("در آینده نیست",)),
        (S.APPROVED, S.PUBLISHING, M, _other_approval, ("تأییدی برای همین متن و تصویرها ندارد",)),
        (S.APPROVED, S.PUBLISHING, M, _embargoed, ("تا پنجشنبه ۵ آذر ۱۴۰۵، ساعت ۱۰:۳۰ ممنوع",)),
        (S.APPROVED, S.PUBLISHING, M, _expired, ("زمان پایان انتشارش",)),
        (S.SCHEDULED, S.PUBLISHING, M, _nothing, ("زمان انتشارش پنجشنبه ۵ آذر ۱۴۰۵، ساعت ۰۰:۰۰ است",)),
        (S.PUBLISHING, S.PUBLISHING, M, _nothing, ("اجرای دیگری",)),
        (S.PUBLISHING, S.PUBLISHED, M, _other_approval, ("تأییدی برای همین متن و تصویرها ندارد",)),
        (S.PUBLISHED, S.WITHDRAWN, E, _nothing, ("دلیل آن نوشته نشده",)),
    ],
)
def test_each_condition_alone_refuses(
    newsroom: Newsroom, state: State, to: State, role: Role, break_it: Break, phrases: tuple[str, ...]
) -> None:
    with newsroom.session() as session:
        piece = reach(session, state)
        break_it(session, piece)
        with pytest.raises(Refused) as refused:
            move(session, piece, to, person(session, role), at=NOW)
        assert piece.state is state
    assert len(refused.value.problems) == len(phrases)
    for problem, phrase in zip(refused.value.problems, phrases, strict=True):
        assert phrase in problem


def test_a_piece_without_a_text_goes_nowhere(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = submit(session, brief(), person(session, Role.CONTENT))
        with pytest.raises(Refused, match="هنوز متنی ندارد"):
            move(session, piece, State.SUBMITTED, machine(session))


def test_readers_pieces_are_withdrawn_not_discarded(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED, live=True)
        with pytest.raises(Refused, match="بازپسش بگیرید"):
            move(session, piece, State.DISCARDED, person(session, Role.EDITOR), WHY)


def test_all_reasons_come_at_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        author = person(session, Role.CONTENT)
        piece = submit(session, brief(expire_at="1405/09/03"), author)
        finish_work(session, add_revision(session, piece, words(), author))
        send(session, piece)
        revision = add_revision(session, piece, words("تازه"), author)
        record_findings(session, revision, [finding()])
        with pytest.raises(Refused) as refused:
            move(session, piece, State.APPROVED, author, at=NOW)
    phrases = ("اجازه این کار", "تصویر ندارد", "سفارش آن را داده و آخرین ویرایش", "مانع دارد", "پایان انتشارش")
    assert len(refused.value.problems) == len(phrases)
    assert all(phrase in problem for phrase, problem in zip(phrases, refused.value.problems, strict=True))


def test_a_chief_may_approve_over_a_blocking_finding_with_a_reason(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, chief = reach(session, State.SUBMITTED), person(session, Role.CHIEF)
        _blocked(session, piece)
        with pytest.raises(Refused, match="مانع دارد"):
            move(session, piece, State.APPROVED, chief)
        with pytest.raises(Refused, match="مانع دارد"):
            move(session, piece, State.APPROVED, person(session, Role.EDITOR), WHY)
        move(session, piece, State.APPROVED, chief, f"  {WHY}\n")
        assert (timeline(session, piece)[-1].by, timeline(session, piece)[-1].why) == ("رضا", WHY)


def test_a_dismissed_finding_blocks_no_more(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.SUBMITTED), person(session, Role.EDITOR)
        _blocked(session, piece)
        dismiss(session, piece, finding().fingerprint, person(session, Role.CHIEF), WHY)
        move(session, piece, State.APPROVED, editor)


def test_an_approval_is_bound_to_words_and_images(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        approve(session, piece)
        assert piece.approved_hash == content_hash(words(), (card()[0],))
        assert (piece.approved_by, piece.approved_at) == ("مریم", NOW)


@pytest.mark.parametrize("field", ["publish_at", "embargo_until"])
def test_what_is_approved_early_is_scheduled_in_the_same_breath(newsroom: Newsroom, field: str) -> None:
    with newsroom.session() as session:
        piece = new_piece(session, **{field: "1405/09/05 08:00"})
        approve(session, piece)
        assert piece.state is State.SCHEDULED
        assert [line.to_state for line in timeline(session, piece)][-2:] == [State.APPROVED, State.SCHEDULED]
        assert timeline(session, piece)[-1].what == "انتشارش برای پنجشنبه ۵ آذر ۱۴۰۵، ساعت ۰۸:۰۰ زمان‌بندی شد"


def test_a_return_voids_the_approval(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.APPROVED)
        move(session, piece, State.CHANGES_REQUESTED, person(session, Role.EDITOR), WHY)
        assert (piece.approved_hash, piece.approved_by, piece.approved_at) == (None, None, None)


def test_the_timeline_tells_the_story(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        approve(session, piece)
        publish(session, piece)
        move(session, piece, State.WITHDRAWN, person(session, Role.CHIEF), "نشانی نادرست بود")
        lines = [(line.what, line.why) for line in timeline(session, piece)]
    assert lines == [
        ("نرگس سفارش محتوا را ثبت کرد", ""),
        ("بومی متن را نوشت (ویرایش ۱)", ""),
        ("بومی آن را برای بررسی فرستاد", ""),
        ("مریم آن را تأیید کرد", ""),
        ("انتشارش آغاز شد", ""),
        ("منتشر شد", ""),
        ("رضا آن را بازپس گرفت", "نشانی نادرست بود"),
    ]


def test_a_refused_move_and_its_line_are_one(newsroom: Newsroom) -> None:
    """What fails after the move takes the line away with the move."""
    with newsroom.session() as session:
        id = reach(session, State.SUBMITTED).id
    with pytest.raises(ZeroDivisionError), newsroom.session() as session:
        piece = session.get_one(Piece, id)
        lines = len(timeline(session, piece))
        move(session, piece, State.APPROVED, person(session, Role.EDITOR))
        raise ZeroDivisionError
    with newsroom.session() as session:
        piece = session.get_one(Piece, id)
        assert (piece.state, len(timeline(session, piece))) == (State.SUBMITTED, lines)


def test_every_condition_has_its_rule(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = submit(session, brief(), person(session, Role.CONTENT))
        attempt = Attempt(session, piece, machine(session), "", NOW)
        assert all(isinstance(unmet(condition, attempt), str) for condition in Condition)
