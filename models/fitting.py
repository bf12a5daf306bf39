"""What comes next decides what may join it: «ساعت» before a clock time, «در» before a place."""

import re

from bumi.calendar import MONTHS, WEEKDAYS
from bumi.province import province
from models.condition import is_subjunctive
from models.gaps import IN, Gap, indicative
from models.note import DIRECTIONS, SPANNING, TAILS, Note
from models.selection import is_person, is_place, is_time
from models.words import NO

__all__ = ["unfitting"]

_MUST = "باید"
_CLOCK = re.compile("[۰-۹]{1,2}(?::[۰-۹]{2})?")
_LINE = re.compile("[۰-۹]{3,}(?:-[۰-۹]+)?")
_AFTER_AN_HOUR = frozenset(("تا", "الی", "و", "صبح", "ظهر", "عصر", "شب", "بامداد", "هر", *WEEKDAYS))
_UNITS = "سال ساله نفر درصد هزار میلیون جلد کیلومتر متر درجه روز ماه هفته جلسه کیلو"
_COUNTED = frozenset((*MONTHS, *_UNITS.split()))  # what a span is of that is no hours
_SUBORDINATING = ("اگر", "چون", "تا", "وقتی", "که", *TAILS)
_JOINING = ("ولی", "اما", "وگرنه", "زیرا", "بلکه")
_SUPPOSED = re.compile("ن?شد|.*[دت]ید")  # «گم شد، ...»، «دیدید، ...»
_SENT = ("مراجعه", "ارسال", "تحویل", "اعزام", "انتقال", "گزارش", "اعلام", "تماس")
_COMMAND = re.compile(
    ".*(?:کنید|دهید|زنید|گیرید|گذارید|آورید|باشید|شوید)|[بن](?!می\u200c).*ید(?<!یاید)(?<!رسید)(?<!دید)"
)
_SAYING = ("ایراد", "نقص", "مشکل", "نکته", "توصیه", "شرط")  # labels of what a clause says: «ایراد این بود که ...»
_ORDER = re.compile("(?:ب|ن)?.*ید")
_REFUSED = (NO, "ممنوع", "غیرمجاز")
_EVERY = ("همه", "تمام", "هر")
_TAKEN = ("تماس", "شرکت", "مراجعه", "همراه", "استفاده")  # nouns that are the object already


def unfitting(note: Note, at: int) -> frozenset[str]:
    """Return the words that may not stand in the gap after `at` words of `note`, for what is before and behind it.

    «شماره» comes before a telephone line, «از» before a span; a clause that has its verb lacks nothing but «را»; what
    is forbidden is not told as «انجام» with its neighbour.
    """
    gap, closes = note.gap(at), note.closes(at)
    ahead = [word.text for word in note.clause(at)]
    first, last = (ahead[0], ahead[-1]) if ahead else ("", "")
    inner, line = gap is Gap.INNER, bool(_LINE.fullmatch(first))
    before = note.words[at - 1].text if at else ""
    fitting = {
        "ساعت": before != "ساعت" and _is_clock(ahead),
        "شماره": line,
        "با": line or not inner,
        IN: _takes_in(gap, before, first, ahead[1] if len(ahead) > 1 else ""),
        "از": not SPANNING.isdisjoint(ahead[1:3]) or note.next_mark(at) is Gap.ARROW or gap is Gap.LABEL,
        "و": not (_hangs(note, at) or _is_joined(first, closes) or _turns(note, at) or (gap is Gap.ASK and closes)),
        "اما": not _hangs(note, at),
        "را": not (inner and closes) or _orders(ahead),
        "اگر": closes and _supposes(note.next_mark(at), last),
        "به": gap is not Gap.LABEL or before in _SENT,
        "برای": gap not in (Gap.SOFT, Gap.BREAK) or is_person(first),
        "شامل": not (gap is Gap.LABEL and any(word.closing for word in note.words[at:])),
        "انجام": last not in _REFUSED,
        "آن": not (closes and (inner or before in _SAYING)),
        "آن‌ها": not (inner and closes),
    }
    obliged = indicative() if _must(note, at) else frozenset()
    return frozenset(word for word, fits in fitting.items() if not fits) | obliged


def _takes_in(gap: Gap, before: str, first: str, second: str) -> bool:
    """Whether «در» may come: before no other preposition, and elsewhere than in a header before a place alone.

    Inside a clause it comes behind a time: «چهارشنبه پارک کارگر».
    """
    if gap is Gap.INNER:
        return is_place(first) and is_time(before)
    if gap in (Gap.SOFT, Gap.BREAK):
        return is_place(second if first in _EVERY else first) or first in MONTHS or first in province().places
    return first not in DIRECTIONS


def _supposes(mark: Gap | None, verb: str) -> bool:
    """Whether a clause up to `mark`, which ends in its `verb`, may be a condition: before what comes of it."""
    return mark in (Gap.ASK, Gap.OUTCOME, Gap.LABEL) or (mark is not None and _SUPPOSED.fullmatch(verb) is not None)


def _must(note: Note, at: int) -> bool:
    """Whether the clause before `at` has a «باید» and no verb of its own."""
    start = max((i for i, word in enumerate(note.words[: at - 1], 1) if word.mark or word.closing), default=0)
    return any(word.text == _MUST for word in note.words[start:at])


def _is_clock(ahead: list[str]) -> bool:
    if not ahead or not _CLOCK.fullmatch(ahead[0]):
        return False
    if ":" in ahead[0]:
        return True
    if len(ahead) > 2 and ahead[1] in SPANNING:
        return bool(_CLOCK.fullmatch(ahead[2])) and (len(ahead) == 3 or ahead[3] not in _COUNTED)
    return len(ahead) == 1 or ahead[1] in _AFTER_AN_HOUR


def _is_joined(first: str, closes: bool) -> bool:
    """Whether the clause to come is joined to the one before already; «تا» without a verb is a preposition."""
    return first in (*_SUBORDINATING, *_JOINING) and (first != "تا" or closes)


def _hangs(note: Note, at: int) -> bool:
    """Whether the clause before `at` hangs on the next one: its verb is a subjunctive («هر کس بیاورد، ...»)."""
    return bool(at and note.words[at - 1].closing and is_subjunctive(note.words[at - 1].text))


def _turns(note: Note, at: int) -> bool:
    """Whether an order comes after a fact, which are two sentences: «شب‌ها سرد است؛ لباس گرم بیاورید»."""
    before = note.words[at - 1] if at else None
    ordered = before and before.closing and (_COMMAND.fullmatch(before.text) or is_subjunctive(before.text))
    return note.closes(at) and not ordered and _COMMAND.fullmatch(note.clause(at)[-1].text) is not None


def _orders(ahead: list[str]) -> bool:
    """Whether the clause to come tells people what to do, and to what."""
    return bool(ahead and _ORDER.fullmatch(ahead[-1]) and (len(ahead) < 2 or ahead[-2] not in _TAKEN))
