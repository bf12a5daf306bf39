"""Conditions of transitions: one function each, returning the Persian reason why its condition is not met."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bumi.finding import blocking
from bumi.newsroom.states import Condition, Role
from bumi.newsroom.tables import CrisisNotice, Piece, User
from bumi.newsroom.workflow.brief_versions import changes_since, unsettled, wrote_version
from bumi.newsroom.workflow.commissioned import ended_commission, opened_commission
from bumi.newsroom.workflow.findings import findings, told_to
from bumi.newsroom.workflow.photo_rights import photo_problems
from bumi.newsroom.workflow.question_states import question_of
from bumi.persian.calendar import jalali, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.words import Urgency

# How long a run may hold a piece in `publishing` before another may treat it as stuck; an upload takes seconds. A dead
# run is noticed at once, and the `begun_at` of its pieces is cleared: see publication.py.
LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Attempt:
    """An attempt of a user to move a piece, at a moment."""

    session: Session
    piece: Piece
    by: User
    why: str
    at: datetime


def unmet(condition: Condition, attempt: Attempt) -> str:
    """Return the Persian reason why `condition` is not met, or "" if it is met."""
    return _RULES[condition](attempt)


def own_work(session: Session, piece: Piece, by: User) -> list[str]:
    """Return, in Persian, which parts of the piece are the work of `by`; empty if none are."""
    ordered = piece.submitted_by == by.name or wrote_version(session, piece, by.name)
    did = ["سفارش آن را داده"] if ordered else []
    did += ["فراخوان آن را باز کرده"] if opened_commission(session, piece, by) else []
    return did + (["آخرین ویرایش آن را نوشته"] if piece.revision and piece.revision.by == by.name else [])


def _written(attempt: Attempt) -> str:
    return "" if attempt.piece.revision else "هنوز متنی ندارد؛ نوبت بعدی پیش‌نویس آن را می‌نویسد"


def _checked(attempt: Attempt) -> str:
    revision = attempt.piece.revision
    return "آخرین ویرایش آن هنوز وارسی نشده است؛ نوبت بعدی وارسی‌اش می‌کند" if revision and not revision.checkup else ""


def _illustrated(attempt: Attempt) -> str:
    revision = attempt.piece.revision
    return "آخرین ویرایش آن هنوز تصویر ندارد؛ نوبت بعدی آن را می‌سازد" if revision and not revision.images else ""


def _revised(attempt: Attempt) -> str:
    same = attempt.piece.revision_id == attempt.piece.returned_revision_id
    return "از وقتی برگردانده شده تغییری نکرده است؛ نخست ویرایشش کنید" if same else ""


def _unapproved(attempt: Attempt) -> str:
    piece = attempt.piece
    same = _approved(piece) and piece.revision and not changes_since(attempt.session, piece, piece.revision)
    return "همین متن تأیید شده است؛ برای تغییر آن را با دلیل برگردانید" if same else ""


def _answered(attempt: Attempt) -> str:
    session, piece = attempt.session, attempt.piece
    if piece.revision and changes_since(session, piece, piece.revision):
        return "سفارش پس از نوشتن متن عوض شده است؛ همان جمله‌ها را از نو بنویسانید، یا بگویید که متن تغییری نمی‌خواهد"
    if left := unsettled(session, piece):
        return f"{digits_to_persian(str(left))} جمله تازه کنار جمله دبیر مانده است؛ از هر دو یکی را برگزینید"
    return ""


def _four_eyes(attempt: Attempt) -> str:
    piece, by = attempt.piece, attempt.by
    did = own_work(attempt.session, piece, by)
    if not did:
        return ""
    alone = piece.urgency is Urgency.CRISIS and by.role is Role.CHIEF and not piece.approved_at
    if alone and attempt.why:
        return ""
    way = "، یا شما با نوشتن دلیل؛ نگاه دوم پس از انتشار می‌ماند" if alone else ""
    return f"«{by.name}» خودش {' و '.join(did)} است؛ دبیر دیگری باید تأیید کند{way}"


def _second_eyes(attempt: Attempt) -> str:
    same = attempt.piece.approved_by == attempt.by.name
    return f"«{attempt.by.name}» خودش آن را تأیید کرده است؛ دبیر دیگری باید بخواند" if same else ""


def _unblocked(attempt: Attempt) -> str:
    found = blocking(findings(attempt.session, attempt.piece))
    if not found or (attempt.by.role is Role.CHIEF and attempt.why):
        return ""
    author = attempt.piece.revision.author if attempt.piece.revision else None
    found = told_to(attempt.session, attempt.by, found, author)
    count, messages = digits_to_persian(str(len(found))), "؛ ".join(finding.message for finding in found)
    return f"{count} یافته مانع دارد ({messages})؛ متن را اصلاح کنید، یا سردبیر با نوشتن دلیل تأیید کند"


def _reason(attempt: Attempt) -> str:
    return "" if attempt.why else "دلیل آن نوشته نشده است؛ در یک جمله بنویسیدش"


def _live(attempt: Attempt) -> str:
    return "" if attempt.piece.published_revision_id else "هنوز منتشر نشده است؛ به جای بازپس‌گیری کنارش بگذارید"


def _never_live(attempt: Attempt) -> str:
    return "خوانندگان آن را دیده‌اند؛ به جای کنار گذاشتن بازپسش بگیرید" if attempt.piece.published_revision_id else ""


def _still_meant(attempt: Attempt) -> str:
    piece = attempt.piece
    if dropped := next((each.dropped for each in piece.appearances if each.piece_id == piece.id and each.dropped), ""):
        return f"برنامه رویدادش عوض شده است ({dropped})؛ سفارش تازه‌ای بنویسید"
    if ended_commission(attempt.session, piece):
        return "فراخوانش از پدیدآور پس گرفته شده است؛ فراخوان تازه‌ای باز کنید"
    question = question_of(attempt.session, piece)
    if question and question.piece_id is not None:
        return "برای پرسش آن مطلب دیگری ساخته شده است؛ همان را ببینید"
    notice = attempt.session.get(CrisisNotice, piece.id)
    return "این اطلاعیه بسته شده است؛ اطلاعیه تازه‌ای بسازید" if notice and notice.closed_at else ""


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


def _photos_allowed(attempt: Attempt) -> str:
    return "؛ ".join(photo_problems(attempt.session, attempt.piece, tehran_day(attempt.at)))


def _expired(attempt: Attempt) -> str:
    time = attempt.piece.expire_at
    return "" if time and time <= attempt.at else "زمان پایان انتشارش نرسیده است؛ اگر باید برداشته شود بازپسش بگیرید"


def _abandoned(attempt: Attempt) -> str:
    begun = attempt.piece.begun_at
    return (
        "" if begun is None or begun + LEASE <= attempt.at else "اجرای دیگری همین حالا آن را منتشر می‌کند؛ کمی صبر کنید"
    )


def _approved(piece: Piece) -> bool:
    return piece.revision is not None and piece.approved_hash == piece.revision.approvable_hash


_RULES: dict[Condition, Callable[[Attempt], str]] = {
    Condition.WRITTEN: _written,
    Condition.CHECKED: _checked,
    Condition.ILLUSTRATED: _illustrated,
    Condition.REVISED: _revised,
    Condition.UNAPPROVED: _unapproved,
    Condition.FOUR_EYES: _four_eyes,
    Condition.SECOND_EYES: _second_eyes,
    Condition.UNBLOCKED: _unblocked,
    Condition.ANSWERED: _answered,
    Condition.REASON: _reason,
    Condition.LIVE: _live,
    Condition.NEVER_LIVE: _never_live,
    Condition.STILL_MEANT: _still_meant,
    Condition.APPROVAL_HOLDS: _approval_holds,
    Condition.TIME_AHEAD: _time_ahead,
    Condition.TIME_COME: _time_come,
    Condition.EMBARGO_PAST: _embargo_past,
    Condition.UNEXPIRED: _unexpired,
    Condition.PHOTOS_ALLOWED: _photos_allowed,
    Condition.EXPIRED: _expired,
    Condition.ABANDONED: _abandoned,
}
