"""A verb that says something has happened, and a day that is still to come."""

import re
from collections.abc import Iterator

from persiantools.jdatetime import JalaliDate

from bumi.brief import Brief
from bumi.calendar import to_tehran
from bumi.checks.days import Day, days, known_days
from bumi.language import sentences
from bumi.text import ZWNJ

__all__ = ["past_of_days_to_come"]

_GAP = f"[ {ZWNJ}]"
_AHEAD = "|".join(f"{span}{_GAP}آینده" for span in ("روز", "هفته", "ماه", "سال", "روزهای", f"هفته{_GAP}?های"))
_TO_COME = re.compile(rf"(?<![\w{ZWNJ}])(?:(?:پس{_GAP}?)?فردا|{_AHEAD})(?!{ZWNJ}?\w)")
_DONE = "برگزار|برپا|افتتاح|رونمایی|آغاز|اجرا|بازگشایی"
_HAPPENED = re.compile(rf"(?<!\w)(?:{_DONE}) (?:شد|شدند|گردید|شده است|کرد|کردند)(?!{ZWNJ}?\w)")
_ENDS = f"که|تا|برای|و|پس از|پیش از|(?:ن?می{ZWNJ})\\w+|شود|خواهد|خواهند|شد|است|بود|کرد|گفت|داد"
_OTHER = re.compile(rf"[.؛:؟!«»]|(?<!\w)(?:{_ENDS})(?!{ZWNJ}?\w)")
_REACH = 120  # characters from a day to its verb


def past_of_days_to_come(text: str, brief: Brief | None) -> Iterator[tuple[int, int, str]]:
    """Yield the span of a past verb, with the day to come that stands before it in the same clause.

    A date is to come where it is after the day on which the brief would have the piece published.
    """
    for start, end in sentences(text):
        said = text[start:end]
        coming = [match.span() for match in _TO_COME.finditer(said)]
        coming += [(day.start, day.end) for day in days(said) if brief and _is_after(day, brief)]
        for first, last in sorted(coming):
            verb = _HAPPENED.search(said, last, last + _REACH)
            if verb and not _OTHER.search(said, last, verb.start()):
                yield start + verb.start(), start + verb.end(), said[first:last]


def _is_after(day: Day, brief: Brief) -> bool:
    if not brief.publish_at:
        return False
    published = JalaliDate(to_tehran(brief.publish_at).date())
    number = min(day.days)
    year = day.year or known_days(brief).year(day.month, number) or published.year
    return JalaliDate.check_date(year, day.month, number) and JalaliDate(year, day.month, number) > published
