"""State changes of a piece: every change goes through `move`; `allowed_actions` lists what a user may do."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import machine
from bumi.newsroom.notifications.outbox import note_move
from bumi.newsroom.states import ASSIGNABLE, HIDDEN, Role, State, Transition, transition, ways_out
from bumi.newsroom.tables import Assignment, Piece, User
from bumi.newsroom.workflow.channel_changes import look_again
from bumi.newsroom.workflow.commissioned import mark_written
from bumi.newsroom.workflow.conditions import Attempt, own_work, unmet
from bumi.newsroom.workflow.question_states import follow_piece
from bumi.newsroom.workflow.refusals import refused
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.calendar import jalali, now
from bumi.persian.text import normal

READY = (State.APPROVED, State.SCHEDULED)
"""Approved, with no attempt to publish yet."""

STUMBLED = (State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)
"""Approved, but the last attempt to publish did not succeed."""

_BY_PEOPLE = (
    State.DRAFT,
    State.APPROVED,
    State.PUBLISHED,
    State.CHANGES_REQUESTED,
    State.DISCARDED,
    State.WITHDRAWN,
    State.TAKEN_DOWN,
)
_GIVEN = "…"  # stands for the reason that the form asks for


def move(session: Session, piece: Piece, to: State, by: User, why: str = "", at: datetime | None = None) -> None:
    """Move `piece` to another state, or raise Refused with *all* the reasons why not.

    Approval is bound to the text and images of the latest revision; a piece whose time is still to come then moves on
    to `scheduled`.
    """
    move_unwritten(session, piece, to, by, why, at)
    session.flush()


def move_unwritten(
    session: Session, piece: Piece, to: State, by: User, why: str = "", at: datetime | None = None
) -> None:
    """Move like `move`, without flushing: a caller that moves many pieces flushes once (`Session.flush`)."""
    attempt = Attempt(session, piece, by, " ".join(normal(why).split()), at or now())
    row = _row(piece, to, by)
    if reasons := _reasons(row, attempt):
        raise refused(piece, *reasons)
    _take(row, attempt)
    if to is State.APPROVED and piece.goes_out_at and piece.goes_out_at > attempt.at:
        session.flush()
        move_unwritten(session, piece, State.SCHEDULED, machine(session), at=attempt.at)


def why_not(
    session: Session, piece: Piece, to: State, by: User, why: str = "", at: datetime | None = None
) -> list[str] | None:
    """Return all reasons against a move of `piece` by `by`, empty if allowed; None if there is no such transition."""
    row = transition(piece.state, to)
    if row is None or by.role not in row.roles:
        return None
    return _reasons(row, Attempt(session, piece, by, why, at or now()))


def _row(piece: Piece, to: State, by: User) -> Transition:
    row = transition(piece.state, to)
    if row is None:
        ways = "، ".join(f"«{state.persian}»" for state in ways_out(piece.state, by.role))
        onward = f"از اینجا {by.persian} می‌تواند آن را به {ways} ببرد" if ways else "از اینجا راهی برایش نیست"
        raise refused(piece, f"«{piece.state.persian}» است و به «{to.persian}» نمی‌رود؛ {onward}")
    return row


def _reasons(row: Transition, attempt: Attempt) -> list[str]:
    reasons = [unmet(condition, attempt) for condition in row.conditions]
    if attempt.by.role not in row.roles:
        trusted = " یا ".join(f"«{role.persian}»" for role in Role if role in row.roles)
        reasons.insert(0, f"«{attempt.by.name}» اجازه این کار را ندارد؛ کار {trusted} است")
    return [reason for reason in reasons if reason]


def _take(row: Transition, attempt: Attempt) -> None:
    piece, by = attempt.piece, attempt.by
    sentence = row.sentence.format(by=by.persian, time=jalali(piece.goes_out_at) if piece.goes_out_at else "")
    write_line(
        attempt.session,
        piece,
        by,
        sentence,
        attempt.why,
        from_state=piece.state,
        to_state=row.to_state,
        at=attempt.at,
    )
    _leave_marks(row.to_state, attempt)
    if row.to_state in HIDDEN:
        look_again(attempt.session, [piece.id], attempt.at)
    note_move(attempt.session, piece, row.to_state, by, attempt.at)
    follow_piece(attempt.session, piece, row.to_state, by, attempt.at)
    _give_back_decided(row.to_state, attempt)
    piece.state, piece.state_since = row.to_state, attempt.at


def _leave_marks(to: State, attempt: Attempt) -> None:
    """Update the other columns that a new state affects."""
    piece = attempt.piece
    if to not in (State.PUBLISHING, State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED):
        piece.settle()
    match to:
        case State.DRAFT:  # restored: an editor reviews it anew, whatever was decided before
            piece.void_approval()
            piece.returned_revision_id = None
        case State.SUBMITTED:
            mark_written(attempt.session, piece)
            piece.void_approval()
        case State.CHANGES_REQUESTED:
            piece.void_approval()
            piece.returned_revision_id = piece.revision_id
        case State.APPROVED:
            if piece.revision is None:
                raise refused(piece, "هنوز متنی ندارد که تأیید شود")
            piece.approved_by = attempt.by.name
            piece.approved_hash = piece.revision.approvable_hash
            piece.approved_at = attempt.at
            piece.alone = bool(own_work(attempt.session, piece, attempt.by))
        case State.PUBLISHING:
            piece.begun_at = attempt.at
        case State.PUBLISHED_NEEDS_REVIEW:
            piece.go_live()
        case State.PUBLISHED:
            if piece.state is State.PUBLISHING:
                piece.go_live()
            piece.alone = False
        case State.PUBLISH_FAILED | State.PUBLISH_UNCONFIRMED:
            piece.stumble("publish", attempt.why)
        case State.WITHDRAWN:
            piece.withdrawn, piece.outdated = attempt.why, True
        case State.EXPIRED:
            piece.expired_at, piece.outdated = attempt.at, True
        case State.TAKEN_DOWN:
            piece.outdated = True


def _give_back_decided(to: State, attempt: Attempt) -> None:
    """Take a piece that is decided now from the editor who has it; one that is returned is its author's."""
    decided = to not in ASSIGNABLE or to is State.CHANGES_REQUESTED
    if attempt.piece.state in ASSIGNABLE and decided:
        with attempt.session.no_autoflush:
            held = attempt.session.get(Assignment, attempt.piece.id)
        if held:
            attempt.session.delete(held)


class AllowedAction(NamedTuple):
    """An action a user may take; `reasons` are all objections, `with_why` whether giving a reason removes them."""

    reasons: list[str]
    with_why: bool


def allowed_actions(session: Session, piece: Piece, by: User, at: datetime) -> dict[str, AllowedAction]:
    """Return the possible actions, by target state; «publish» means publish now rather than soon."""
    found: dict[str, AllowedAction] = {}
    for to in _BY_PEOPLE:
        bare = None if _pointless(piece, to) else why_not(session, piece, to, by, "", at)
        if bare is None:
            continue
        reasons = bare and (why_not(session, piece, to, by, _GIVEN, at) or [])
        found[to.value] = AllowedAction(reasons, bool(bare) and not reasons)
    if by.decides and due_now(piece, at):
        found["publish"] = AllowedAction([], False)
    return found


def _pointless(piece: Piece, to: State) -> bool:
    """Return whether the move does not apply: live pieces are withdrawn or taken down, others discarded."""
    live = piece.published_revision_id is not None
    return to in ((State.DISCARDED,) if live else (State.WITHDRAWN, State.TAKEN_DOWN))


def due_now(piece: Piece, now: datetime) -> bool:
    """Return whether the piece is approved and may be published at `now`."""
    ahead = piece.goes_out_at is not None and piece.goes_out_at > now
    expired = piece.expire_at is not None and piece.expire_at <= now
    return piece.state in (*READY, *STUMBLED) and not ahead and not expired
