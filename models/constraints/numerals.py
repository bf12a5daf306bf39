"""What a number to come is: a clock time takes «ساعت» before it, a telephone line «شماره»."""

import re

from bumi.calendar import MONTHS, WEEKDAYS
from models.constraints.collocations import LINE
from models.constraints.note import SPANNING

__all__ = ["is_clock", "is_line"]

_CLOCK = re.compile("[۰-۹]{1,2}(?::[۰-۹]{2})?")
_LINE = re.compile(LINE)
_AFTER_AN_HOUR = frozenset(("تا", "الی", "و", "صبح", "ظهر", "عصر", "شب", "بامداد", "هر", *WEEKDAYS))
_UNITS = "سال ساله نفر درصد هزار میلیون جلد کیلومتر متر درجه روز ماه هفته جلسه کیلو"
_COUNTED = frozenset((*MONTHS, *_UNITS.split()))  # what a span is of that is no hours
_CALLS = "و یا در از تا با به برای داخلی پیامک تماس زنگ هر همه شبانه‌روزی رایگان فقط"
_CALLS += " گزارش خبر اطلاع بگویید اعلام پیش قبل هنگام همان"
_AFTER_A_LINE = frozenset(_CALLS.split())


def is_line(ahead: list[str]) -> bool:
    """Whether a telephone line comes, and no number of something."""
    if not ahead or not _LINE.fullmatch(ahead[0]):
        return False
    return ahead[0][0] == "۰" or len(ahead) == 1 or ahead[1] in _AFTER_A_LINE


def is_clock(ahead: list[str]) -> bool:
    """Whether a clock time comes, or a span of hours, and no number of something."""
    if not ahead or not _CLOCK.fullmatch(ahead[0]):
        return False
    if ":" in ahead[0]:
        return True
    if len(ahead) > 2 and ahead[1] in SPANNING:
        return bool(_CLOCK.fullmatch(ahead[2])) and (len(ahead) == 3 or ahead[3] not in _COUNTED)
    return len(ahead) == 1 or ahead[1] in _AFTER_AN_HOUR
