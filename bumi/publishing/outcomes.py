"""Outcomes of a publishing run per piece, with Persian wording of errors."""

import logging
from dataclasses import dataclass

from bumi.errors import BumiError
from bumi.storage import UnknownOutcome
from bumi.words import Named

_log = logging.getLogger(__name__)


class Result(Named):
    """Result of publishing one piece."""

    COMING = "coming", "در نوبت"
    DUE = "due", "آماده انتشار"
    PUBLISHED = "published", "منتشر شد"
    TAKEN_BACK = "taken_back", "از فهرست‌ها برداشته شد"
    REFUSED = "refused", "اجازه انتشار نداشت"
    FAILED = "failed", "منتشر نشد"
    UNCONFIRMED = "unconfirmed", "نتیجه نامعلوم"

    @property
    def good(self) -> bool:
        """Whether nobody needs to act."""
        return self not in (Result.REFUSED, Result.FAILED, Result.UNCONFIRMED)


@dataclass(frozen=True)
class PublishOutcome:
    """Outcome of one piece, with its URL or the reasons, one per line; `piece` is 0 for lists and feeds."""

    piece: int
    headline: str
    result: Result
    url: str = ""
    why: str = ""


def result_of(error: Exception) -> Result:
    """Return the result that an error means."""
    return Result.UNCONFIRMED if isinstance(error, UnknownOutcome) else Result.FAILED


def error_in_words(error: Exception) -> str:
    """Return an error in Persian; an unexpected one is logged with its traceback."""
    if isinstance(error, BumiError):
        _log.warning("Publishing failed.", exc_info=error)
        return str(error)
    _log.error("Publishing failed unexpectedly.", exc_info=error)
    return f"خطای پیش‌بینی‌نشده ({type(error).__name__})؛ گزارش برنامه را به پشتیبان فنی نشان دهید"


def failed_step(what: str, error: Exception) -> PublishOutcome:
    """Return the outcome of a failed step that is no piece, such as lists."""
    return PublishOutcome(0, what, result_of(error), why=error_in_words(error))
