"""Shorthand whose words stand in another order, or closer together, than in a sentence: put in order before weaving."""

import re

from models.constraints import is_condition, words_of
from models.planner.verb_order import verb_final

__all__ = ["in_order"]

_PERSON = (  # one of many: «اورژانس ۱۱۵» is no count
    "(?:عضو|دانش‌آموز|دانشجو|هنرجو|معلم|مربی|کارگر|بافنده|پزشک|پرستار|مددجو|داوطلب|شرکت‌کننده|بازدیدکننده|خانوار|مشترک"
    "|مصدوم|مجروح|کشته|کودک|زن|مرد|دختر|پسر)"
)
_WHOM = r"(?!(?:و|یا|لازم|الزامی|ممنوع|ممکن|رایگان|نه|فقط|هم)(?!\w))(?:[^\W\d][\w\u200c]*|[۰-۹]{3,})"
_JUDGED = re.compile(r"(ممنوع|مجاز|الزامی|اجباری|رایگان|آزاد|تعطیل|لازم)\s*:\s*([^:؛.→=؟]+)")
_ORDER = re.compile(r"(ن?(?:بر)?[‌\w]*(?:[اوی]رید|شید|دهید|زنید|خورید))\s*:\s*([^:؛.→=؟]+)")
_REACH = re.compile(  # «تماس با بانک برای بستن کارت»; counts of calls stay as they are
    rf"((?<![^،؛:؟.→])\s*(?:اول|ابتدا|بعد|سپس|فوری|فوراً|حتماً|فقط)\s+|(?<![^؛:؟.→])\s*)"
    rf"(?:(تماس) (با)|(مراجعه|گزارش|اطلاع|خبر) (به)) ({_WHOM}(?: {_WHOM}){{0,5}})(?=\s*(?:[،؛.]|$))"
)
_HEADS = re.compile(rf"(?<![^،؛])(\s*)({_PERSON}) ([۰-۹]+)(?=\s*(?:[،؛.]|$))")
_COMMA = re.compile(r"\s*،\s*")
_ROAD = re.compile(r"(?:محور|مسیر|جاده|خط|راه|آزادراه|بزرگراه|کنارگذر|قطار)\b[^،؛.]*")
_COUNT = re.compile(r"(?<=[۰-۹])(?=تا\b)")
_WE_LACK = re.compile(r"(?<!کم)(?<!نیاز)(?<!قصد) (ندار|نداشت)یم(?=\s*(?:[،؛.]|$))")
_FORBIDDEN = re.compile(r"ممنوعه?\s+(حتی|مگر|جز)\b")
_UNLESS = re.compile(r"(?<![،؛:]) (?=مگر\b)")
_CLAUSE = re.compile(r"[^\s،؛:.؟→()](?:[^،؛:.؟→()]|(?<=[۰-۹])[:.](?=[۰-۹]))*")
_DASH = re.compile(r"(?<=\w)\s+[-–—]\s+(?=\w)")


def in_order(note: str) -> str:
    """Return `note` in the order of a sentence, with what a sentence cannot leave out.

    What is forbidden, free, due or ordered comes before that word, verbs to the end, the ends of a road together:
    «ممنوع: شنا، آتش» becomes «شنا و آتش ممنوع»; «محور بم - نرماشیر» becomes «محور بم-نرماشیر»; «آب بالا بیاید پل بسته
    می‌شود» begins with «اگر»; «آجیل نداریم» is nobody's voice: «آجیل وجود ندارد»; «تماس با بانک» is «با بانک تماس» and
    «معلم ۱۸» is «۱۸ معلم».
    """
    bare = note.strip().rstrip(".")
    judged = _JUDGED.fullmatch(bare) or _ORDER.fullmatch(bare)
    if judged:  # «و» keeps the things together: nothing may be said of one of them alone
        note = f"{_COMMA.sub(' و ', judged[2].strip())} {judged[1]}"
    note = _CLAUSE.sub(lambda clause: _told(clause[0]), note.replace("←", "→"))
    note = _REACH.sub(lambda reach: _reached(*reach.groups("")), note)
    note = _HEADS.sub(r"\1\3 \2", note)
    note = _UNLESS.sub("، ", _FORBIDDEN.sub(r"ممنوع، \1", note))
    note = _WE_LACK.sub(lambda lack: f" وجود {'ندارد' if lack[1] == 'ندار' else 'نداشت'}", _COUNT.sub(" ", note))
    return _ROAD.sub(lambda road: _DASH.sub("-", road[0]), note)


def _reached(lead: str, call: str, by: str, report: str, to: str, whom: str) -> str:
    """Return whom to reach, and then how; a clause with a verb of its own stays as it is."""
    if any(word.closing is not False for word in words_of(whom)):
        return f"{lead}{call}{report} {by}{to} {whom}"
    return f"{lead}{by}{to} {whom} {call}{report}"


def _told(clause: str) -> str:
    """Return a clause with its verb at its end, and «اگر» where it is a condition and its outcome."""
    bare = clause.rstrip()
    told = verb_final(bare) + clause[len(bare) :]
    return f"اگر {told}" if is_condition(told) else told
