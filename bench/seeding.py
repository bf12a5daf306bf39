"""Fills a newsroom with many pieces at once, for benchmarks: published ones with their site, waiting ones, due ones.

Rows are inserted in bulk, and are what the workflow would have left: texts, checkups, images, timelines, approvals for
exactly this content, places on shelves, and the ledger of a site that is up to date.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, insert, text, update
from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import slug_of
from bumi.newsroom.database import Newsroom
from bumi.newsroom.index.search import search_text_of
from bumi.newsroom.media.store import keep
from bumi.newsroom.publication import section_names, shelves
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import (
    Base,
    Checkup,
    MediaFile,
    Piece,
    PutOutcome,
    Revision,
    RevisionMedia,
    SearchText,
    Shelf,
    ShelfPlace,
    StoredObject,
    TimelineLine,
)
from bumi.newsroom.workflow.revisions import attach_renditions
from bumi.persian.calendar import parse_moment
from bumi.piece import Fields, Media, Story, content_hash
from bumi.province import province
from bumi.publishing import renditions
from bumi.publishing.dependencies import every_list
from bumi.publishing.keys import page_key, shelves_of
from bumi.publishing.objects import edition
from bumi.publishing.run import named
from bumi.settings import Settings
from tests.publishing.stage import image

AUTHOR, EDITOR = "زهرا", "مریم"
NOW = parse_moment("1405/09/04 10:30")
"""The moment at which the due pieces become due."""

_WAITING = (State.SUBMITTED,) * 7 + (State.CHANGES_REQUESTED, State.SCHEDULED, State.DRAFT)
_BATCH = 2000
_APART = timedelta(minutes=20)
_BODY = "\n\n".join(["ورود برای همه آزاد است و بلیتی فروخته نمی‌شود. درها از ساعت ۱۷ باز است."] * 6)

type Rows = list[dict[str, object]]


def seed(newsroom: Newsroom, settings: Settings, published: int, waiting: int, due: int) -> None:
    """Fill an empty newsroom with so many pieces, the oldest first; the site of the published ones is delivered."""
    states = [State.PUBLISHED] * published + [_WAITING[at % len(_WAITING)] for at in range(waiting)]
    states += [State.APPROVED] * due
    picture, data = image()
    lighter = renditions(picture, data)
    keep(newsroom, [data, *(each for _, each in lighter)])
    with newsroom.session() as session:
        add_user(session, AUTHOR, Role.EDITOR)
        add_user(session, EDITOR, Role.EDITOR)
        session.add(MediaFile(sha256=picture.sha256, content_type=picture.content_type, size=len(data)))
        session.flush()
        attach_renditions(session, lighter)
    lengths: dict[str, int] = {}
    for start in range(0, len(states), _BATCH):
        batch = list(enumerate(states[start : start + _BATCH], start + 1))
        with newsroom.session() as session:
            _insert(session, batch, picture, edition(settings), NOW - _APART * (published + 1), lengths)
    with newsroom.session() as session:
        _put(session, StoredObject, [_stored(key, edition(settings)) for key in every_list(shelves.lengths(session))])
        counties = {("county", each.name) for each in province().counties}
        shown = {named(*each) for each in section_names.said_by_stories(session) | counties}
        section_names.record(session, shown | {named("county", province().name)})
        if session.get_bind().dialect.name == "postgresql":  # sequences do not notice ids that are given
            for table in ("pieces", "revisions"):
                session.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    with newsroom.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if newsroom.engine.dialect.name == "sqlite" else "VACUUM ANALYZE"))


def _insert(
    session: Session,
    batch: Sequence[tuple[int, State]],
    picture: Media,
    edition: str,
    begin: datetime,
    lengths: dict[str, int],
) -> None:
    briefs = {id: _brief(id) for id, _ in batch}
    fields = {id: _fields(brief) for id, brief in briefs.items()}
    whens = {id: begin + _APART * id for id in briefs}
    out = [id for id, state in batch if state is State.PUBLISHED]
    decided = {State.PUBLISHED, State.APPROVED, State.SCHEDULED}
    _put(session, Piece, [_piece(id, state, briefs[id], whens[id]) for id, state in batch])
    _put(session, Revision, [_revision(id, fields[id], whens[id]) for id in briefs])
    _put(session, Checkup, [{"revision_id": id, "findings": []} for id in briefs])
    media = picture.model_dump(mode="json")
    _put(session, RevisionMedia, [_shown(id, picture.sha256, media) for id in briefs])
    hashes = [
        {"of": id, "hash": content_hash(fields[id], (picture,)), "when": whens[id]}
        for id, state in batch
        if state in decided
    ]
    pieces = Base.metadata.tables["pieces"]
    session.execute(update(pieces).where(pieces.c.id.in_(briefs)).values(revision_id=pieces.c.id))
    session.execute(update(pieces).where(pieces.c.id.in_(out)).values(published_revision_id=pieces.c.id))
    approval = {"approved_hash": bindparam("hash"), "approved_at": bindparam("when"), "approved_by": EDITOR}
    session.connection().execute(update(pieces).where(pieces.c.id == bindparam("of")).values(approval), hashes)
    _put(session, SearchText, [_searched(id, briefs[id]) for id in briefs])
    lines = ("ثبت شد", "نوشته شد", "بررسی شد", "فرستاده شد")
    _put(
        session,
        TimelineLine,
        [{"piece_id": id, "at": whens[id], "by": AUTHOR, "what": what, "why": ""} for id in briefs for what in lines],
    )
    _shelve(session, {id: _shelves(id, briefs[id], fields[id], whens[id]) for id in out}, lengths)
    _put(session, StoredObject, [_stored(page_key(slug_of(id, briefs[id].topic)), edition, id) for id in out])


def _brief(id: int) -> Brief:
    counties, axes, agencies = province().counties, province().axes, province().agencies
    return Brief.model_validate(
        {
            "kind": "event",
            "topic": f"جشنواره موسیقی نواحی {id}",
            "county": counties[id % len(counties)].name,
            "axis": axes[id % len(axes)].name,
            "agency": agencies[id % len(agencies)].name,
            "notes": ["ورود برای همه آزاد است و بلیتی فروخته نمی‌شود"] * 8,
        }
    )


def _fields(brief: Brief) -> Fields:
    lede = f"{brief.topic} پنجشنبه با بیش از ۱۲۰ نوازنده در {brief.county} برپا می‌شود."
    return Fields(headline=brief.topic, lede=lede, body=_BODY, hashtags=("کرمان", "موسیقی_نواحی"))


def _piece(id: int, state: State, brief: Brief, at: datetime) -> dict[str, object]:
    is_out = state is State.PUBLISHED
    times = {State.APPROVED: NOW, State.SCHEDULED: NOW + timedelta(days=1 + id % 60)}
    return {
        "id": id,
        "slug": slug_of(id, brief.topic),
        "state": state,
        "state_since": at,
        "brief": brief.model_dump(mode="json"),
        "kind": brief.kind,
        "urgency": brief.urgency,
        "agency": brief.agency,
        "county": brief.county,
        "axis": brief.axis,
        "submitted_by": AUTHOR,
        "publish_at": times.get(state),
        "published_at": at if is_out else None,
        "republished_at": at if is_out else None,
        "version": 1,
        "created_at": at,
    }


def _revision(id: int, fields: Fields, at: datetime) -> dict[str, object]:
    text = fields.model_dump(mode="json")
    own = {"id": id, "piece_id": id, "number": 1, "hash": content_hash(fields), "by": AUTHOR, "created_at": at}
    return {**own, "fields": text, "sources": [], "model": None}


def _shown(id: int, sha256: str, media: dict[str, object]) -> dict[str, object]:
    return {"revision_id": id, "position": 0, "sha256": sha256, "media": media}


def _searched(id: int, brief: Brief) -> dict[str, object]:
    return {"piece_id": id, "text": search_text_of(brief.model_dump(), {}, brief.agency, brief.county)}


def _stored(key: str, edition: str, piece: int | None = None) -> dict[str, object]:
    sums = {"sha256": "0" * 64, "md5": "0" * 32, "size": 1, "content_type": "text/html; charset=utf-8"}
    return {"key": key, **sums, "piece_id": piece, "edition": edition, "outcome": PutOutcome.DONE}


def _shelves(id: int, brief: Brief, fields: Fields, at: datetime) -> dict[str, str]:
    about = {"slug": "x", "kind": brief.kind, "agency": brief.agency, "county": brief.county, "axis": brief.axis}
    return shelves_of(Story(id=id, **about, fields=fields, media=(), published_at=at, updated_at=at))


def _shelve(session: Session, stories: dict[int, dict[str, str]], lengths: dict[str, int]) -> None:
    """Give stories their places, and keep the shelves' `lengths`."""
    titles = {name: title for of in stories.values() for name, title in of.items()}
    shelves.open_shelves(session, titles)
    rows = []
    for id, names in stories.items():
        for name in names:
            lengths[name] = lengths.get(name, 0) + 1
            rows.append({"shelf": name, "position": lengths[name], "piece_id": id})
    if not rows:
        return
    _put(session, ShelfPlace, rows)
    changed = case({name: lengths[name] for name in titles}, value=Shelf.name)
    session.execute(update(Shelf).where(Shelf.name.in_(titles)).values(length=changed))


def _put(session: Session, table: type[Base], rows: Rows) -> None:
    if rows:
        session.execute(insert(table), rows)
