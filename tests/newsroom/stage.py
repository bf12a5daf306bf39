"""What the newsroom's tests play with: people, a brief, words, a card, and the way to bring a piece to any state."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.finding import Finding, Severity
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, attach_media, record_findings, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.media.store import expect, put
from bumi.newsroom.publication.publication import begin, due, fail, finish
from bumi.newsroom.publication.stories import published_stories
from bumi.newsroom.states import SHOWN, Role, State
from bumi.newsroom.tables import Piece, Revision, User
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment
from bumi.piece import Fields, Media, Story

NOW = parse_moment("1405/09/04 10:30")
LATER = NOW + timedelta(days=1)
WHY = "به دلیلی روشن"
NAMES = {Role.CONTENT: "زهرا", Role.CONTRIBUTOR: "گلنار", Role.EDITOR: "مریم", Role.CHIEF: "رضا", Role.MACHINE: "bumi"}

_MADE_BY = {
    "0006": ("DROP TABLE shingle_keys",),
    "0007": ("ALTER TABLE pieces DROP COLUMN teaches",),
    "0008": ("ALTER TABLE brief_drafts DROP COLUMN page",),
    "0009": (
        "ALTER TABLE brief_drafts DROP COLUMN dropped_at",
        "DROP INDEX ix_renditions_sha256",
        "DROP TABLE unsaved_edits",
        "DROP TABLE search_texts",
    ),
    "0010": (
        "DROP INDEX ix_pieces_waits",
        "DROP INDEX ix_pieces_worked_by",
        "ALTER TABLE pieces DROP COLUMN waits",
        "ALTER TABLE pieces DROP COLUMN worked_by",
        "ALTER TABLE pieces DROP COLUMN worked_until",
    ),
    "0011": (
        "DROP TRIGGER media_files_no_update{on}",
        "ALTER TABLE media_files DROP COLUMN size",
        "DROP INDEX ix_photos_sha256",
        "DROP INDEX ix_media_files_inside",
        "DROP INDEX ix_photos_inside",
        "ALTER TABLE photos DROP COLUMN sha256",
        "ALTER TABLE photos DROP COLUMN size",
        "DROP TABLE unused_media",
        "CREATE TRIGGER media_files_no_update BEFORE UPDATE ON media_files {refuse}",
    ),
    "0012": (
        "DROP TABLE section_names",
        "DROP INDEX ix_pieces_queue",
        "DROP INDEX ix_pieces_state_expiry",
        "DROP INDEX ix_pieces_state_republished",
        "CREATE INDEX ix_pieces_state ON pieces (state)",
    ),
    "0013": ("DROP TABLE step_durations",),
    "0014": ("DROP TABLE channel_posts", "DROP TABLE open_channels"),
    "0015": (
        "ALTER TABLE pieces DROP COLUMN worked_since",
        *(
            f"DROP TABLE {table}"
            for table in (
                "chat_inboxes",
                "chat_codes",
                "chat_links",
                "notification_choices",
                "digest_items",
                "notification_messages",
                "notifications",
            )
        ),
    ),
    "0016": (
        *(
            f"DROP TABLE {table}"
            for table in ("brief_versions", "sentence_proposals", "brief_templates", "remarks", "fact_checks")
        ),
        *(f"ALTER TABLE {table} DROP COLUMN brief_version" for table in ("pieces", "revisions")),
        "ALTER TABLE pieces DROP COLUMN redraft_by",
    ),
    "0017": (
        "DROP TABLE published_events",
        "DROP TABLE event_follow_ups",
        "DROP TABLE reach_days",
        "DROP TABLE reach_salts",
        "DROP TABLE reach_visitors",
        "DROP TABLE access_logs",
        "ALTER TABLE measures ADD COLUMN reach INTEGER NOT NULL DEFAULT 0",
    ),
    "0018": ("DROP TABLE assignments", "DROP TABLE opened_revisions", "DROP TABLE undoable_actions"),
    "0019": ("DROP TABLE archive_photos",),
    "0020": ("DROP TABLE chosen_lead", "DROP TABLE ended_warnings"),
    "0021": ("DROP TABLE story_links",),
    "0022": ("DROP TABLE fee_entries", "DROP TABLE pitches", "DROP TABLE commissions"),
    "0023": (
        "DROP TABLE contributor_profiles",
        "DROP INDEX ix_revisions_author",
        "ALTER TABLE revisions DROP COLUMN author",
    ),
    "0024": (
        "ALTER TABLE notifications DROP COLUMN question_id",
        *(f"DROP TABLE {table}" for table in ("question_lines", "handovers", "asker_contacts", "questions")),
    ),
    "0025": ("DROP TABLE question_pieces",),
    "0026": (
        "DROP TABLE course_certificates",
        "DROP TABLE course_tries",
        "DROP TABLE course_enrolments",
        "DROP TABLE lesson_passes",
    ),
    "0027": tuple(f"DROP TABLE {table}" for table in ("campaign_editions", "sign_ups", "sign_up_lists")),
    "0028": (
        "DROP TABLE county_sheets",
        "ALTER TABLE notifications DROP COLUMN sheet",
        "ALTER TABLE campaigns DROP COLUMN moved_at",
        *(
            f"ALTER TABLE sign_ups DROP COLUMN {column}"
            for column in (
                "placed_at",
                "knows_place",
                "knows_starts_at",
                "knows_where",
                "knows_cancelled",
                "notice",
                "notice_at",
                "called_by",
            )
        ),
    ),
    "0029": (
        "DROP INDEX ix_archive_photos_photographer",
        "ALTER TABLE archive_photos DROP COLUMN photographer",
        "ALTER TABLE notifications DROP COLUMN commission_id",
    ),
}
_TRIGGERS = {
    "sqlite": {"on": "", "refuse": "BEGIN SELECT RAISE(ABORT, 'immutable'); END"},
    "postgresql": {"on": " ON media_files", "refuse": "FOR EACH ROW EXECUTE FUNCTION refuse_change()"},
}


def go_back(newsroom: Newsroom, version: str) -> None:
    """Make the schema what it was at an earlier version, as far as tests need it: migrations lead one way."""
    with newsroom.engine.begin() as connection:
        for later, statements in reversed(_MADE_BY.items()):
            for statement in statements if later > version else ():
                connection.execute(text(statement.format(**_TRIGGERS[newsroom.engine.dialect.name])))
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def person(session: Session, role: Role) -> User:
    """Return the one who plays `role`; none of them wrote the piece that `reach` makes."""
    return machine(session) if role is Role.MACHINE else add_user(session, NAMES[role], role)


def brief(**changes: Any) -> Brief:
    return Brief.model_validate(
        {
            "kind": "event",
            "topic": "جشنواره گل محمدی",
            "agency": "اداره‌کل میراث فرهنگی استان کرمان",
            "county": "بردسیر",
            "axis": "گردشگری",
            "notes": ["در لاله‌زار برپا می‌شود"],
            **changes,
        }
    )


def words(headline: str = "گل محمدی در لاله‌زار") -> Fields:
    return Fields(headline=headline, lede="جشنواره برپا می‌شود.", body="همه می‌آیند.", hashtags=("کرمان", "گل_محمدی"))


def attach(session: Session, revision: Revision, items: Iterable[tuple[Media, bytes]]) -> None:
    """Put images into the media store, and attach them."""
    items = list(items)
    store(session, *(data for _, data in items))
    attach_media(session, revision, items)


def store(session: Session, *items: bytes) -> None:
    """Put bytes into the media store, as `keep` does before a transaction."""
    for data in items:
        sha256 = hashlib.sha256(data).hexdigest()
        expect(session, [sha256])
        put(session.info["media"], sha256, data)


def card(data: bytes = b"card") -> tuple[Media, bytes]:
    sha256 = hashlib.sha256(data).hexdigest()
    return Media(name="square", sha256=sha256, content_type="image/png", width=1080, height=1080, alt="کارت"), data


def finding(severity: Severity = Severity.BLOCKS, matched: str = "لاله‌زار") -> Finding:
    return Finding(
        check="names",
        code="unknown",
        severity=severity,
        field="headline",
        start=12,
        end=12 + len(matched),
        matched=matched,
        message=f"«{matched}» در سفارش نیست",
    )


def finish_work(session: Session, revision: Revision, *found: Finding) -> None:
    """Check and illustrate `revision`."""
    record_findings(session, revision, found)
    attach(session, revision, [card()])


def new_piece(session: Session, **changes: Any) -> Piece:
    """Return a draft by somebody who plays no other part, written by the machine, checked and illustrated."""
    piece = submit(session, brief(**changes), add_user(session, "نرگس", Role.CONTENT))
    finish_work(session, add_revision(session, piece, words(), machine(session)))
    return piece


def correct(session: Session, piece: Piece, headline: str = "گل محمدی، این بار درست") -> Revision:
    """Let the author of the brief edit the piece, then check and illustrate it."""
    revision = add_revision(session, piece, words(headline), add_user(session, "نرگس", Role.CONTENT))
    finish_work(session, revision)
    return revision


def send(session: Session, piece: Piece) -> None:
    """Bring `piece` before an editor."""
    if piece.state is not State.SUBMITTED:
        move(session, piece, State.SUBMITTED, machine(session))


def approve(session: Session, piece: Piece, at: datetime = NOW) -> None:
    """Let the editor approve `piece`."""
    send(session, piece)
    move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=at)


def due_ids(session: Session, at: datetime) -> list[int]:
    """Return the ids of what is due, in its order."""
    return [each.id for each in due(session, at)]


def stories(session: Session) -> list[Story]:
    """Return every published piece as readers see it, newest first."""
    return [each.story for each in published_stories(session)]


def publish(session: Session, piece: Piece, at: datetime = NOW) -> None:
    """Publish the approved `piece`."""
    begin(session, piece, at)
    finish(session, piece, at)


def reach(session: Session, state: State, live: bool = False) -> Piece:
    """Return a piece brought to `state` by real moves; with `live`, as the correction of a published one."""
    if state is State.PUBLISHED_NEEDS_REVIEW:
        return _publish_alone(session)
    piece = new_piece(session, **({"publish_at": "1405/09/05"} if state is State.SCHEDULED else {}))
    editor = person(session, Role.EDITOR)
    if live or state in SHOWN:
        approve(session, piece)
        publish(session, piece)
    if live:
        correct(session, piece)
    match state:
        case State.SUBMITTED:
            send(session, piece)
        case State.CHANGES_REQUESTED:
            send(session, piece)
            move(session, piece, state, editor, WHY)
        case State.APPROVED | State.SCHEDULED:
            approve(session, piece)
        case State.PUBLISHING:
            approve(session, piece)
            begin(session, piece, NOW)
        case State.PUBLISH_FAILED | State.PUBLISH_UNCONFIRMED:
            approve(session, piece)
            begin(session, piece, NOW)
            fail(session, piece, WHY, NOW, unconfirmed=state is State.PUBLISH_UNCONFIRMED)
        case State.WITHDRAWN | State.DISCARDED:
            move(session, piece, state, editor, WHY)
        case State.EXPIRED:
            piece.expire_at = NOW
            move(session, piece, state, machine(session), at=NOW)
        case State.TAKEN_DOWN:
            move(session, piece, state, person(session, Role.CHIEF), WHY)
    assert piece.state is state
    return piece


def _publish_alone(session: Session) -> Piece:
    """Return a crisis notice that the chief wrote, approved and had published."""
    chief = person(session, Role.CHIEF)
    piece = submit(session, brief(urgency="crisis"), chief)
    finish_work(session, add_revision(session, piece, words(), chief))
    send(session, piece)
    move(session, piece, State.APPROVED, chief, WHY, at=NOW)
    publish(session, piece)
    return piece
