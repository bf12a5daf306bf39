"""Retention of sign-ups: deletes names and contacts some time after an event, every night; the counts stay."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bumi.newsroom.tables import Campaign, SignUp, SignUpList


def erase_sign_ups(session: Session, before: datetime) -> int:
    """Delete names and contacts of events that ended, or were cancelled, before a moment; return of how many people."""
    over = select(Campaign.id).where((Campaign.ends_at < before) | (Campaign.cancelled_at < before))
    due = SignUpList.campaign_id.in_(over), SignUpList.erased_at.is_(None)
    ids = list(session.scalars(select(SignUpList.campaign_id).where(*due).with_for_update()))
    erased = session.scalars(
        update(SignUp)
        .where(SignUp.campaign_id.in_(ids), SignUp.contact_key.is_not(None))
        .values(name="", contact="", contact_key=None)
        .returning(SignUp.id)
        .execution_options(synchronize_session=False)
    ).all()
    session.execute(update(SignUpList).where(SignUpList.campaign_id.in_(ids)).values(erased_at=before))
    return len(erased)
