"""Sign-up lists of events: opened and changed at the desk, their counts, and who gets a place that is free."""

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import campaigns_visible
from bumi.newsroom.publication.sign_up_links import outdate_event_pages
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import Appearance, Campaign, Piece, SignUp, SignUpList, SignUpState, User
from bumi.persian.calendar import jalali, now
from bumi.persian.text import digits_to_persian

MOST_PLACES = 10_000
"""The largest capacity of a list."""

_CODE_BYTES = 5


class SignUpCounts(NamedTuple):
    """How many have a place, wait for one, have cancelled, and came (those without a sign-up among them)."""

    confirmed: int
    waiting: int
    cancelled: int
    came: int


def open_sign_ups(
    session: Session, campaign: Campaign, capacity: int, closes_at: datetime, by: User, now: datetime
) -> SignUpList:
    """Open the sign-up list of an event, or change its capacity and closing time; return it.

    More places go to the first of the waiting list. Pages of the event link to the form once they are made again.
    Raise Refused, with all reasons.
    """
    found = locked_list(session, campaign.id)
    if problems := _problems(session, campaign, found, capacity, closes_at, now):
        raise Refused(*problems)
    if found is None:
        code = secrets.token_hex(_CODE_BYTES)
        found = SignUpList(campaign_id=campaign.id, code=code, opened_by=by.name, capacity=capacity, walk_ins=0)
        session.add(found)
    found.capacity, found.closes_at = capacity, closes_at
    session.flush()
    give_free_places(session, found)
    outdate_event_pages(session, campaign)
    return found


def sign_up_list(session: Session, campaign: int) -> SignUpList | None:
    """Return the sign-up list of a campaign; None if it has none."""
    return session.get(SignUpList, campaign)


def locked_list(session: Session, campaign: int) -> SignUpList | None:
    """Return the sign-up list of a campaign, its row locked until the session ends; None if it has none."""
    return session.get(SignUpList, campaign, with_for_update=True, populate_existing=True)


def sign_up_lists(session: Session, user: User) -> list[tuple[Campaign, SignUpList]]:
    """Return the sign-up lists that `user` may see, the latest event first."""
    query = select(Campaign, SignUpList).join(SignUpList, SignUpList.campaign_id == Campaign.id)
    rows = session.execute(query.where(campaigns_visible(user)).order_by(Campaign.starts_at.desc(), Campaign.id))
    return [(campaign, found) for campaign, found in rows]


def lists_without_announcement(session: Session, now: datetime) -> list[Campaign]:
    """Return the coming events that people signed up for, whose pieces were withdrawn, taken down or discarded."""
    step = exists().where(Appearance.campaign_id == Campaign.id)
    own = step.where(Appearance.piece_id == Piece.id)
    discarded = own.where(Piece.state == State.DISCARDED, Appearance.dropped == "")
    to_come = step.where(Appearance.piece_id.is_(None), Appearance.dropped == "")
    taken_back = own.where(Piece.state.in_((State.WITHDRAWN, State.TAKEN_DOWN)))
    coming = (
        select(Campaign)
        .where(Campaign.starts_at > now, Campaign.cancelled_at.is_(None))
        .where(exists().where(SignUp.campaign_id == Campaign.id, SignUp.state != SignUpState.CANCELLED))
        .where(or_(taken_back, and_(discarded, ~to_come)), ~own.where(Piece.state.not_in(GONE)))
    )
    return list(session.scalars(coming.order_by(Campaign.starts_at, Campaign.id)))


def sign_ups(session: Session, campaign: int) -> list[SignUp]:
    """Return who signed up for an event and has not cancelled, in the order in which they did."""
    query = select(SignUp).where(SignUp.campaign_id == campaign, SignUp.state != SignUpState.CANCELLED)
    return list(session.scalars(query.order_by(SignUp.id)))


def counts_of(session: Session, of: SignUpList) -> SignUpCounts:
    """Return the counts of a list; they stay when names and contacts are deleted."""
    own = SignUp.campaign_id == of.campaign_id
    rows = session.execute(select(SignUp.state, func.count()).where(own).group_by(SignUp.state))
    states: dict[SignUpState, int] = {row[0]: row[1] for row in rows}
    came = session.scalar(select(func.count()).where(own, SignUp.came)) or 0
    confirmed, waiting, cancelled = (states.get(state, 0) for state in SignUpState)
    return SignUpCounts(confirmed, waiting, cancelled, came + of.walk_ins)


def still_open(campaign: Campaign, found: SignUpList, now: datetime) -> bool:
    """Return whether people can still sign up."""
    return campaign.cancelled_at is None and now < min(found.closes_at, campaign.starts_at)


def free_places(session: Session, found: SignUpList) -> int:
    """Return how many places of a locked list are free; 0 where people wait for one."""
    counts = counts_of(session, found)
    return 0 if counts.waiting else max(0, found.capacity - counts.confirmed)


def give_free_places(session: Session, found: SignUpList) -> None:
    """Give the free places of a locked list to the first who wait."""
    free = found.capacity - counts_of(session, found).confirmed
    waiting = SignUp.campaign_id == found.campaign_id, SignUp.state == SignUpState.WAITING
    for each in session.scalars(select(SignUp).where(*waiting).order_by(SignUp.id).limit(max(0, free))):
        each.state, each.placed_at = SignUpState.CONFIRMED, now()
    session.flush()


def _problems(
    session: Session, campaign: Campaign, found: SignUpList | None, capacity: int, closes_at: datetime, now: datetime
) -> list[str]:
    if not 1 <= capacity <= MOST_PLACES:
        raise BadInput(digits_to_persian(f"ظرفیت {capacity} نمی‌شود؛ از ۱ تا {MOST_PLACES} نفر بنویسید"))
    problems = []
    if campaign.cancelled_at:
        problems.append(f"رویداد {jalali(campaign.cancelled_at)} لغو شده است؛ ثبت‌نامی ندارد")
    if campaign.starts_at <= now:
        problems.append(f"رویداد {jalali(campaign.starts_at)} آغاز شده است؛ ثبت‌نام پیش از آغاز باز و بسته می‌شود")
    elif not now < closes_at <= campaign.starts_at:
        problems.append(
            f"پایان ثبت‌نام ({jalali(closes_at)}) باید از اکنون تا آغاز رویداد ({jalali(campaign.starts_at)}) باشد"
        )
    confirmed = counts_of(session, found).confirmed if found else 0
    if capacity < confirmed:
        problems.append(digits_to_persian(f"{confirmed} نفر ثبت‌نام کرده‌اند؛ ظرفیت را کمتر از آن ننویسید"))
    return problems
