"""The enumerations of a brief: kind, channel and urgency, with their Persian names."""

from enum import StrEnum
from typing import Self

from bumi.persian.text import normal


class _Word(StrEnum):
    """A value with a Persian name; briefs may use either."""

    @property
    def persian(self) -> str:
        """The name people use."""
        return _PERSIAN[self]

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((word for word in cls if isinstance(value, str) and normal(value).strip() == word.persian), None)


class Kind(_Word):
    """The kind of a piece; each has a plan in prompts/."""

    EVENT = "event"
    RECAP = "recap"
    NOTICE = "notice"
    FEATURE = "feature"
    EXPLAINER = "explainer"
    STATEMENT = "statement"
    LITERACY = "literacy"


AHEAD = (Kind.EVENT, Kind.NOTICE)
"""Kinds about what is to come: the year is this one, and the simple past would be false."""
ADVICE = (Kind.EXPLAINER, Kind.LITERACY)
"""Kinds that tell readers what to know or do."""


class Channel(_Word):
    """Where a piece is published besides the archive."""

    SITE = "site"
    EITAA = "eitaa"
    BALE = "bale"
    TELEGRAM = "telegram"
    INSTAGRAM = "instagram"


class Urgency(_Word):
    """How soon a piece is needed."""

    NORMAL = "normal"
    URGENT = "urgent"
    CRISIS = "crisis"


_PERSIAN: dict[_Word, str] = {
    Kind.EVENT: "خبر رویداد",
    Kind.RECAP: "گزارش",
    Kind.NOTICE: "اطلاعیه",
    Kind.FEATURE: "معرفی",
    Kind.EXPLAINER: "آموزش",
    Kind.STATEMENT: "اظهارات",
    Kind.LITERACY: "سواد رسانه‌ای",
    Channel.SITE: "سایت",
    Channel.EITAA: "ایتا",
    Channel.BALE: "بله",
    Channel.TELEGRAM: "تلگرام",
    Channel.INSTAGRAM: "اینستاگرام",
    Urgency.NORMAL: "عادی",
    Urgency.URGENT: "فوری",
    Urgency.CRISIS: "بحران",
}
