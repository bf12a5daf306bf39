"""The letter that a release comes in: its head, greetings and signatures, which are no news, and its marks."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import dropwhile
from typing import NamedTuple

from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.lexicon import listed_lines
from bumi.persian.morphology import sentences, verb_forms, verb_roots
from bumi.persian.text import ZWNJ
from bumi.release.courtesies import is_courtesy

__all__ = ["BULLET", "NOTICE", "TAIL", "Letter", "ends_with_verb", "is_mark", "unfolded"]

_HEADS = ("شهردار", "فرماندار", "بخشدار", "دهیار", "استاندار", "مدیرعامل", "مدیرکل", "رئیس", "سرپرست", "مدیر", "معاون")
_MOST_OF_A_NAME = 9  # words of a name with an office
_LETTER = 5  # lines in which a letterhead ends
_WORDY = f"[\\w{ZWNJ}]"
TAIL = re.compile(
    r"\s*(?:انتهای (?:پیام|خبر)|پایان (?:پیام|خبر))\s*[/\\.]*\s*[\w./\\]*\s*$|\s*/\s*[۰-۹0-9]{2,8}\s*/?\s*$"
)
BULLET = re.compile(r"(?:[-–—•*▪]|[۰-۹0-9]{1,2}\s?[-.)])\s*(?=\S)")
_NO_NEWS = re.compile(
    r"(?:کد|شناسه) (?:خبر|مطلب)\b.{0,120}|(?:خبرنگار|گزارشگر|عکاس|عکس|تنظیم|ویراستار|دبیر خبر"
    r"|منبع|تاریخ(?: انتشار)?|ساعت"
    r"|شماره|پیوست|سرویس|حوزه|گروه|گزارش از|ارسال[ \u200c]?کننده|تهیه و (?:تنظیم|ارسال)"
    r"|تهیه[ \u200c]کننده)\s*[:؛].{0,80}"
    r"|خبر (?:شهرداری|فرمانداری|اداره|شرکت|سازمان|دانشگاه|روابط)[^:«»]{0,40}:|ساعت خبر\s*:.{0,20}|(?:پایان"
    "|انتهای)(?: (?:خبر|پیام|متن|گزارش))?|تمام"
    r"|خبر (?:شماره )?[۰-۹0-9]+|https?://\S+"
    r"|(?:سرویس|گروه) (?:اجتماعی|استان[ \u200c]?ها|فرهنگی|اقتصادی|حوادث|شهری|سلامت|ورزشی)|واحد خبر.{0,40}"
    rf"|(?:{_WORDY}{{2,15}}\s*[-–—]\s*)?(?:(?:{'|'.join(WEEKDAYS)})[،\s]+)?[۰-۹0-9]{{1,2}} "
    rf"(?:{'|'.join(MONTHS)})(?:ماه)?(?: [۰-۹0-9]{{4}})?"
    r"|(?:بسمه|باسمه) تعالی|به نام خدا|بسم الله.{0,30}|خبر(?: فوری"
    r"| مهم)?|فوری|مهم|[#@]\S+(?:\s+[#@]\S+)*|[\s۰-۹0-9/\\:.،\-–—_*=|]+"
)
NOTICE = re.compile(r"(?:اطلاعیه|هشدار|فراخوان|آگهی|اعلامیه)(?: مهم| فوری| عمومی| شماره [۰-۹0-9]+)*")
_HEAD = re.compile(
    "(?:(?:بخش|ستاد|مدیریت|واحد|حوزه|معاونت|شرکت|اداره(?:[ ‌]?کل)?|سازمان|شهرداری|فرمانداری|بخشداری|استانداری"
    "|دانشگاه|دانشکده"
    "|شبکه|جمعیت|مرکز|بنیاد|کمیته|انجمن|اتحادیه|جهاد|پایگاه|بیمارستان|دهیاری|شورای|هیئت|آموزش و پرورش|اتاق"
    r"|بانک)\s[^:؛.«»]{2,70}?)"
    r"(?P<alone>\s+(?:اطلاعیه|آگهی|فراخوان|هشدار))?"
)
"""An office at the head of its letter; its notice may begin on the same line."""
_OF_A_HEAD = "رئیس|مدیرعامل|مدیر ?کل|مدیر|شهردار|فرماندار|بخشدار|سرپرست|معاون|دبیر|دهیار|فرمانده"
_OF_A_PERSON = rf"(?:دکتر |مهندس )?{_WORDY}{{2,}}(?: {_WORDY}{{2,}}){{1,2}}"
_PERSON = re.compile(
    rf"(?:{_OF_A_HEAD})(?!{_WORDY})[^.:؛«»۰-۹0-9]{{2,50}}\s*[-–—،]\s*{_OF_A_PERSON}"
    rf"|{_OF_A_PERSON}\s*[-–—،]\s*(?:{_OF_A_HEAD})(?!{_WORDY})[^.:؛«»۰-۹0-9]{{2,50}}"
)
"""Who signs by office and name: «شهردار کهنوج - رضا سالاری»."""
_WORD_ALONE = re.compile(f"{_WORDY}+")
_BROKEN_OFF = re.compile(r"[^.:«»]{3,80}?\s*(?:\.\.\.|…)")
"""A headline that somebody began and left: «مشاهده ۳ یوزپلنگ...»."""
_AT_ONCE = re.compile(r"(?:خبر )?(?:فوری|مهم|ویژه)\s*[/|:؛\-–—]\s*(?=\S+ \S+)")


class Letter(NamedTuple):
    """The lines of a release without its letter, whose `office` its head names; `left_out` is what is told of."""

    office: str
    lines: list[str]
    left_out: list[str]


def unfolded(lines: Sequence[str]) -> Letter:
    """Take the head, the greetings and the person who signs off the lines of a release."""
    kept = [*dropwhile(is_mark, lines)]
    left_out = [line for line in kept if _is_courteous(line)]
    left_out += [line for line in kept[:_LETTER] if _BROKEN_OFF.fullmatch(line) and len(kept) > _LETTER]
    kept, signed = _unsigned([line for line in kept if line not in left_out])
    left_out += signed
    above = [line for line in [*dropwhile(is_mark, lines)][:_LETTER] if line in left_out or is_mark(line)]
    begun = next((at for at, line in enumerate(kept) if line.endswith(".")), len(kept))
    marks = {at for at, line in enumerate(kept[:-1]) if at < min(begun, _LETTER) and is_mark(line)}
    office, kept = _headed([line for at, line in enumerate(kept) if at not in marks], bool(above))
    return Letter(office, [_AT_ONCE.sub("", line) for line in kept], left_out)


def _unsigned(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines without those below that are a person's office and name, one or both."""
    signed: list[str] = []
    while len(lines) > 2 and _is_person(lines[-1]):
        signed.insert(0, lines.pop())
    return lines, signed


def _is_person(line: str) -> bool:
    """Say whether a line is who signs: «شهردار کهنوج - رضا سالاری», or his name, or his office."""
    row = line.split()
    if _PERSON.fullmatch(line):
        return True
    plain = len(row) <= _MOST_OF_A_NAME and not ends_with_verb(line) and all(map(_WORD_ALONE.fullmatch, row))
    return plain and (row[0] in _given() or (row[0] in _HEADS and len(row) > 1))


@cache
def _given() -> frozenset[str]:
    return frozenset(" ".join(listed_lines("given-names")).split())


def is_mark(line: str) -> bool:
    """Say whether a line is a mark of a newsroom or an office: a number, a date, «کد خبر: ...»."""
    return _NO_NEWS.fullmatch(line) is not None


def ends_with_verb(line: str) -> bool:
    """Say whether the last word of a line is a verb."""
    last = line.split()[-1]
    return last in verb_forms() or last in verb_roots()


def _is_courteous(line: str) -> bool:
    plain = TAIL.sub("", BULLET.sub("", line, count=1))
    parts = [plain[start:end] for start, end in sentences(plain)]
    return is_courtesy(plain) or (bool(parts) and all(map(is_courtesy, parts)))


def _headed(lines: list[str], letter: bool) -> tuple[str, list[str]]:
    """Return the office at the head of a letter, and the lines below it.

    Where nothing else is of a `letter`, a notice has to begin there: «شهرداری زرند» may be a headline too.
    """
    end = next((at for at, line in enumerate(lines[:_LETTER]) if not _HEAD.fullmatch(line)), 0)
    heads = [found for line in lines[:end] if (found := _HEAD.fullmatch(line))]
    if not heads or any(ends_with_verb(head.group()) for head in heads) or len(lines) < end + 2:
        return "", lines
    begun = next((head["alone"] for head in heads if head["alone"]), "")
    if not begun and not letter and not NOTICE.fullmatch(lines[end]):
        return "", lines
    name = heads[-1].group().removesuffix(begun).strip()
    return name, [begun.strip(), *lines[end:]] if begun else lines[end:]
