"""Signing up for an event and cancelling it: a place while there are some, else the end of the waiting list."""

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.sign_ups.lists import counts_of, free_places, give_free_places, locked_list, still_open
from bumi.newsroom.sign_ups.reminding import reminder_of
from bumi.newsroom.tables import Campaign, SignUp, SignUpList, SignUpState
from bumi.persian.contacts import contact_key, reaches_somebody
from bumi.persian.text import digits_to_persian, is_whole, normal

MOST_WAITING = 1_000
"""The most people who wait for a place at one event."""

_CODE_BYTES = 16
_LONGEST_NAME, _LONGEST_CONTACT, _LONGEST_TOLD = 80, 120, 40
_CLOSED = "ثبت‌نام بسته شده است و چیزی ثبت نشد"
_FULL = "فهرست انتظار هم پر شده است و چیزی ثبت نشد"
_TWICE = "با این راه تماس پیش‌تر ثبت‌نام شده است؛ نشانی صفحه‌ای را که گرفته‌اید باز کنید، یا از برگزارکننده بپرسید"


class OpenList(NamedTuple):
    """What the public form says of an event: its list's code, topic, place and times, and whether there are places."""

    code: str
    topic: str
    agency: str
    where: str
    starts_at: datetime
    closes_at: datetime
    open: bool
    cancelled: bool
    full: bool


class SignUpView(NamedTuple):
    """What somebody who signed up sees by their code: the event and their state; none of their own words.

    `turn` is their place in the waiting list, 0 where they do not wait. `cancellable` until the event starts.
    """

    event: OpenList
    code: str
    state: SignUpState
    turn: int
    cancellable: bool


def open_list(session: Session, code: str, now: datetime) -> OpenList | None:
    """Return what the public form says of the list with this code; None for a code that was never given."""
    found = _list_of(session, code)
    return _shown(session, found, now) if found else None


def sign_up(session: Session, code: str, name: str, contact: str, now: datetime) -> SignUp:
    """Sign somebody up on the list with this code: with a place while one is free, else at the end of the waiting list.

    Raise BadInput with all that is wrong; Refused where the list is closed, or has this contact already.
    """
    if problems := sign_up_problems(name, contact):
        raise BadInput(*problems)
    known = _list_of(session, code)
    found = locked_list(session, known.campaign_id) if known else None
    campaign = session.get(Campaign, found.campaign_id) if found else None
    if found is None or campaign is None or not still_open(campaign, found, now):
        raise Refused(_CLOSED)
    key = contact_key(normal(contact))
    if session.scalar(select(SignUp.id).where(SignUp.campaign_id == found.campaign_id, SignUp.contact_key == key)):
        raise Refused(_TWICE)
    if counts_of(session, found).waiting >= MOST_WAITING:
        raise Refused(_FULL)
    place = free_places(session, found) > 0
    new = SignUp(
        campaign_id=found.campaign_id,
        code=secrets.token_urlsafe(_CODE_BYTES),
        state=SignUpState.CONFIRMED if place else SignUpState.WAITING,
        name=_on_one_line(name),
        contact=_on_one_line(contact),
        contact_key=key,
        reminder=reminder_of(normal(contact), campaign.starts_at, now),
        knows_place=place,
        knows_starts_at=campaign.starts_at,
        knows_where=campaign.where,
    )
    session.add(new)
    session.flush()
    return new


def sign_up_problems(name: str, contact: str) -> list[str]:
    """Return all that is wrong with the name and the contact of somebody who signs up."""
    name, contact = _on_one_line(name), _on_one_line(contact)
    if not (is_whole(name) and is_whole(contact)):
        return ["در نام یا راه تماس نویسه‌ای شکسته هست؛ آن را پاک کنید و دوباره بنویسید"]
    problems = []
    if not any(each.isalpha() for each in name):
        problems.append("نام نوشته نشده است؛ نام و نام خانوادگی خود را بنویسید")
    if len(name) > _LONGEST_NAME:
        problems.append(digits_to_persian(f"نام بیش از {_LONGEST_NAME} نویسه دارد؛ کوتاهش کنید"))
    if len(contact) > _LONGEST_CONTACT or not reaches_somebody(contact):
        problems.append(f"راه تماس «{contact[:_LONGEST_TOLD]}» نه شماره تلفن کامل است و نه رایانامه؛ آن را درست کنید")
    return problems


def sign_up_view(session: Session, code: str, own: str, now: datetime) -> SignUpView | None:
    """Return what the owner of the code `own` sees of their sign-up on a list; None for codes that were never given."""
    row = _sign_up_of(session, code, own)
    if row is None:
        return None
    shown = _shown(session, session.get_one(SignUpList, row.campaign_id), now)
    waits = SignUp.campaign_id == row.campaign_id, SignUp.state == SignUpState.WAITING, SignUp.id <= row.id
    turn = session.scalar(select(func.count()).where(*waits)) or 0 if row.state is SignUpState.WAITING else 0
    ahead = now < shown.starts_at and not shown.cancelled
    return SignUpView(shown, row.code, row.state, turn, ahead and row.state is not SignUpState.CANCELLED)


def cancel_sign_up(session: Session, code: str, own: str, now: datetime) -> None:
    """Cancel a sign-up and delete name and contact; the first of the waiting list gets the place.

    To do it again changes nothing. Raise Refused where there is none, or the event has started.
    """
    row = _sign_up_of(session, code, own)
    found = locked_list(session, row.campaign_id) if row else None
    if row is None or found is None or session.get_one(Campaign, found.campaign_id).starts_at <= now:
        raise Refused("رویداد آغاز شده است یا چنین ثبت‌نامی نیست؛ چیزی تغییر نکرد")
    session.refresh(row)
    row.state, row.name, row.contact, row.contact_key = SignUpState.CANCELLED, "", "", None
    session.flush()
    give_free_places(session, found)


def _list_of(session: Session, code: str) -> SignUpList | None:
    return session.scalar(select(SignUpList).where(SignUpList.code == code)) if is_whole(code) else None


def _sign_up_of(session: Session, code: str, own: str) -> SignUp | None:
    if not (is_whole(code) and is_whole(own)):
        return None
    query = select(SignUp).join(SignUpList, SignUpList.campaign_id == SignUp.campaign_id)
    return session.scalar(query.where(SignUpList.code == code, SignUp.code == own))


def _shown(session: Session, found: SignUpList, now: datetime) -> OpenList:
    campaign = session.get_one(Campaign, found.campaign_id)
    brief = campaign.brief
    return OpenList(
        found.code,
        brief["topic"],
        brief["agency"],
        brief.get("where") or "",
        campaign.starts_at,
        min(found.closes_at, campaign.starts_at),
        still_open(campaign, found, now),
        campaign.cancelled_at is not None,
        free_places(session, found) == 0,
    )


def _on_one_line(text: str) -> str:
    return " ".join(normal(text).split())
