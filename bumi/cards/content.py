"""What a card says: the words of a piece and its brief, ready to be drawn."""

from dataclasses import dataclass
from datetime import datetime, time

from bumi.brief import Brief, Kind
from bumi.calendar import clock, jalali, jalali_day, to_tehran
from bumi.cards.wording import drawable
from bumi.errors import BadInput
from bumi.piece import Fields
from bumi.settings import Settings

__all__ = ["Card", "Day", "card_of"]


@dataclass(frozen=True)
class Day:
    """The date block of an event: «چهارشنبه»، «۴»، «آذر» and «ساعت ۱۰:۳۰» or «تا ۶ آذر», or nothing."""

    weekday: str
    day: str
    month: str
    hour: str = ""


@dataclass(frozen=True)
class Card:
    """The words of a card. An event with a known start has a `day`; else `when` says the time in words."""

    kind: Kind
    axis: str
    headline: str
    agency: str
    county: str
    site: str
    kicker: str = ""
    when: str = ""
    day: Day | None = None

    def alt(self) -> str:
        """Return what a reader who does not see the card is told."""
        day = self.day
        moment = " ".join(filter(None, (day.weekday, day.day, day.month, day.hour))) if day else self.when
        said = (self.kicker, self.headline, moment, f"{self.agency}، {self.county}")
        return f"کارت {self.kind.persian}: {'؛ '.join(filter(None, said))}"


def card_of(fields: Fields, brief: Brief) -> Card:
    """Return the card of a piece; BadInput lists every text that cannot be drawn."""
    day = _day(brief.starts_at, brief.ends_at) if brief.kind is Kind.EVENT and brief.starts_at else None
    texts = {
        "kicker": (fields.kicker, "روتیتر"),
        "headline": (fields.headline, "تیتر"),
        "agency": (brief.agency, "دستگاه"),
        "county": (brief.county, "شهرستان"),
        "when": ("" if day else brief.when or _moment(brief.starts_at), "زمان"),
        "site": (Settings().site_name, "نام سایت"),
    }
    words: dict[str, str] = {}
    problems: list[str] = []
    for key, (text, name) in texts.items():
        try:
            words[key] = drawable(text, name)
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(*problems)
    return Card(kind=brief.kind, axis=brief.axis, day=day, **words)


def _day(start: datetime, end: datetime | None) -> Day:
    weekday, day, month = jalali_day(start, year=False).split(" ")
    if end and to_tehran(end).date() > to_tehran(start).date():
        return Day(weekday, day, month, f"تا {jalali_day(end, weekday=False, year=False)}")
    return Day(weekday, day, month, f"ساعت {clock(start)}" if _has_hour(start) else "")


def _moment(start: datetime | None) -> str:
    if start is None:
        return ""
    return jalali(start) if _has_hour(start) else jalali_day(start)


def _has_hour(start: datetime) -> bool:
    """A brief that names only the day starts at its first minute."""
    return to_tehran(start).time() != time()
