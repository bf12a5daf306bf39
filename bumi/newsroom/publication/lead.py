"""The lead of the front page that an editor has chosen: one story at a time, until a time, or until it is taken back.

What was chosen last is one row. The publishing run asks whether it has changed, as it does for events that pass, so
that the front page depends on the database alone.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.publication.stories import Known, chosen
from bumi.newsroom.states import HIDDEN, LIVE
from bumi.newsroom.tables import ChosenLead, Piece, User
from bumi.newsroom.workflow.refusals import numbered, refused
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.calendar import jalali, now
from bumi.piece import Story
from bumi.words import APART

LEADS_FOR = timedelta(days=1)
"""How long a story leads where nobody says until when."""

_SLOT = 1


def lead_until(session: Session, piece: Piece) -> datetime | None:
    """Return until when `piece` leads by an editor's choice; None if it does not."""
    row = session.get(ChosenLead, _SLOT)
    return row.until if row and row.piece_id == piece.id else None


def choose_lead(session: Session, piece: Piece, by: User, until: datetime | None = None) -> None:
    """Have `piece` lead the front page until `until`, or else for `LEADS_FOR`, in place of what was chosen before.

    Raise Refused, with all reasons: only editors choose, among pieces that readers see, and never what is for staff.
    """
    moment = now()
    until = until or moment + LEADS_FOR
    if reasons := _reasons(piece, by, until, moment):
        raise refused(piece, *reasons)
    upsert(session, ChosenLead, [{"slot": _SLOT, "piece_id": None, "by": by.name, "until": until, "stale": False}])
    row = _locked(session)
    if row.piece_id not in (None, piece.id):
        before = session.get_one(Piece, row.piece_id)
        write_line(session, before, by, f"{by.persian} {numbered(piece)} را به جای آن تیتر یک کرد")
    row.piece_id, row.by, row.until, row.stale = piece.id, by.name, until, True
    write_line(session, piece, by, f"{by.persian} آن را تیتر یک کرد؛ تا {jalali(until)}")
    session.flush()


def take_back_lead(session: Session, piece: Piece, by: User) -> None:
    """Leave the lead to news value again; nothing happens if `piece` is not the one chosen. Refused to non-editors."""
    if reasons := not_an_editor(by):
        raise refused(piece, *reasons)
    if lead_until(session, piece) is None:
        return
    row = _locked(session)
    row.piece_id, row.stale = None, True
    write_line(session, piece, by, f"{by.persian} آن را از تیتر یک برداشت")
    session.flush()


def lead_is_due(session: Session, now: datetime) -> bool:
    """Return whether the front page is to be made again: the choice was changed, or has ended by `now`."""
    row = session.get(ChosenLead, _SLOT)
    return row is not None and (row.stale or (row.piece_id is not None and row.until <= now))


def renew_lead(session: Session, now: datetime) -> None:
    """Record that the choice is to be shown as it is, and that one whose time is over by `now` has ended."""
    row = _locked(session)
    if row.until <= now:
        row.piece_id = None
    row.stale = False
    session.flush()


def chosen_lead(session: Session, known: Known) -> Story | None:
    """Return the story that an editor has chosen, or None; also where it has been taken off the site since."""
    query = select(Piece.id, Piece.version).join(ChosenLead, ChosenLead.piece_id == Piece.id)
    found = chosen(session, query.where(Piece.published_revision_id.is_not(None), Piece.state.not_in(HIDDEN)), known)
    return found[0] if found else None


def _locked(session: Session) -> ChosenLead:
    return session.get_one(ChosenLead, _SLOT, with_for_update=True, populate_existing=True)


def _reasons(piece: Piece, by: User, until: datetime, moment: datetime) -> list[str]:
    reasons = not_an_editor(by)
    if piece.state not in LIVE:
        reasons.append(f"«{piece.state.persian}» است؛ تنها مطلبی که خوانندگان می‌بینند تیتر یک می‌شود")
    if piece.kind in APART:
        reasons.append(f"«{piece.kind.persian}» است و جای خود را دارد؛ مطلبی را که برای خوانندگان است برگزینید")
    if until <= moment:
        reasons.append(f"«تا کی» ({jalali(until)}) گذشته است؛ زمانی در آینده بنویسید یا خالی بگذارید")
    return reasons
