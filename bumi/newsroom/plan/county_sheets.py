"""Kept monthly sheets of counties: each month's once, as it was when the month was over, and told to its office."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.notifications.outbox import note_sheet
from bumi.newsroom.tables import KeptSheet
from bumi.persian.months import Month, month_of


def keep_sheet(session: Session, county: str, month: Month, pdf: bytes, now: datetime) -> bool:
    """Keep the sheet of a county, by its slug, and let its office be told; return False where it is kept already."""
    row = {"county": county, "month": month.first, "pdf": pdf, "kept_at": now}
    if not upsert(session, KeptSheet, [row]):
        return False
    note_sheet(session, county, month, now)
    return True


def kept_sheet(session: Session, county: str, month: Month) -> KeptSheet | None:
    """Return the kept sheet of a county for a month; None where none is kept."""
    return session.get(KeptSheet, (county, month.first))


def kept_counties(session: Session, month: Month) -> set[str]:
    """Return the slugs of the counties whose sheet for a month is kept."""
    return set(session.scalars(select(KeptSheet.county).where(KeptSheet.month == month.first)))


def kept_months(session: Session) -> Iterator[tuple[Month, list[str]]]:
    """Yield each month of which sheets are kept, the latest first, with the slugs of the counties."""
    rows = session.execute(select(KeptSheet.month, KeptSheet.county).order_by(KeptSheet.month.desc(), KeptSheet.county))
    for first, group in groupby(rows, key=lambda row: row[0]):
        yield month_of(first), [county for _, county in group]
