"""Enumerations with Persian names; those of a brief: kind, channel and urgency."""

from enum import StrEnum
from typing import Self

from bumi.persian.text import normal


class Named(StrEnum):
    """A value with the Persian name that people use; its members are written as «value, name»."""

    persian: str

    def __new__(cls, value: str, persian: str = "") -> Self:
        """Return the member of a value, with its name."""
        each = str.__new__(cls, value)
        each._value_, each.persian = value, persian
        return each


class _Word(Named):
    """A word of a brief, which may have it by its value or its name."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((word for word in cls if isinstance(value, str) and normal(value).strip() == word.persian), None)


class Kind(_Word):
    """The kind of a piece; each has a plan in prompts/."""

    EVENT = "event", "خبر رویداد"
    RECAP = "recap", "گزارش"
    NOTICE = "notice", "اطلاعیه"
    FEATURE = "feature", "معرفی"
    EXPLAINER = "explainer", "آموزش"
    STATEMENT = "statement", "اظهارات"
    LITERACY = "literacy", "سواد رسانه‌ای"
    ANSWER = "answer", "پرسش و پاسخ"


FOR_BRIEFS = tuple(kind for kind in Kind if kind is not Kind.ANSWER)
"""Kinds that people choose for a brief; an answer is made of a question from the public."""
APART = (Kind.LITERACY, Kind.ANSWER)
"""Kinds with a place of their own on the front page, which never lead it."""

AHEAD = (Kind.EVENT, Kind.NOTICE)
"""Kinds about what is to come: the year is this one, and the simple past would be false."""
TIMELY = (*AHEAD, Kind.RECAP)
"""Kinds of pieces that begin with when and where something happens."""
ADVICE = (Kind.EXPLAINER, Kind.LITERACY)
"""Kinds that tell readers what to know or do."""


class Channel(_Word):
    """Where a piece is published besides the archive."""

    SITE = "site", "سایت"
    EITAA = "eitaa", "ایتا"
    BALE = "bale", "بله"
    RUBIKA = "rubika", "روبیکا"
    SOROUSH = "soroush", "سروش‌پلاس"
    TELEGRAM = "telegram", "تلگرام"
    INSTAGRAM = "instagram", "اینستاگرام"


MESSENGERS = (Channel.EITAA, Channel.BALE, Channel.RUBIKA, Channel.SOROUSH, Channel.TELEGRAM)
"""The channels to which a bot posts."""


class ReachChannel(Named):
    """How a reader came to a page: by a link in a channel, or otherwise."""

    BALE = Channel.BALE.value, Channel.BALE.persian
    EITAA = Channel.EITAA.value, Channel.EITAA.persian
    TELEGRAM = Channel.TELEGRAM.value, Channel.TELEGRAM.persian
    RUBIKA = Channel.RUBIKA.value, Channel.RUBIKA.persian
    SOROUSH = Channel.SOROUSH.value, Channel.SOROUSH.persian
    INSTAGRAM = Channel.INSTAGRAM.value, Channel.INSTAGRAM.persian
    SEARCH = "search", "جست‌وجوگرها"
    SITE = "site", "از خود سایت"
    OTHER = "other", "سایت‌های دیگر"
    DIRECT = "direct", "مستقیم یا نامعلوم"


class Urgency(_Word):
    """How soon a piece is needed."""

    NORMAL = "normal", "عادی"
    URGENT = "urgent", "فوری"
    CRISIS = "crisis", "بحران"


MOST_URGENT_FIRST = (Urgency.CRISIS, Urgency.URGENT, Urgency.NORMAL)
"""The order in which pieces are worked on, and shown within a day."""
