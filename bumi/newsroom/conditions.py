"""The conditions of the state table: for each, how to tell that it does not hold, and the sentence that says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bumi.calendar import jalali
from bumi.finding import blocking
from bumi.newsroom.findings import findings
from bumi.newsroom.states import Condition, Role
from bumi.newsroom.tables import Piece, User
from bumi.text import digits_to_persian

__all__ = ["LEASE", "Attempt", "unmet"]

# How long a run may hold a piece in `publishing` before another may take it for dead; putting one takes seconds.
LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Attempt:
    """Somebody trying to move a piece, at a moment."""

    session: Session
    piece: Piece
    by: User
    why: str
    at: datetime


def unmet(condition: Condition, attempt: Attempt) -> str:
    """Return the Persian reason why `condition` does not hold, or nothing where it holds."""
    return _RULES[condition](attempt)


def _written(attempt: Attempt) -> str:
    return "" if attempt.piece.revision else "هنوز متنی ندارد؛ «bumi work» پیش‌نویس آن را می‌نویسد"


def _checked(attempt: Attempt) -> str:
    revision = attempt.piece.revision
    return "آخرین ویرایش آن هنوز وارسی نشده است؛ «bumi work» را اجرا کنید" if revision and not revision.checkup else ""


def _illustrated(attempt: Attempt) -> str:
    revision = attempt.piece.revision
    return "آخرین ویرایش آن هنوز تصویر ندارد؛ «bumi work» را اجرا کنید" if revision and not revision.images else ""


def _revised(attempt: Attempt) -> str:
    same = attempt.piece.revision_id == attempt.piece.returned_revision_id
    return "از وقتی برگردانده شده تغییری نکرده است؛ با «bumi edit» اصلاحش کنید" if same else ""


def _unapproved(attempt: Attempt) -> str:
    return "همین متن تأیید شده است؛ برای بازگرداندنش «bumi return» را با دلیل بزنید" if _approved(attempt.piece) else ""


def _four_eyes(attempt: Attempt) -> str:
    piece, name = attempt.piece, attempt.by.name
    did = ["سفارش آن را داده"] if piece.submitted_by == name else []
    did += ["آخرین ویرایش آن را نوشته"] if piece.revision and piece.revision.by == name else []
    return f"«{name}» خودش {' و '.join(did)} است؛ دبیر دیگری باید تأیید کند" if did else ""


def _unblocked(attempt: Attempt) -> str:
    found = blocking(findings(attempt.session, attempt.piece))
    if not found or (attempt.by.role is Role.CHIEF and attempt.why):
        return ""
    count, messages = digits_to_persian(str(len(found))), "؛ ".join(finding.message for finding in found)
    return f"{count} یافته مانع دارد ({messages})؛ متن را اصلاح کنید، یا سردبیر با نوشتن دلیل تأیید کند"


def _reason(attempt: Attempt) -> str:
    return "" if attempt.why else "دلیل آن نوشته نشده است؛ با «--why» بنویسید"


def _live(attempt: Attempt) -> str:
    return "" if attempt.piece.published_revision_id else "هنوز منتشر نشده است؛ به جای بازپس‌گیری کنارش بگذارید"


def _never_live(attempt: Attempt) -> str:
    return "خوانندگان آن را دیده‌اند؛ به جای کنار گذاشتن بازپسش بگیرید" if attempt.piece.published_revision_id else ""


def _approval_holds(attempt: Attempt) -> str:
    return "" if _approved(attempt.piece) else "تأییدی برای همین متن و تصویرها ندارد؛ دبیر باید دوباره تأییدش کند"


def _time_ahead(attempt: Attempt) -> str:
    time = attempt.piece.goes_out_at
    return "" if time and time > attempt.at else "زمان انتشارش در آینده نیست؛ همین حالا می‌تواند منتشر شود"


def _time_come(attempt: Attempt) -> str:
    time = attempt.piece.publish_at
    return f"زمان انتشارش {jalali(time)} است و هنوز نرسیده" if time and time > attempt.at else ""


def _embargo_past(attempt: Attempt) -> str:
    time = attempt.piece.embargo_until
    return f"انتشارش تا {jalali(time)} ممنوع است" if time and time > attempt.at else ""


def _unexpired(attempt: Attempt) -> str:
    time = attempt.piece.expire_at
    return f"زمان پایان انتشارش ({jalali(time)}) گذشته است" if time and time <= attempt.at else ""


def _abandoned(attempt: Attempt) -> str:
    begun = attempt.piece.begun_at
    return "" if begun and begun + LEASE <= attempt.at else "اجرای دیگری همین حالا آن را منتشر می‌کند؛ کمی صبر کنید"


def _approved(piece: Piece) -> bool:
    return piece.revision is not None and piece.approved_hash == piece.revision.approvable_hash


_RULES: dict[Condition, Callable[[Attempt], str]] = {
    Condition.WRITTEN: _written,
    Condition.CHECKED: _checked,
    Condition.ILLUSTRATED: _illustrated,
    Condition.REVISED: _revised,
    Condition.UNAPPROVED: _unapproved,
    Condition.FOUR_EYES: _four_eyes,
    Condition.UNBLOCKED: _unblocked,
    Condition.REASON: _reason,
    Condition.LIVE: _live,
    Condition.NEVER_LIVE: _never_live,
    Condition.APPROVAL_HOLDS: _approval_holds,
    Condition.TIME_AHEAD: _time_ahead,
    Condition.TIME_COME: _time_come,
    Condition.EMBARGO_PAST: _embargo_past,
    Condition.UNEXPIRED: _unexpired,
    Condition.ABANDONED: _abandoned,
}
