"""What people choose of notifications: when they are told of each kind, where, and in which hours nothing is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.newsroom.tables import NotificationChoice, NotificationKind, NotificationTiming
from bumi.persian.calendar import start_of, tehran_day, to_tehran
from bumi.persian.text import digits_to_latin

_AT_ONCE = (
    NotificationKind.CRISIS,
    NotificationKind.CRISIS_UPDATE,
    NotificationKind.FAILED,
    NotificationKind.RETURNED,
    NotificationKind.QUESTION_LATE,
    NotificationKind.WRITE_BY,
    NotificationKind.COMMISSIONED,
)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")
_LONGEST = 254  # characters of an address, by RFC 5321
_DAY = timedelta(days=1)


def _timings() -> dict[NotificationKind, NotificationTiming]:
    return {
        kind: NotificationTiming.NOW if kind in _AT_ONCE else NotificationTiming.DIGEST for kind in NotificationKind
    }


@dataclass(frozen=True)
class Choices:
    """What a person chose. Hours are full hours of Tehran's clock; equal quiet hours mean none.

    `mail` is the address, empty for no mail.
    """

    timings: Mapping[NotificationKind, NotificationTiming] = field(default_factory=_timings)
    mail: str = ""
    by_chat: bool = True
    quiet_from: int = 22
    quiet_until: int = 7
    digest_hour: int = 8

    def timing(self, kind: NotificationKind, crisis: bool) -> NotificationTiming:
        """Return when the person is told: of a crisis at once, whatever of its kind that is wanted at all."""
        chosen = self.timings[kind]
        return NotificationTiming.NOW if crisis and chosen is NotificationTiming.DIGEST else chosen

    def after_quiet_hours(self, moment: datetime) -> datetime:
        """Return `moment`, or the end of the quiet hours in which it lies."""
        hour = to_tehran(moment).hour
        first, end = self.quiet_from, self.quiet_until
        quiet = first <= hour < end if first < end else first != end and (hour >= first or hour < end)
        return _next(moment, end) if quiet else moment

    def next_digest(self, moment: datetime) -> datetime:
        """Return the first moment from `moment` on at which a digest is made."""
        return _next(moment, self.digest_hour)

    def digest_of(self, moment: datetime) -> datetime:
        """Return the moment at which the digest of the Tehran day of `moment` is made."""
        return start_of(tehran_day(moment), time(self.digest_hour))


def choices_of(session: Session, name: str) -> Choices:
    """Return what the person chose, or the defaults."""
    return all_choices(session, [name])[name]


def all_choices(session: Session, names: list[str]) -> dict[str, Choices]:
    """Return what each of the people chose, or the defaults."""
    rows = session.scalars(select(NotificationChoice).where(NotificationChoice.user.in_(names)))
    return dict.fromkeys(names, Choices()) | {row.user: _read(row) for row in rows}


def choose(session: Session, name: str, choices: Choices) -> None:
    """Keep what a person chose. Raise BadInput, with all reasons, for a mail address or an hour that is none."""
    mail = digits_to_latin(choices.mail.strip())
    problems = []
    if mail and (len(mail) > _LONGEST or not _ADDRESS.fullmatch(mail)):
        problems.append(f"«{mail[:60]}» نشانی نامه نیست؛ مانند name@example.ir بنویسید یا خالی بگذارید")
    hours = (choices.quiet_from, choices.quiet_until, choices.digest_hour)
    if not all(0 <= hour <= 23 for hour in hours):
        problems.append("ساعت‌ها از ۰ تا ۲۳ است؛ یکی از ساعت‌های فهرست را برگزینید")
    if problems:
        raise BadInput(*problems)
    new = replace(choices, mail=mail)
    session.merge(
        NotificationChoice(
            user=name,
            timings={kind.value: timing.value for kind, timing in new.timings.items()},
            mail=new.mail,
            by_chat=new.by_chat,
            quiet_from=new.quiet_from,
            quiet_until=new.quiet_until,
            digest_hour=new.digest_hour,
        )
    )
    session.flush()


def _read(row: NotificationChoice) -> Choices:
    timings = {
        kind: NotificationTiming(row.timings[kind.value]) if kind.value in row.timings else default
        for kind, default in _timings().items()
    }
    return Choices(timings, row.mail, row.by_chat, row.quiet_from, row.quiet_until, row.digest_hour)


def _next(moment: datetime, hour: int) -> datetime:
    """Return the first full hour `hour` of Tehran's clock at or after `moment`."""
    today = tehran_day(moment)
    at = start_of(today, time(hour))
    return at if at >= moment else start_of(today + _DAY, time(hour))
