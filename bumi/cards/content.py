"""What cards say: the words of a piece and its brief, by the names templates call them, ready to be drawn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from bumi.brief import Brief, Quote
from bumi.cards.kit import Tone
from bumi.cards.photo import Photo
from bumi.cards.wording import drawable
from bumi.errors import BadInput
from bumi.persian.calendar import clock, jalali, jalali_day, to_tehran
from bumi.piece import Fields
from bumi.settings import Settings

__all__ = ["NAMES", "Card", "figure_in", "words_of"]

NAMES = {
    "kind": "گونه",
    "kicker": "روتیتر",
    "headline": "تیتر",
    "lede": "لید",
    "agency": "دستگاه",
    "county": "شهرستان",
    "site": "نام سایت",
    "time": "زمان",
    "where": "مکان",
    "call": "فراخوان",
    "weekday": "روز هفته",
    "day": "روز",
    "month": "ماه",
    "hour": "ساعت",
    "quote": "نقل قول",
    "speaker": "گوینده",
    "role": "سمت گوینده",
    "figure": "رقم",
    "unit": "یکای رقم",
    "step": "گام",
    "number": "شماره گام",
    "count": "شمار گام‌ها",
}
"""The texts a template may name, as people call them."""

_UNITS = "هزار|میلیون|میلیارد|درصد"
_FIGURE = re.compile(rf"(?<![\d٫٬/:-])(?P<figure>\d+(?:[٫٬]\d+)*٪?)(?: (?P<unit>(?:(?:{_UNITS}) )?[^\W\d]\S*))?")
_END = "،؛.:!؟»)"
_LEDE = 220


@dataclass(frozen=True)
class Card:
    """One card: its template, whose colours it has, what it says, and the photo, if any.

    `names` are kept whole at line breaks; `place` is where it stands in a carousel (1 of 6 is (1, 6)); `tone` is
    the template's own where None.
    """

    template: str
    axis: str
    words: Mapping[str, str]
    alt: str
    tone: Tone | None = None
    names: tuple[str, ...] = ()
    photo: Photo | None = field(default=None, repr=False)
    place: tuple[int, int] = (1, 1)


def words_of(fields: Fields, brief: Brief) -> dict[str, str]:
    """Return every text the cards of a piece may show; BadInput lists all that cannot be drawn."""
    quote = brief.quotes[0] if brief.quotes else None
    texts = {
        "kind": brief.kind.persian,
        "kicker": fields.kicker,
        "headline": fields.headline,
        "lede": fields.lede if len(fields.lede) <= _LEDE else "",
        "agency": brief.agency,
        "county": brief.county,
        "where": brief.where,
        "call": brief.call_to_action,
        "time": brief.when or _moment(brief.starts_at),
        **(_day(brief.starts_at, brief.ends_at) if brief.starts_at else {}),
        **(_said(quote) if quote else {}),
        "site": Settings().site_name,
    }
    words, problems = dict[str, str](), list[str]()
    for key, text in texts.items():
        try:
            words[key] = drawable(text, NAMES[key])
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(*problems)
    if words["kicker"] in (words["kind"], words["time"]):
        words["kicker"] = ""  # it would be said twice
    return words


def figure_in(text: str) -> dict[str, str]:
    """Return the first number of a text that counts something, with its unit, as the words of a number card."""
    for found in _FIGURE.finditer(text):
        if unit := (found["unit"] or "").rstrip(_END):
            return {"figure": found["figure"], "unit": unit}
        if found["figure"].endswith("٪"):
            return {"figure": found["figure"], "unit": ""}
    return {}


def _said(quote: Quote) -> dict[str, str]:
    return {"quote": f"«{quote.text.rstrip('.')}»", "speaker": quote.speaker, "role": quote.role}


def _day(start: datetime, end: datetime | None) -> dict[str, str]:
    """The date block: «چهارشنبه»، «۴»، «آذر» and «ساعت ۱۰:۳۰» or «تا ۶ آذر», or nothing."""
    weekday, day, month = jalali_day(start, year=False).split(" ")
    hour = f"ساعت {clock(start)}" if _has_hour(start) else ""
    if end and to_tehran(end).date() > to_tehran(start).date():
        hour = f"تا {jalali_day(end, weekday=False, year=False)}"
    return {"weekday": weekday, "day": day, "month": month, "hour": hour}


def _moment(start: datetime | None) -> str:
    if start is None:
        return ""
    return jalali(start) if _has_hour(start) else jalali_day(start)


def _has_hour(start: datetime) -> bool:
    """A brief that names only the day starts at its first minute."""
    return to_tehran(start).time() != time()
