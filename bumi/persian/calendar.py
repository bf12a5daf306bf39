"""The Jalali calendar and Tehran's clock for people, UTC for the database.

A naive datetime is an error everywhere in Bumi, as its time zone is unknown.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from bumi.persian.text import digits_to_latin, digits_to_persian, normal

TEHRAN = ZoneInfo("Asia/Tehran")
WEEKDAYS = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")
_HOUR = re.compile(r"(?P<before>ساعت |تا |و |یا |[-–])?(?<![\d:٫])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?![\d:])")
_MOMENT = re.compile(
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})"
    r"(?:[ T،,]+(?:ساعت )?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)


def now() -> datetime:
    """Return the present moment, aware, on Tehran's clock."""
    return datetime.now(TEHRAN)


def to_tehran(moment: datetime) -> datetime:
    """Return `moment` on Tehran's clock; ValueError for a naive one."""
    return _aware(moment).astimezone(TEHRAN)


def to_utc(moment: datetime) -> datetime:
    """Return `moment` in UTC, as the database keeps it; ValueError for a naive one."""
    return _aware(moment).astimezone(UTC)


def tehran_day(moment: datetime) -> date:
    """Return Tehran's date at `moment`; ValueError for a naive one."""
    return to_tehran(moment).date()


def start_of(day: date, at: time = time()) -> datetime:
    """Return the moment at which `day` begins in Tehran, or its hour `at`."""
    return datetime.combine(day, at, tzinfo=TEHRAN)


def minute_of(moment: datetime) -> datetime:
    """Return the minute that contains `moment`, for beginnings that are shown."""
    return moment.replace(second=0, microsecond=0)


def whole_minute(moment: datetime) -> datetime:
    """Return the first full minute not before `moment`, for times to come that are shown."""
    begun = minute_of(moment)
    return begun if begun == moment else begun + timedelta(minutes=1)


def from_jalali(year: int, month: int, day: int) -> date:
    """Return the date of a Jalali day; ValueError where the calendar has no such day."""
    return JalaliDate(year, month, day).to_gregorian()


def jalali_date(day: date) -> tuple[int, int, int]:
    """Return the Jalali year, month and day of a date."""
    found = JalaliDate(day)
    return found.year, found.month, found.day


def parse_moment(text: str, end_of_day: bool = False) -> datetime:
    """Read a Jalali (1405/07/01 10:30) or ISO date and time in any digits as a Tehran moment.

    Years 1300 to 1500 are Jalali, 1921 to 2121 Gregorian. A date without a time is its first minute, or its last
    with `end_of_day`; a written zone is respected. ValueError, in Persian, for anything else.
    """
    match = _MOMENT.fullmatch(digits_to_latin(normal(text)).strip())
    if not match:
        raise ValueError(f"«{text}» تاریخ نیست؛ مانند ۱۴۰۵/۰۹/۰۴ ۱۰:۳۰ بنویسید")
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    try:
        if not (1300 <= year <= 1500 or 1921 <= year <= 2121):
            raise ValueError("a mistyped year")
        on = from_jalali(year, month, day) if year < 1700 else date(year, month, day)
        at = time(int(match["hour"]), int(match["minute"])) if match["hour"] else time(23, 59) if end_of_day else time()
        zone = datetime.strptime(match["zone"], "%z").tzinfo if match["zone"] else TEHRAN
    except ValueError:
        raise ValueError(f"«{text}» در تقویم نیست؛ سال، ماه، روز و ساعت را دوباره ببینید") from None
    return datetime.combine(on, at, tzinfo=zone).astimezone(TEHRAN)


def jalali_day(moment: datetime, weekday: bool = True, year: bool = True) -> str:
    """Return the day in words on Tehran's clock, as in «چهارشنبه ۴ آذر ۱۴۰۵»."""
    return day_in_words(to_tehran(moment).date(), weekday, year)


@lru_cache(4096)  # lists of pieces repeat the same days
def day_in_words(day: date, weekday: bool = True, year: bool = True) -> str:
    """Return a date in words, as in «چهارشنبه ۴ آذر ۱۴۰۵», with or without weekday and year."""
    _, month, number = jalali_date(day)
    words = [weekday_in_words(day)] if weekday else []
    words += [str(number), MONTHS[month - 1]] + ([str(jalali_date(day)[0])] if year else [])
    return digits_to_persian(" ".join(words))


def weekday_in_words(day: date) -> str:
    """Return the name of the weekday of a date."""
    return WEEKDAYS[(day.weekday() + 2) % 7]


def jalali_month(moment: datetime) -> tuple[int, int]:
    """Return the year and the month (1 to 12) on Tehran's clock."""
    day = JalaliDate(to_tehran(moment).date())
    return day.year, day.month


def clock(moment: datetime) -> str:
    """Return the Tehran wall clock, as in «۱۰:۳۰»."""
    return digits_to_persian(to_tehran(moment).strftime("%H:%M"))


def hour_in_words(moment: datetime) -> str:
    """Return the Tehran hour as people write it, as in «۹» and «۹:۳۰»; before one o'clock as `clock` has it."""
    return plain_hours(clock(moment), "")


def plain_hours(text: str, name: str = "ساعت ") -> str:
    """Return `text` with its hours as people write them: «۰۹:۰۰ تا ۱۲:۳۰» as «ساعت ۹ تا ۱۲:۳۰».

    `name` stands before an hour that follows neither «ساعت» nor «تا» or the like.
    """

    def said(found: re.Match[str]) -> str:
        hour, minute = found["hour"].removeprefix("۰"), found["minute"]
        if hour in ("", "۰"):
            return found.group()
        return f"{found['before'] or name}{hour}{'' if minute == '۰۰' else f':{minute}'}"

    return _HOUR.sub(said, text)


def jalali(moment: datetime) -> str:
    """Return day and hour in words, as in «چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۰:۳۰»."""
    return f"{jalali_day(moment)}، ساعت {clock(moment)}"


def typed(moment: datetime | None) -> str:
    """Return the moment as people type it and `parse_moment` reads it, as in «۱۴۰۵/۰۹/۰۴ ۱۰:۳۰»; nothing for None."""
    if moment is None:
        return ""
    day = JalaliDate(to_tehran(moment).date())
    return digits_to_persian(f"{day.year}/{day.month:02}/{day.day:02} {to_tehran(moment):%H:%M}")


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}: say whose clock it is")
    return moment
