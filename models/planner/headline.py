"""The headline of a release: its own, with the verb of the lede where that is certainly the same news."""

import re

from bumi.language import verb_forms
from bumi.release import ROOM, shortened
from bumi.text import ZWNJ, flat

__all__ = ["headline_of"]

_TOLD_OF = re.compile(r"^.{3,90}? از (?P<news>.{15,}?) (?:خبر داد|خبر می‌دهد)$")
_SAYS = re.compile(r"گفت|افزود|(?:خبر|هشدار|توضیح) داد|(?:اعلام|اظهار|بیان|تأکید|تصریح|اضافه|خاطرنشان) (?:کرد|داشت)")
_FRAME = re.compile(
    r"(?:اطلاعیه|آگهی|خبر|گزارش|توضیح|توضیحات|هشدار)(?!\w).*(?<!\w)(?:درباره|در خصوص|پیرامون|راجع به)(?!\w)"
)
"""A headline that says what a text is about, and not what it says."""
_FORM = f"(?:می{ZWNJ}(?:شود|یابد|کند|شوند|یابند|کنند)|(?:شد|یافت|کرد)(?:ند)?|خواهد (?:شد|یافت|کرد)|(?:شده|یافته) است)"
_NOUNS = {
    "برگزاری": "برگزار",
    "برپایی": "برپا",
    "گشایش": "گشایش",
    "افتتاح": "افتتاح",
    "آغاز": "آغاز",
    "اجرای": "اجرا",
    "پایان": "پایان",
    "راه‌اندازی": "راه‌اندازی",
    "بازگشایی": "بازگشایی",
    "رونمایی": "رونمایی",
}
"""Nouns that begin a headline, each with what stands before its verb: «برگزاری نشست» is «نشست برگزار شد»."""


def headline_of(topic: str, lede: str, when: str = "") -> str:
    """Return the headline without its full stop, with a verb where topic and lede certainly tell the same.

    A headline that says only what the text is about gives way to the news of the lede where that fits; where the
    lede says the same as the headline, the news alone stays: «... از ... خبر داد».
    """
    headline = topic.strip().rstrip(".؛ ")
    if flat(headline) == flat(lede.rstrip(".")):
        news = _TOLD_OF.match(headline)
        return news["news"] if news else headline
    if _tells(headline):
        return headline
    if _FRAME.match(headline):
        news_of_lede = shortened(lede, when)
        whole = len(news_of_lede) <= ROOM and _ends_with_verb(news_of_lede) and not _SAYS.search(news_of_lede)
        return news_of_lede if whole else headline
    return _with_verb(headline, lede.rstrip("."))


def _with_verb(headline: str, lede: str) -> str:
    """Put the verb that ends the lede for the noun that begins the headline."""
    noun, _, rest = headline.partition(" ")
    before = _NOUNS.get(noun)
    found = re.search(rf"(?<!\w){before} (?P<form>{_FORM})$", lede) if before else None
    outside = re.sub("«[^»]*»", "…", rest)
    plain = " " in rest and not re.search(r"[؛:،]|(?:^|\s)(?:و|با|از|به|برای)(?:\s|$)", outside)
    return f"{rest} {before} {found['form']}" if found and plain and len(rest) < ROOM - 20 else headline


def _tells(headline: str) -> bool:
    return bool(re.search("[۰-۹0-9]", headline)) or _ends_with_verb(headline)


def _ends_with_verb(text: str) -> bool:
    return text.rstrip(".!؟» ").split(" ")[-1] in verb_forms()
