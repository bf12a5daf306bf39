"""What comes next decides what may join it: «ساعت» before a clock time, «در» before a place."""

import re

from bumi.calendar import MONTHS
from bumi.province import province
from models.constraints.collocations import is_action, is_person, is_place, is_time
from models.constraints.conditionals import is_case, is_command, supposes
from models.constraints.insertions import FOR, IN, Gap, indicative
from models.constraints.mood import is_subjunctive
from models.constraints.note import DIRECTIONS, SPANNING, TAILS, Note
from models.constraints.numerals import is_clock, is_line
from models.constraints.words import NO

__all__ = ["unfitting"]

_MUST = "باید"
_SUBORDINATING = ("اگر", "چون", "تا", "وقتی", "که", *TAILS)
_JOINING = ("ولی", "اما", "وگرنه", "زیرا", "بلکه")
_SENT = ("مراجعه", "ارسال", "تحویل", "اعزام", "انتقال", "گزارش", "اعلام", "تماس")
_SAYING = ("ایراد", "نقص", "مشکل", "نکته", "توصیه", "شرط")  # labels of what a clause says: «ایراد این بود که ...»
_ORDER = re.compile("(?:ب|ن)?.*ید")
_REFUSED = (NO, "ممنوع", "غیرمجاز")
_FIRST_OF_ALL = ("اول", "بعد", "حتماً", "فوری", "فقط", "یا", "موکول", "همان")
_OVER = frozenset(("بود", "بودند", "بوده", "بوده‌اند"))
_BEFORE_PLACES = (Gap.START, Gap.LABELLED, Gap.SOFT, Gap.BREAK, Gap.ARROW, Gap.OUTCOME)
_HAPPENING = ("ثبت‌نام", "نام‌نویسی", "پذیرش", "فروش", "تحویل", "توزیع", "اسکان", "حضور", "تجمع", "برگزاری", "فقط", "یا")
_FOR = ("هر", "همه", "تمام", "بالای", "زیر")
_DONE_TO_NOTHING = frozenset(  # what has an object is not «است», and is done by somebody
    "است هستند باشد بود بودند می‌شود می‌شوند شد شدند شده‌اند خواهد دارد دارند داشت داشتند".split()  # noqa: SIM905
)
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
    inner, line = gap is Gap.INNER, is_line(ahead)
    before = note.words[at - 1].text if at else ""
    fitting = {
        "ساعت": before != "ساعت" and is_clock(ahead),
        "شماره": line,
        "با": line or not inner,
        IN: _takes_in(gap, before, first, ahead[1] if len(ahead) > 1 else ""),
        "از": not SPANNING.isdisjoint(ahead[1:3])
        or first == "هر"
        or note.next_mark(at) is Gap.ARROW
        or gap is Gap.LABEL,
        "و": not (_hangs(note, at) or _is_joined(first, closes) or _turns(note, at) or (gap is Gap.ASK and closes)),
        "اما": gap not in (Gap.ARROW, Gap.OUTCOME) and not _hangs(note, at),
        "را": not (inner and closes) or _orders(ahead),
        "اگر": supposes(note, at),
        "صورت": is_case(note, at),
        "به": _takes_to(gap, before, first) and not closes,
        "برای": gap is not Gap.SOFT or _is_for(ahead),
        FOR: _is_for(ahead),
        "شامل": not (gap is Gap.LABEL and any(word.closing for word in note.words[at:])),
        "انجام": last not in _REFUSED,
        "آن": not (closes and (inner or before in _SAYING)),
        "آن‌ها": not (inner and closes),
    }
    obliged = indicative() if _must(note, at) else frozenset()
    over = _OVER if note.is_now(at) else frozenset()
    done = _DONE_TO_NOTHING if note.has_object(at) and not before.endswith("ه") else frozenset()
    return frozenset(word for word, fits in fitting.items() if not fits) | obliged | over | done


def _takes_in(gap: Gap, before: str, first: str, second: str) -> bool:
    """Whether «در» may come: before no other preposition, and elsewhere than in a header before a place alone.

    Inside a clause it comes behind a time, or what happens at a place: «چهارشنبه پارک کارگر», «ثبت‌نام دهیاری».
    """
    place = is_place(second if first in _EVERY or first[:1].isdigit() else first)
    if gap is Gap.INNER:
        return place and (is_time(before) or before in _HAPPENING)
    if gap in _BEFORE_PLACES:
        return place or first in MONTHS or first in province().places
    return first not in DIRECTIONS


def _is_for(ahead: list[str]) -> bool:
    """Whether those that something may be for come: people, «هر بیمار», «بالای ۶۰ سال»."""
    counted = ahead[ahead[0][0].isdigit() :] if ahead else []
    return bool(counted) and (counted[0] in _FOR or any(map(is_person, counted[:2])))


def _takes_to(gap: Gap, before: str, first: str) -> bool:
    """Whether «به» may come: after a label, of what is sent; at an arrow, before no adverb and nothing that is done."""
    if gap is Gap.LABEL:
        return before in _SENT
    return gap is not Gap.ARROW or not (first in _FIRST_OF_ALL or (is_action(first) and not is_place(first)))


def _must(note: Note, at: int) -> bool:
    """Whether the clause before `at` has a «باید» and no verb of its own."""
    return _MUST in note.said(note.verbless(at), at)


def _is_joined(first: str, closes: bool) -> bool:
    """Whether the clause to come is joined to the one before already; «تا» without a verb is a preposition."""
    return first in (*_SUBORDINATING, *_JOINING) and (first != "تا" or closes)


def _hangs(note: Note, at: int) -> bool:
    """Whether the clause before `at` hangs on the next one: its verb is a subjunctive («هر کس بیاورد، ...»)."""
    return bool(at and note.words[at - 1].closing and is_subjunctive(note.words[at - 1].text))


def _turns(note: Note, at: int) -> bool:
    """Whether an order comes after a fact, which are two sentences: «شب‌ها سرد است؛ لباس گرم بیاورید»."""
    before = note.words[at - 1] if at else None
    ordered = before and before.closing and (is_command(before.text) or is_subjunctive(before.text))
    return note.closes(at) and not ordered and is_command(note.clause(at)[-1].text)


def _orders(ahead: list[str]) -> bool:
    """Whether the clause to come tells people what to do, and to what."""
    return bool(ahead and _ORDER.fullmatch(ahead[-1]) and (len(ahead) < 2 or ahead[-2] not in _TAKEN))
