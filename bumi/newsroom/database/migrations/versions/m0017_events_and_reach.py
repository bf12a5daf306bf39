"""The events that published pieces announce, filled from their briefs; reach by day and channel; search in notes."""

from datetime import UTC, datetime, timedelta
from itertools import batched

import sqlalchemy as sa
from alembic import op

from bumi.newsroom.index.search import search_text_of
from bumi.persian.calendar import start_of, tehran_day, to_utc

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_PIECES = sa.table(
    "pieces",
    sa.column("id", sa.Integer()),
    sa.column("published_revision_id", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("brief", sa.JSON()),
    sa.column("republished_at", _MOMENT),
)
_APPEARANCES = sa.table("appearances", sa.column("campaign_id", sa.Integer()), sa.column("piece_id", sa.Integer()))
_CAMPAIGNS = sa.table(
    "campaigns",
    sa.column("id", sa.Integer()),
    *(sa.column(name, _MOMENT) for name in ("starts_at", "ends_at", "cancelled_at")),
)


def upgrade() -> None:
    """Create the tables, and fill that of events; the next publishing run notes which of them are over."""
    _add_events()
    _add_reach()
    _refill_search()


def _refill_search() -> None:
    """Write the search texts again, now with ledes, places and notes."""
    query = sa.text(
        "SELECT pieces.id, pieces.brief, revisions.fields, pieces.agency, pieces.county "
        "FROM pieces LEFT JOIN revisions ON revisions.id = pieces.revision_id"
    ).columns(id=sa.Integer, brief=sa.JSON, fields=sa.JSON)
    renew = sa.text("UPDATE search_texts SET text = :text WHERE piece_id = :id")
    found = op.get_bind().execute(query).all()
    for some in batched(found, 1000):
        rows = [
            {"id": id, "text": search_text_of(brief, fields or {}, agency, county)}
            for id, brief, fields, agency, county in some
        ]
        op.get_bind().execute(renew, rows)


def _add_reach() -> None:
    op.create_table(
        "reach_days",
        sa.Column("piece_id", sa.Integer(), sa.ForeignKey("pieces.id"), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("channel", sa.String(24), primary_key=True),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
    )
    op.create_table(
        "reach_salts",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "reach_visitors",
        sa.Column("piece_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("visitor", sa.LargeBinary(), primary_key=True),
    )
    for table in ("reach_days", "reach_visitors"):
        op.create_index(f"ix_{table}_day", table, ["day"])
    op.create_table(
        "access_logs",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
    )
    with op.batch_alter_table("measures") as measures:
        measures.drop_column("reach")  # nothing ever filled it


def _add_events() -> None:
    op.create_table(
        "event_follow_ups",
        sa.Column("piece_id", sa.Integer(), sa.ForeignKey("pieces.id"), primary_key=True),
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("pieces.id"), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
    )
    op.create_index("ix_event_follow_ups_event_id", "event_follow_ups", ["event_id"])
    events = op.create_table(
        "published_events",
        sa.Column("piece_id", sa.Integer(), sa.ForeignKey("pieces.id"), primary_key=True),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("called_off", sa.Boolean(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("stage", sa.String(24), nullable=False),
    )
    op.create_index("ix_published_events_root", "published_events", ["root"])
    op.create_index("ix_published_events_stage", "published_events", ["stage", "until"])
    database = op.get_bind()
    campaigns = {row["id"]: row for row in database.execute(sa.select(_CAMPAIGNS)).mappings()}
    own = {piece: campaigns[campaign] for campaign, piece in database.execute(sa.select(_APPEARANCES)) if piece}
    published = sa.select(_PIECES).where(_PIECES.c.published_revision_id.is_not(None), _PIECES.c.kind == "event")
    found = [row for row in database.execute(published).mappings() if row["brief"].get("starts_at")]
    op.bulk_insert(events, [_row(row, own.get(row["id"])) for row in found])


def _row(piece: sa.RowMapping, campaign: sa.RowMapping | None) -> dict[str, object]:
    brief = piece["brief"]
    starts_at, ends_at = _moment(brief["starts_at"]), brief.get("ends_at") and _moment(brief["ends_at"])
    if campaign:
        starts_at, ends_at = campaign["starts_at"], campaign["ends_at"]
        ends_at = ends_at if ends_at > starts_at else None
    return {
        "piece_id": piece["id"],
        "root": f"campaign/{campaign['id']}" if campaign else f"piece/{piece['id']}",
        "starts_at": starts_at,
        "ends_at": ends_at,
        "until": ends_at or _day_after(starts_at),
        "place": brief.get("where") or "",
        "called_off": bool(campaign and campaign["cancelled_at"]),
        "dropped": False,
        "changed_at": piece["republished_at"],
        "stage": "coming",
    }


def _moment(text: str) -> datetime:
    return to_utc(datetime.fromisoformat(text))


def _day_after(moment: datetime) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite answers naive ones, in UTC
    return to_utc(start_of(tehran_day(aware) + timedelta(days=1)))
