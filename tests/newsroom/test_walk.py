"""Whatever people and the machine do, in whatever order: readers never see what was not approved by a second person."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.finding import blocking
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import add_revision, findings, record_findings, submit
from bumi.newsroom.content.pieces import piece as find
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.publication import begin, fail, finish
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import LIVE, Role, State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.transitions import move
from bumi.piece import Story, content_hash
from tests.newsroom.stage import NAMES, NOW, WHY, attach, brief, card, finding, person, stories, words

Act = Callable[[Session, Piece], None]

_roles = st.sampled_from(Role)
_authors = st.sampled_from([role for role in Role if role is not Role.CONTRIBUTOR])  # who submits briefs
_whys = st.sampled_from(["", WHY])


def _edit(role: Role, headline: str) -> Act:
    def act(session: Session, piece: Piece) -> None:
        add_revision(session, piece, words(headline), person(session, role))

    return act


def _check(blocks: bool) -> Act:
    return lambda session, piece: (
        record_findings(session, piece.revision, [finding()] if blocks else []) if piece.revision else None
    )


def _illustrate(data: bytes) -> Act:
    return lambda session, piece: attach(session, piece.revision, [card(data)]) if piece.revision else None


def _move(to: State, role: Role, why: str, minutes: int) -> Act:
    at = NOW + timedelta(minutes=minutes)
    return lambda session, piece: move(session, piece, to, person(session, role), why, at=at)


def _begin(minutes: int) -> Act:
    return lambda session, piece: begin(session, piece, NOW + timedelta(minutes=minutes))


def _fail(unconfirmed: bool) -> Act:
    return lambda session, piece: fail(session, piece, WHY, NOW, unconfirmed=unconfirmed)


def _advance(session: Session, piece: Piece) -> None:
    """Take the usual next step, so that walks get far."""
    match piece.state:
        case State.APPROVED | State.SCHEDULED:
            begin(session, piece, NOW)
        case State.PUBLISHING:
            finish(session, piece, NOW)
        case State.SUBMITTED if piece.revision and piece.revision.images:
            move(session, piece, State.APPROVED, person(session, Role.CHIEF), at=NOW)
        case State.DRAFT | State.SUBMITTED | State.CHANGES_REQUESTED:
            revision = piece.revision or add_revision(session, piece, words(), machine(session))
            if not revision.checkup:
                record_findings(session, revision, [])
            attach(session, revision, [card()])
            if piece.state is not State.SUBMITTED:
                move(session, piece, State.SUBMITTED, machine(session))


ACTS = st.one_of(
    st.just(_advance),
    st.just(_advance),
    st.just(_advance),
    st.builds(_edit, _roles, st.sampled_from(["الف", "ب"])),
    st.builds(_check, st.booleans()),
    st.builds(_illustrate, st.sampled_from([b"card", b"other"])),
    st.builds(_move, st.sampled_from([State.APPROVED, State.PUBLISHED]), _roles, _whys, st.just(0)),
    st.builds(_move, st.sampled_from(State), _roles, _whys, st.sampled_from([0, 15])),
    st.builds(_begin, st.sampled_from([0, 15])),
    st.builds(_fail, st.booleans()),
)


class Watcher:
    """An independent memory of what was approved, kept beside the database."""

    def __init__(self) -> None:
        self.approved: str | None = None
        self.published: str | None = None

    def look(self, session: Session, piece: Piece, before: State, revision_before: int | None) -> None:
        """Check everything that must hold after an act that succeeded."""
        if piece.revision_id != revision_before or piece.state is State.CHANGES_REQUESTED:
            self.approved = None
        if before is State.SUBMITTED and piece.state in (State.APPROVED, State.SCHEDULED):
            assert piece.revision
            assert piece.approved_by not in (piece.submitted_by, piece.revision.by)
            assert piece.approved_by == NAMES[Role.CHIEF] or not blocking(findings(session, piece))
            self.approved = content_hash(piece.revision.fields_model, piece.revision.media)
        if piece.state in LIVE and before is State.PUBLISHING:
            self.published = self.approved
        if piece.state is State.PUBLISHING:
            assert _hash(story(session, piece)) == self.approved
        else:
            seen = [_hash(each) for each in stories(session) if each.id == piece.id]
            assert seen == ([self.published] if self.published else [])


def _hash(story: Story) -> str:
    return content_hash(story.fields, story.media)


@given(author=_authors, walk=st.lists(ACTS, min_size=5, max_size=30))
# A walk is some thirty transactions, so there are fewer of them than of other examples.
@settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_unapproved_is_ever_seen(newsroom: Newsroom, author: Role, walk: list[Act]) -> None:
    watcher = Watcher()
    with newsroom.session() as session:
        id = submit(session, brief(), person(session, author)).id
    for act in walk:
        try:
            with newsroom.session() as session:
                piece = find(session, id)
                before, revision_before = piece.state, piece.revision_id
                act(session, piece)
                watcher.look(session, piece, before, revision_before)
        except Refused:
            continue
