"""What a notice owes people in a crisis: what to do, who says so, and when."""

import re
from collections.abc import Iterator

from bumi.brief import Brief, Kind, Urgency
from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.persian.dates import days, weekdays
from bumi.persian.text import digits_to_latin, flat

__all__ = ["missing_calm"]

_FIELDS = ("headline", "lede", "body")
_ASKED = (
    "کن|نکن|بگیر|نگیر|ده|بده|نده|بمان|نمان|شو|نشو|باش|نباش|رو|برو|نرو|بزن|نزن|گذار|بگذار|نگذار|بند|ببند|نبند|بیاور|نیاور"
    "|دار|بردار|ورز|بخور|نخور|بنوش|ننوش|بجوشان|بخوان|برسان|بایست|بپوش|بیای|نیای|بخواه|بپرس|بگوی?|نگوی?|ببر|نبر|بفرست|بسپار"
)
_ACTION = re.compile(
    rf"(?<![\w\u200c])(?:{_ASKED})(?:ید|ند)(?!\w)"
    "|باید|لازم است|ضروری است|الزامی|ممنوع|مجاز نیست|خودداری|پرهیز|توصیه|خواسته|درخواست|بهتر است|می‌توان"
)
_SOURCE = re.compile(
    "اعلام|گفت|افزود|به گفته|بنا ?بر|طبق|براساس|بر اساس|خبر داد|هشدار داد|اطلاع داد|گزارش داد|نقل از|پیش‌بینی کرد"
)
_TIME = re.compile(
    r"[0-9]{1,2}:[0-9]{2}|ساعت|(?<!\w)(?:امروز|امشب|دیشب|دیروز|فردا|پس‌فردا|هم‌?اکنون|اکنون|بامداد|صبح|ظهر|عصر|شب|شامگاه)"
    "|اطلاع بعدی|اطلاع ثانوی|هفته|از این لحظه|روز آینده|آخر هفته"
)


def missing_calm(context: Context) -> Iterator[Finding]:
    """Say what an urgent notice lacks of an action, a source and a time, at the end of its body."""
    brief = context.brief
    if not brief or context.field != "body" or brief.kind is not Kind.NOTICE or brief.urgency is Urgency.NORMAL:
        return
    text = "\n".join(context.fields.get(field, "") for field in _FIELDS)
    present = {
        "کاری که مردم باید بکنند": _ACTION.search(text),
        "منبع خبر": _SOURCE.search(text) or _named(text, brief, context),
        "زمان": _TIME.search(digits_to_latin(text)) or days(text) or weekdays(text),
    }
    if missing := " و ".join(name for name, found in present.items() if not found):
        message = f"این اطلاعیه «{missing}» ندارد و مردم را در نگرانی می‌گذارد؛ آن را از سفارش یا از دستگاه بیاورید"
        end = len(context.text)
        yield context.finding("dignity/calm", Severity.WARNS, end, end, message)


def _named(text: str, brief: Brief, context: Context) -> bool:
    """Say whether the agency stands in the text, by any of its names."""
    agency = context.province.agency(brief.agency)
    names = (brief.agency, *((agency.name, *agency.aliases) if agency else ()))
    return any(flat(name) in flat(text) for name in names)
