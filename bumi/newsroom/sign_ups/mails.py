"""What a mail to somebody who signed up is about: a reminder of the event, or a change of it or of their place."""

from datetime import datetime
from typing import NamedTuple, Self

from bumi.newsroom.tables import Campaign, SignUp, SignUpState
from bumi.words import Named


class EventChange(Named):
    """What somebody who signed up is to be told of their event."""

    CANCELLED = "cancelled", "رویداد لغو شد"
    MOVED = "moved", "زمان یا مکان رویداد عوض شد"
    PLACE = "place", "برایش جا پیدا شد"


class EventMail(NamedTuple):
    """A mail that is due: the sign-up and its codes, where to, and the event; without a `change` it reminds of it.

    `waits` for a place still. `knew` is what they had been told before: of their place, of time and venue, of a
    cancellation. `moved_at` tells mails about one time apart, to which the event was moved twice.
    """

    id: int
    list_code: str
    code: str
    address: str
    topic: str
    where: str
    starts_at: datetime
    moved_at: datetime | None
    change: EventChange | None
    waits: bool
    knew: tuple[bool, datetime | None, str | None, bool]

    @classmethod
    def of(cls, row: SignUp, list_code: str, event: Campaign, change: EventChange | None = None) -> Self:
        """Return the mail to somebody about the event as it is now."""
        return cls(
            row.id,
            list_code,
            row.code,
            row.contact,
            event.brief["topic"],
            event.where,
            event.starts_at,
            event.moved_at,
            change,
            row.state is SignUpState.WAITING,
            (row.knows_place, row.knows_starts_at, row.knows_where, row.knows_cancelled),
        )
