"""Status summary (چشم‌انداز): one sentence on what happens next to a piece and what waits for a person."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bumi.newsroom.states import UNAPPROVED, State
from bumi.persian.calendar import jalali


class Foreseeable(Protocol):
    """The attributes needed to summarize the status of a piece: a `Piece`, or a row of the queue."""

    @property
    def state(self) -> State:
        """The state of the piece."""
        ...

    @property
    def revision(self) -> object:
        """Something true once there is text."""
        ...

    @property
    def goes_out_at(self) -> datetime | None:
        """The earliest moment the piece may be published."""
        ...

    @property
    def expire_at(self) -> datetime | None:
        """When the piece expires."""
        ...

    @property
    def republished_at(self) -> datetime | None:
        """When the published text was last published."""
        ...

    @property
    def published_revision_id(self) -> int | None:
        """The id of the published revision, or None."""
        ...


def outlook(piece: Foreseeable, now: datetime) -> str:
    """Return a one-sentence status summary in Persian."""
    return _SENTENCES[piece.state](piece, now)


def late(piece: Foreseeable, now: datetime) -> bool:
    """Return whether the publish time has passed without an approval."""
    return piece.state in UNAPPROVED and piece.goes_out_at is not None and piece.goes_out_at <= now


def _draft(piece: Foreseeable, now: datetime) -> str:
    done = "متنش نوشته شد و کارت‌هایش در راه است" if piece.revision else "در نوبت آماده شدن است"
    return done + _time(piece, now)


def _submitted(piece: Foreseeable, now: datetime) -> str:
    correction = "اصلاحیه است؛ خوانندگان تا تأیید آن متن پیشین را می‌بینند" if piece.published_revision_id else ""
    return correction or "منتظر تصمیم دبیر است" + _time(piece, now)


def _changes_requested(piece: Foreseeable, now: datetime) -> str:
    return "باید اصلاح و دوباره فرستاده شود" + _time(piece, now)


def _waiting(piece: Foreseeable, now: datetime) -> str:
    if piece.expire_at and piece.expire_at <= now:
        return "تأیید شده، ولی زمان پایان انتشارش گذشته است و منتشر نمی‌شود"
    if piece.goes_out_at and piece.goes_out_at > now:
        return f"تأیید شده؛ {jalali(piece.goes_out_at)} منتشر می‌شود"
    return "تأیید شده؛ در نوبت بعدی انتشار بیرون می‌رود"


def _time(piece: Foreseeable, now: datetime) -> str:
    """Return a clause on the publish time of an unapproved piece: a time alone publishes nothing."""
    time = piece.goes_out_at
    if time is None:
        return ""
    if time <= now:
        return f"؛ زمان انتشارش ({jalali(time)}) گذشته و تأیید نشده است"
    return f"؛ برای {jalali(time)} زمان دارد، ولی تأیید نشده است"


_SENTENCES: dict[State, Callable[[Foreseeable, datetime], str]] = {
    State.DRAFT: _draft,
    State.SUBMITTED: _submitted,
    State.CHANGES_REQUESTED: _changes_requested,
    State.APPROVED: _waiting,
    State.SCHEDULED: _waiting,
    State.PUBLISHING: lambda piece, now: "همین حالا منتشر می‌شود",
    State.PUBLISHED: lambda piece, now: f"{jalali(piece.republished_at)} منتشر شد" if piece.republished_at else "",
    State.PUBLISHED_NEEDS_REVIEW: lambda piece, now: "بی نگاه دوم منتشر شد؛ دبیر دیگری باید بخواند و درست بداند",
    State.PUBLISH_FAILED: lambda piece, now: "منتشر نشد؛ نوبت بعدی دوباره می‌کوشد",
    State.PUBLISH_UNCONFIRMED: lambda piece, now: "معلوم نیست منتشر شده باشد؛ نوبت بعدی نخست نگاه می‌کند",
    State.WITHDRAWN: lambda piece, now: "بازپس گرفته شده است و خوانندگان متن آن را نمی‌بینند",
    State.EXPIRED: lambda piece, now: "زمانش به پایان رسیده است و در فهرست‌ها نیست",
    State.TAKEN_DOWN: lambda piece, now: "با تصویرهایش از سایت حذف شده است",
    State.DISCARDED: lambda piece, now: "کنار گذاشته شده است",
}
