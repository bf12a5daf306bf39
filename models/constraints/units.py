"""What a bare number counts: what other numbers of the note do («با پوست ۱۸۰ هزار تومان، بی‌پوست ۲۸۰»)."""

import re

__all__ = ["is_bare", "units"]

_COUNTED = (
    "تومان|ریال|نفر|تن|کیلو|کیلوگرم|گرم|لیتر|متر|کیلومتر|سانتی‌متر|میلی‌متر|هکتار|درجه|درصد|مورد|جلد|نسخه|عنوان|تیم|امتیاز|"
    "غرفه|تخت|خانه|روستا|مدرسه|رأس|اصله|قطعه|بلیت|صندلی|خودرو|دستگاه|پرونده|واحد|نمونه|مشترک"
)
_UNIT = re.compile(rf"(?<![۰-۹:.])[۰-۹][۰-۹.]*\s+((?:(?:هزار|میلیون|میلیارد)\s+)?(?:{_COUNTED}))(?![\w\u200c])")
_NUMBER = re.compile("[۱-۹][۰-۹]{0,5}(?:[.][۰-۹]+)?")
_NAMED = ("ساعت", "شماره", "سال", "پلاک", "کد", "کیلومتر", "طبقه", "کلاس")  # by a number, not counted


def units(note: str) -> frozenset[tuple[str, ...]]:
    """Return what the numbers of `note` count, each as its words: («هزار», «تومان»)."""
    return frozenset(tuple(unit.split()) for unit in _UNIT.findall(note))


def is_bare(number: str, before: str) -> bool:
    """Whether `number` may count something that is not said; `before` is the word before it."""
    return _NUMBER.fullmatch(number) is not None and before not in _NAMED
