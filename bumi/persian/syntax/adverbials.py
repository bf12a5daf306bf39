"""Time and place expressions as a sentence says them, and whether a text names a day, a month or an hour."""

import re
from itertools import pairwise

from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.patterns import TODAY, TOMORROW, YESTERDAY
from bumi.persian.syntax.words import any_of, words_of
from bumi.persian.text import ZWNJ, digits_to_persian

_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True)).replace(ZWNJ, f"[{ZWNJ} ]?")
_CLOCK = "[۰-۹]{1,2}(?:[:٫][۰-۹]{2})?"
_TIME = re.compile(
    rf"(?:(?:{any_of('time')}|(?:{_WEEKDAY})(?:{ZWNJ}?ها)?|{'|'.join(MONTHS)}|{_CLOCK}|۱[۳۴][۰-۹]{{2}})(?:{ZWNJ}?ماه)?(?:،?\s+|$))+"
)
_DATE = re.compile(r"(?<![۰-۹/])(?:(?P<year>۱[۳۴][۰-۹]{2})/)(?P<month>[۰-۹]{1,2})/(?P<day>[۰-۹]{1,2})(?![۰-۹/])")
_GLUED = re.compile(r"(?<=ساعت)(?=[۰-۹])")
_UNTIL = re.compile(r"(?<!\w)(?:الی|لغایت)(?!\w)|(?<=[۰-۹])\s*[-–]\s*(?=[۰-۹])")
_DAY = rf"هر روز|همه{ZWNJ}?روزه|همه روزه|[۰-۹] (?:{'|'.join(MONTHS)})|(?:{_WEEKDAY})(?:{ZWNJ}?ها)?|۱[۳۴][۰-۹]{{2}}"
_PART = r"(?:\s+(?:صبح|عصر|شب|ظهر|بعدازظهر))?"
_SPANNED = rf"{_CLOCK}{_PART} تا (?:{_CLOCK}{_PART}|غروب|ظهر|شب|نیمه‌شب|بامداد|اذان (?:ظهر|مغرب))"
_HOURS = re.compile(
    rf"(?:(?P<day>{_DAY})(?:،?\s+از (?:ساعت )?|،?\s+ساعت |،?\s+(?!ساعت|از))|(?P<other>،?\s+|^)(?:از )?ساعت )"
    rf"(?P<hours>{_SPANNED}(?:(?:،| و) {_SPANNED})?)$"
)
_SLASH = re.compile(r"\s+/\s*|\s*/\s+|(?<=[^\W\d])/(?=\S)")  # of a time in parts; a date has none beside its digits
_PART_OF_DAY = re.compile(rf"^((?:{_WEEKDAY}) [^،]+)، (صبح|عصر|شب|ظهر|بعدازظهر)$")  # «عصر پنجشنبه ۱۹ آذر»
_TWO_SPANS = re.compile(r"(?<=[۰-۹])\s+[-–]\s+(?=[۰-۹]{1,2}\s?(?:تا|الی|[-–]))")  # «۹ تا ۱۲ - ۱۵ تا ۱۸» is two
_AT_FIRST = re.compile(rf"^از ({_CLOCK}) (?={_WEEKDAY})")  # «از ۲۲ شنبه ۷ آذر»
_LASTING = re.compile(r"،\s+((?:حدود )?[۰-۹]+ (?:ساعت|دقیقه|روز))$")
_JOINED = re.compile(r"،\s+(?=تا(?!\w))")
_PRAYER = re.compile(r"(?<!\w)(بعد|قبل|پس|پیش) (?=نماز|اذان)")
_ON_DAY = re.compile(r"^(?:در )?(?:روز|مورخ|به تاریخ|تاریخ|زمان:)\s+")
_HOUR = re.compile(
    rf"(?P<before>{'|'.join(MONTHS)}|{_WEEKDAY}|[۰-۹]{{4}})،?\s+(?P<hour>{_CLOCK})"
    r"(?P<part>\s+(?:صبح|عصر|شب|ظهر|بعدازظهر))?$"
)
_FIRST_DAY = re.compile(rf"^(?:{_WEEKDAY})(?!{ZWNJ}?ها)(?!\w)")
_WITHIN = re.compile(
    rf"^(?:(?:{'|'.join(MONTHS)})(?: ماه)?$|(?:هفته|نیمه|دهه|ماه|فصل|بهار|تابستان|پاییز|زمستان)(?!\w))"
)
_TWO_DAYS = re.compile(
    rf"^(?:{_WEEKDAY})(?: [۰-۹]{{1,2}})?(?:، (?:{_WEEKDAY})(?: [۰-۹]{{1,2}})?)* و (?:{_WEEKDAY})(?!\w)"
)
_FROM_DAY = re.compile(
    rf"^(?:[۰-۹]{{1,2}}(?: (?:{'|'.join(MONTHS)}))?|(?:{_WEEKDAY})[^،]*?) تا "
    rf"(?:[۰-۹]{{1,2}} (?:{'|'.join(MONTHS)})|{_WEEKDAY}|فردا|پس‌فردا)"
)

_A_MONTH = re.compile(rf"(?:در )?({'|'.join(MONTHS)})(?: ماه)?(?: [۰-۹]{{4}})?")
_ANY_TIME = re.compile(
    rf"(?<!\w)(?:{'|'.join(MONTHS)}|{'|'.join(WEEKDAYS)}|ساعت|{TODAY}|{YESTERDAY}|{TOMORROW}|هفته|تاکنون|روز|شب|صبح|عصر)(?!\w)"
)
_A_DAY = re.compile(rf"(?<!\w)(?:{'|'.join((*WEEKDAYS, *MONTHS))}|امروز|دیروز)(?!\w)")
_YEAR = re.compile(rf"(?<=[ \u200c])({'|'.join(MONTHS)})\s+(۱[۳۴]\d\d)(?![\d/])")
_DATE_OR_HOUR = re.compile(rf"(?<!\w)(?:{'|'.join((*WEEKDAYS, *MONTHS))}|ساعت|صبح|عصر|شب|ظهر|هر روز|همه روزه)")
_TIME_AHEAD = re.compile(
    r"(?<!\w)(?:فردا|آینده|بعد|به‌زودی|از (?:روز )?(?:شنبه|یکشنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|جمعه|[۰-۹]+)"
    r"|تا)(?!\w)"
)
_NAMED_NUMBER = re.compile(
    rf"ساعت [۰-۹:]+(?: تا (?:ساعت )?[۰-۹:]+)?|[۰-۹]+(?: (?:تا|و) [۰-۹]+)? (?:{'|'.join(MONTHS)})(?: [۰-۹]{{4}})?"
)
_NO_PLACE = re.compile(rf"[→=/:؛()«»+*]|->|(?<!\w){any_of('no_place')}")
_PREPOSED = re.compile(rf"{any_of('preposed')} ")
_NEEDLESS = re.compile(r"^(?:(?:مکان|محل|نشانی|آدرس):|محل برگزاری|واقع در)\s+")
_MOST = 16  # words of a place within a sentence


def as_time(when: str) -> str:
    """Return `when` as a sentence says it; empty where it is more than a time: «ثبت‌نام تا ۳۰ دی».

    Dates in digits become words, and hours get «ساعت»: «جمعه ۲۰ آذر، ۱۵ تا ۲۱» is «جمعه ۲۰ آذر، از ساعت ۱۵ تا ۲۱».
    """
    text = " ".join(digits_to_persian(when).split()).strip(" .،")
    text = re.sub(_WEEKDAY, _weekday, text)
    text = _TWO_SPANS.sub(" و ", text)
    text = _PRAYER.sub(r"\1 از ", _JOINED.sub(" ", _SLASH.sub("، ", text)))
    text = _AT_FIRST.sub(r"از ساعت \1 ", text)
    text = _UNTIL.sub(" تا ", _GLUED.sub(" ", text)).replace(" - ", "، ")
    text = _ON_DAY.sub("", " ".join(_DATE.sub(_in_words, text).split()))
    if not text or not _TIME.fullmatch(f"{text} "):
        return ""
    text = _LASTING.sub(r"، به مدت \1", _PART_OF_DAY.sub(r"\2 \1", text))
    text = _HOUR.sub(lambda m: f"{m['before']}، ساعت {m['hour']}{m['part'] or ''}", text)
    return _HOURS.sub(_from_to, text)


def as_place(where: str) -> str:
    """Return `where` with its preposition; empty where it is more than a place or no place to go to."""
    text = _NEEDLESS.sub("", " ".join(digits_to_persian(where).split()).strip(" .،"))
    if not text or _NO_PLACE.search(text) or len(text.split()) > _MOST:
        return ""
    if any(word.closing for word in words_of(text)):
        return ""
    return text if _PREPOSED.match(text) else f"در {text}"


def day_and_meeting(when: str) -> tuple[str, str] | None:
    """Return (time, place) of a `when` that names a meeting too: «جلسه علنی شورا، یکشنبه ۸ آذر»; else None."""
    said = [part.strip().removeprefix("در ") for part in re.split("[،/]|(?= در )", when)]
    times, others = [part for part in said if as_time(part)], [part for part in said if not as_time(part)]
    if not times or len(others) != 1 or not re.match(any_of("meeting"), others[0]):
        return None
    return as_time("، ".join(times)), as_place(others[0])


def on_day(when: str) -> str:
    """Return a time as news says it: «روز دوشنبه ۳۰ آذر», «از شنبه ۲۱ تا چهارشنبه ۲۵ آذر»."""
    if _FROM_DAY.match(when) and " از " not in when.partition(" تا ")[0]:  # «پنجشنبه‌ها از ۳ تا ۲۴ دی» has its own
        return f"از {when}"
    if _WITHIN.match(when):
        return f"در {when}"
    if _TWO_DAYS.match(when):
        return f"روزهای {when}"
    return f"روز {when}" if _FIRST_DAY.match(when) else when


def without_place(subject: str, county: str) -> str:
    """Return `subject` without the county at its end: «شب شعر یلدا در راور»."""
    named = re.escape(county).replace(ZWNJ, f"[{ZWNJ} ]?")
    return re.sub(rf"\s+در (?:شهر |شهرستان )?{named}$", "", subject)


def same_place(subject: str, where: str) -> bool:
    """Whether `where` repeats words of `subject`: «خیابان شریعتی» in «خیابان شریعتی، از چهارراه کاظمی»."""
    named, place = subject.split(), where.removeprefix("در ").replace("،", "").split()
    return bool(place) and (named[0] == place[0] or any(pair in [*pairwise(named)] for pair in pairwise(place)))


def names_time(text: str) -> bool:
    """Whether `text` names a day, a month, an hour or a part of the day."""
    return _ANY_TIME.search(text) is not None


def names_day(text: str) -> bool:
    """Whether `text` names a weekday, a month, today or yesterday."""
    return _A_DAY.search(text) is not None


def names_date_or_hour(text: str) -> bool:
    """Whether `text` names a weekday, a month, an hour, a part of the day or every day."""
    return _DATE_OR_HOUR.search(text) is not None


def names_time_ahead(text: str) -> bool:
    """Whether `text` names a time to come, or one that begins or ends on a day: «فردا», «از شنبه», «تا»."""
    return _TIME_AHEAD.search(text) is not None


def month_of(when: str) -> str:
    """Return the month that `when` is whole («در آبان ۱۴۰۵»), empty where it is another time."""
    month = _A_MONTH.fullmatch(when)
    return month[1] if month else ""


def without_year(when: str, year: str = "") -> str:
    """Return `when` without the year behind a month; with `year`, only where it is that one (Persian digits)."""
    return _YEAR.sub(lambda found: found[1] if year in ("", found[2]) else found[0], when)


def has_bare_number(text: str) -> bool:
    """Whether `text` has a number that is neither a day of a month nor behind «ساعت»."""
    return re.search("[۰-۹]", _NAMED_NUMBER.sub("", text)) is not None


def _from_to(hours: re.Match[str]) -> str:
    day = hours["day"] or ""
    before = f"{day}{' ' if day.startswith(('هر', 'همه')) else '، '}" if hours["day"] else hours["other"]
    return f"{before}از ساعت {hours['hours'].replace('، ', ' و ')}"


def _weekday(day: re.Match[str]) -> str:
    bare = re.sub(rf"[{ZWNJ} ]", "", day[0])
    return next(name for name in WEEKDAYS if name.replace(ZWNJ, "") == bare)


def _in_words(date: re.Match[str]) -> str:
    month = int(date["month"])
    if not 1 <= month <= len(MONTHS):
        return date[0]
    return f"{digits_to_persian(str(int(date['day'])))} {[*MONTHS][month - 1]} {date['year']}"
