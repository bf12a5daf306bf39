"""What a run says of what it did."""

import logging
from dataclasses import dataclass
from enum import StrEnum

from bumi.errors import BumiError
from bumi.publishing.storage import UnknownOutcome

__all__ = ["Outcome", "Result", "in_words", "stumbled", "troubled"]

_log = logging.getLogger(__name__)


class Result(StrEnum):
    """What came of one piece."""

    COMING = "coming"
    DUE = "due"
    PUBLISHED = "published"
    TAKEN_BACK = "taken_back"
    REFUSED = "refused"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"

    @property
    def persian(self) -> str:
        """The words people read."""
        return _PERSIAN[self]

    @property
    def good(self) -> bool:
        """Whether nobody needs to look into it."""
        return self not in (Result.REFUSED, Result.FAILED, Result.UNCONFIRMED)


_PERSIAN = {
    Result.COMING: "در نوبت",
    Result.DUE: "آماده انتشار",
    Result.PUBLISHED: "منتشر شد",
    Result.TAKEN_BACK: "از فهرست‌ها برداشته شد",
    Result.REFUSED: "اجازه انتشار نداشت",
    Result.FAILED: "منتشر نشد",
    Result.UNCONFIRMED: "نتیجه نامعلوم",
}


@dataclass(frozen=True)
class Outcome:
    """What came of one piece, with its address or, one a line, the reasons; `piece` is 0 for lists and feeds."""

    piece: int
    headline: str
    result: Result
    url: str = ""
    why: str = ""


def stumbled(error: Exception) -> Result:
    """Return what an error comes to."""
    return Result.UNCONFIRMED if isinstance(error, UnknownOutcome) else Result.FAILED


def in_words(error: Exception) -> str:
    """Return an error for people, and log it with its traceback."""
    if isinstance(error, BumiError):
        _log.warning("Publishing failed.", exc_info=error)
        return str(error)
    _log.error("Publishing failed unexpectedly.", exc_info=error)
    return f"خطای پیش‌بینی‌نشده ({type(error).__name__})؛ گزارش برنامه را به پشتیبان فنی نشان دهید"


def troubled(what: str, error: Exception) -> Outcome:
    """Return what a run says of `what` is no piece, such as lists, when it failed."""
    return Outcome(0, what, stumbled(error), why=in_words(error))
