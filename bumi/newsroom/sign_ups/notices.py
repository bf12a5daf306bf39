"""Changes that people who signed up are told, by mail or telephone: a place, another time or venue, a cancellation.

A sign-up has what its person was told last. What differs from the event is due, so a change that is taken back is told
to nobody, two changes before a mail are told in one, and none can be missed.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.sign_ups.mails import EventChange, EventMail
from bumi.newsroom.sign_ups.reminding import reminder_of
from bumi.newsroom.tables import Campaign, SendOutcome, SignUp, SignUpList, SignUpState, User
from bumi.persian.contacts import is_mail_address

SETTLED = timedelta(minutes=2)
"""How long a move or cancellation stands before people are told: longer than it can be undone."""

_AGAIN = timedelta(minutes=15)
_MAIL_TAKES = timedelta(hours=2)  # after which somebody calls, whatever the mail server does
_STUCK = timedelta(hours=1)
_KNOWN = ("knows_place", "knows_starts_at", "knows_where", "knows_cancelled")


class PersonToCall(NamedTuple):
    """Somebody who signed up and is to be told on the telephone, and of what; `by_mail` where a mail failed.

    `placed` where they are to hear of another time and may not know of their place either.
    """

    row: SignUp
    change: EventChange
    by_mail: bool
    placed: bool

    @property
    def told(self) -> str:
        """Persian sentence of all that they are to be told."""
        return f"{self.change.persian} و {EventChange.PLACE.persian}" if self.placed else self.change.persian


class _Untold(NamedTuple):
    """A change that somebody does not know, and when it was made; None where that is not known."""

    change: EventChange
    since: datetime | None

    def stands(self, now: datetime, least: timedelta = timedelta()) -> bool:
        """Return whether it was made at least so long ago, and can be undone no more; a place is not taken back."""
        undoable = timedelta() if self.change is EventChange.PLACE else SETTLED
        return self.since is None or self.since <= now - max(undoable, least)


def due_notices(session: Session, now: datetime, limit: int = 500) -> list[EventMail]:
    """Return the mails about changes that are due now."""
    query = _changed(now).where(
        SignUp.contact.contains("@"),
        SignUp.notice != SendOutcome.SENDING,
        or_(SignUp.notice_at.is_(None), SignUp.notice_at <= now),
    )
    mails = (
        EventMail.of(row, code, event, found.change)
        for row, code, event in session.execute(query)
        if is_mail_address(row.contact) and (found := _untold(row, event)) and found.stands(now)
    )
    return list(islice(mails, limit))


def begin_notice(session: Session, mail: EventMail, now: datetime) -> None:
    """Record that a mail about a change is about to be sent; commit before sending.

    Raise Refused where another run sends it, or what it says is no longer so. A run that dies afterwards leaves it
    begun: it is not sent again, and the team is asked to call.
    """
    row = session.get_one(SignUp, mail.id, with_for_update=True, populate_existing=True)
    event = session.get_one(Campaign, row.campaign_id, populate_existing=True)
    found = _untold(row, event)
    now_so = (found.change, event.starts_at, event.where, _waits(row)) if found else None
    as_said = now_so == (mail.change, mail.starts_at, mail.where, mail.waits)
    if not as_said or row.notice is SendOutcome.SENDING:
        raise Refused("این خبر را اجرای دیگری به دست گرفته یا دیگر لازم نیست")
    _note_told(row, event, now)
    row.notice, row.notice_at = SendOutcome.SENDING, now
    session.flush()


def settle_notice(session: Session, mail: EventMail, outcome: SendOutcome) -> None:
    """Record what came of a mail about a change: sent, unknown or failed; those who did not get it are called."""
    values = (not mail.waits, mail.starts_at, mail.where, mail.change is EventChange.CANCELLED)
    told = dict(zip(_KNOWN, values, strict=True)) if outcome is SendOutcome.FAILED else {}
    session.execute(update(SignUp).where(SignUp.id == mail.id).values(notice=outcome, **told))


def put_off_notice(session: Session, mail: EventMail, now: datetime) -> None:
    """Let a mail that was not sent be tried again in a while: what was told before it holds again."""
    values = dict(zip(_KNOWN, mail.knew, strict=True))
    told = update(SignUp).where(SignUp.id == mail.id)
    session.execute(told.values(notice=SendOutcome.WAITING, notice_at=now + _AGAIN, **values))


def people_to_call(session: Session, campaign: int, now: datetime) -> list[PersonToCall]:
    """Return whom to call about an event that is ahead: who left no mail address, or whose mail did not go out.

    They stand there once a change can no longer be undone.
    """
    lost = or_(
        SignUp.notice.in_((SendOutcome.FAILED, SendOutcome.UNKNOWN)),
        and_(SignUp.notice == SendOutcome.SENDING, SignUp.notice_at <= now - _STUCK),
    )
    found = {row.id: (row, event) for row, _, event in session.execute(_changed(now, campaign))}
    found |= {row.id: (row, event) for row, _, event in session.execute(_of_coming(now, campaign).where(lost))}
    return [call for _, (row, event) in sorted(found.items()) if (call := _call(row, event, now))]


def note_called(session: Session, campaign: int, people: Collection[int], by: User, now: datetime) -> None:
    """Record that people (sign-ups by id) were told on the telephone, so that no mail follows.

    Raise BadInput for somebody who is not to be called about this event; then nobody is noted.
    """
    calls = {each.row.id: each.row for each in people_to_call(session, campaign, now)}
    if not set(people) <= calls.keys():
        raise BadInput("یکی از این افراد دیگر در فهرست زنگ‌ها نیست؛ صفحه را دوباره باز کنید")
    event = session.get_one(Campaign, campaign)
    for id in people:
        _note_told(calls[id], event, now)
        calls[id].notice, calls[id].called_by = SendOutcome.DROPPED, by.name
    session.flush()


def campaigns_with_calls(session: Session, now: datetime) -> Iterator[tuple[Campaign, list[PersonToCall]]]:
    """Yield the coming events, cancelled ones too, about which people are to be called."""
    listed = select(Campaign).join(SignUpList, SignUpList.campaign_id == Campaign.id).where(Campaign.starts_at > now)
    for event in session.scalars(listed.order_by(Campaign.starts_at, Campaign.id)):
        if people := people_to_call(session, event.id, now):
            yield event, people


def _of_coming(now: datetime, campaign: int | None = None) -> Select[SignUp, str, Campaign]:
    query = (
        select(SignUp, SignUpList.code, Campaign)
        .join(SignUpList, SignUpList.campaign_id == SignUp.campaign_id)
        .join(Campaign, Campaign.id == SignUp.campaign_id)
        .where(Campaign.starts_at > now, SignUp.state != SignUpState.CANCELLED, SignUp.contact != "")
        .order_by(Campaign.starts_at, SignUp.id)
    )
    return query if campaign is None else query.where(Campaign.id == campaign)


def _changed(now: datetime, campaign: int | None = None) -> Select[SignUp, str, Campaign]:
    """Return who does not know how the event, or their place, is now."""
    standing = Campaign.cancelled_at.is_(None)
    placed = and_(standing, SignUp.state == SignUpState.CONFIRMED, SignUp.knows_place.is_(False))
    moved = and_(standing, or_(SignUp.knows_starts_at != Campaign.starts_at, SignUp.knows_where != Campaign.where))
    called_off = and_(~standing, SignUp.knows_cancelled.is_(False))
    return _of_coming(now, campaign).where(or_(placed, moved, called_off))


def _untold(row: SignUp, event: Campaign) -> _Untold | None:
    """Return the change that somebody is to be told, None where there is none; one mail says all that holds."""
    if row.state is SignUpState.CANCELLED:
        return None
    if event.cancelled_at:
        return None if row.knows_cancelled else _Untold(EventChange.CANCELLED, event.cancelled_at)
    if row.knows_starts_at not in (None, event.starts_at) or row.knows_where not in (None, event.where):
        return _Untold(EventChange.MOVED, event.moved_at)
    placed = row.state is SignUpState.CONFIRMED and not row.knows_place
    return _Untold(EventChange.PLACE, row.placed_at) if placed else None


def _call(row: SignUp, event: Campaign, now: datetime) -> PersonToCall | None:
    by_mail = is_mail_address(row.contact)
    if found := _untold(row, event):
        due = found.stands(now, _MAIL_TAKES if by_mail else timedelta())
        lost = event.moved_at and row.notice in (SendOutcome.FAILED, SendOutcome.UNKNOWN, SendOutcome.SENDING)
        change = EventChange.MOVED if lost and found.change is EventChange.PLACE else found.change
        placed = change is EventChange.MOVED and not (_waits(row) or row.knows_place)
        return PersonToCall(row, change, by_mail, placed) if due else None
    # A mail was begun that told some of this, and did not arrive for certain.
    told = EventChange.CANCELLED if event.cancelled_at else EventChange.MOVED if event.moved_at else EventChange.PLACE
    return PersonToCall(row, told, by_mail, told is EventChange.MOVED and row.placed_at is not None)


def _waits(row: SignUp) -> bool:
    return row.state is SignUpState.WAITING


def _note_told(row: SignUp, event: Campaign, now: datetime) -> None:
    """Record that somebody knows how the event is now; they are reminded of it if it is more than a day away."""
    row.reminder = reminder_of(row.contact, event.starts_at, now)
    row.knows_place = row.state is SignUpState.CONFIRMED
    row.knows_starts_at, row.knows_where = event.starts_at, event.where
    row.knows_cancelled = event.cancelled_at is not None
