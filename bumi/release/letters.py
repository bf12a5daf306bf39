"""The letter that a press release comes in: head, greetings, courtesies, signatures and marks, which are no news."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import dropwhile
from typing import NamedTuple

from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import sentences, verb_forms
from bumi.persian.patterns import END, LETTER, MONTH, START, WEEKDAY_AS_SPELLED, WORD
from bumi.persian.person_names import given_names
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import ends_with_verb

__all__ = [
    "BULLET",
    "NOTICE",
    "TAIL",
    "Letter",
    "ends_with_verb",
    "is_courtesy",
    "is_mark",
    "unfolded",
    "without_greeting",
]

_HEADS = ("شهردار", "فرماندار", "بخشدار", "دهیار", "استاندار", "مدیرعامل", "مدیرکل", "رئیس", "سرپرست", "مدیر", "معاون")
_MOST_OF_A_NAME = 9  # words of a name with an office
_LETTER = 5  # lines within which a letterhead ends
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
    rf"|(?:{LETTER}{{2,15}}\s*[-–—]\s*)?(?:(?:{WEEKDAY_AS_SPELLED})[،\s]+)?[۰-۹0-9]{{1,2}} "
    rf"(?:{MONTH})(?:ماه)?(?: [۰-۹0-9]{{4}})?"
    r"|(?:بسمه|باسمه) تعالی|به نام خدا|بسم الله.{0,30}|خبر(?: فوری"
    r"| مهم)?|فوری|مهم|[#@]\S+(?:\s+[#@]\S+)*|[\s۰-۹0-9/\\:.،\-–—_*=|]+"
)
NOTICE = re.compile(r"(?:اطلاعیه|هشدار|فراخوان|آگهی|اعلامیه)(?: مهم| فوری| عمومی| شماره [۰-۹0-9]+)*")
_HEAD = re.compile(
    "(?:(?:بخش|ستاد|مدیریت|واحد|حوزه|معاونت|شرکت|اداره(?:[ ‌]?کل)?|سازمان|شهرداری|فرمانداری|بخشداری|استانداری|دانشگاه"
    "|دانشکده|شبکه|جمعیت|مرکز|بنیاد|کمیته|انجمن|اتحادیه|جهاد|پایگاه|بیمارستان|دهیاری|شورای|هیئت|آموزش و پرورش|اتاق"
    r"|بانک)\s[^:؛.«»]{2,70}?)(?P<alone>\s+(?:اطلاعیه|آگهی|فراخوان|هشدار))?"
)
"""A letterhead: an office, and perhaps the title of its notice on the same line."""
_OF_A_HEAD = "رئیس|مدیرعامل|مدیر ?کل|مدیر|شهردار|فرماندار|بخشدار|سرپرست|معاون|دبیر|دهیار|فرمانده"
_OF_A_PERSON = rf"(?:دکتر |مهندس )?{LETTER}{{2,}}(?: {LETTER}{{2,}}){{1,2}}"
_PERSON = re.compile(
    rf"(?:{_OF_A_HEAD}){END}[^.:؛«»۰-۹0-9]{{2,50}}\s*[-–—،]\s*{_OF_A_PERSON}"
    rf"|{_OF_A_PERSON}\s*[-–—،]\s*(?:{_OF_A_HEAD}){END}[^.:؛«»۰-۹0-9]{{2,50}}"
)
"""A signature of office and name: «شهردار کهنوج - رضا سالاری»."""
_PLAIN_WORD = re.compile(f"{WORD}")
_BROKEN_OFF = re.compile(r"[^.:«»]{3,80}?\s*(?:\.\.\.|…)")
"""An unfinished headline: «مشاهده ۳ یوزپلنگ...»."""
_AT_ONCE = re.compile(r"(?:خبر )?(?:فوری|مهم|ویژه)\s*[/|:؛\-–—]\s*(?=\S+ \S+)")
_END = r"[\s.!،؛:…]*"
_MANNERS = (
    f"احترام|ادب|درود|سلام|صلوات|تحیت|وقت بخیر|خسته[ {ZWNJ}]نباشید|آرزوی (?:سلامتی|موفقیت|توفیق)"
    "|عرض (?:ادب|سلام|احترام)"
)
_HAIL = rf"(?:با ?)?(?:عرض )?(?:سلام(?: علیکم)?|درود|صلوات)(?:(?: و|،)? (?:{_MANNERS}))*(?: فراوان)?"
_GREETING = re.compile(
    rf"(?:{_HAIL}(?:(?:[،؛]| )\s*(?:خدمت|حضور|به محضر|بر|به) [^:؛.]{{2,70}})?|(?:صبح|عصر|روز|وقت|شب)(?:تون|تان"
    "| شما)? (?:به ?خیر|بخیر)"
    rf"|خسته[ {ZWNJ}]نباشید|احترام(?:ا|اً))(?: (?:وقت|صبح|روز|عصر)(?:تون|تان| شما)? (?:به ?خیر|بخیر))?{_END}"
)
_READERS = (
    "همشهری|همشهریان|شهروندان|هموطنان|مردم|مشترکان|مشترکین|کشاورزان|باغداران|دامداران|والدین|اولیا|دانشجویان"
    f"|دانش{ZWNJ}آموزان|خبرنگاران|همکاران|اصحاب رسانه|دوستان|اهالی|خانواده{ZWNJ}های|کاربران|مخاطبان|رسانه{ZWNJ}های"
    "|مدیر(?: ?مسئول)?|سردبیر|جناب|سرکار|بازنشستگان|کسبه|رانندگان|داوطلبان"
)
_ADDRESSED = re.compile(
    rf"(?:قابل توجه |توجه )?(?:{_READERS}){END} (?:{WORD} )*?(?:محترم|گرامی|عزیز|ارجمند|فهیم|شریف|گرانقدر|خوب)"
    rf"(?: [^.؛:]{{0,60}})?{_END}"
)
_COVER = re.compile(
    rf"(?:{_HAIL}[،؛]?\s*)?.*{START}(?:خبر|گزارش|اطلاعیه|متن){END}.{{0,40}}(?:(?:جهت|برای|به منظور) (?:درج|انتشار|نشر"
    f"|بهره[ {ZWNJ}]برداری|استحضار|پوشش).{{0,40}}(?:ارسال|ایفاد|تقدیم|حضورتان|خدمتتان).*|(?:رو|را) (?:کار|منتشر|پوشش"
    f"|درج|نشر|بازنشر) (?:کنید|کنین|فرمایید|بفرمایید|نمایید|بدید|دهید){_END})"
)
_BIDDING = re.compile(
    "(?:لذا |بدین وسیله |بدینوسیله )?(?:خواهشمند است|مستدعی است|لطفا|لطفاً|خواهشمندم) دستور (?:فرمایید|فرمائید|دهید"
    "|فرمایند).*(?:پوشش|درج|انتشار|نشر|خبری).*"
)
_COVERED = re.compile(
    rf"(?:{_HAIL} )?(?:(?:{_READERS})(?: {WORD})?[،!]? )?(?:لطفا|لطفاً|خواهشمند است|خواهشا)? ?(?:این خبر |خبر زیر )?"
    rf"(?:پوشش(?: خبری| رسانه{ZWNJ}?ای)?|منتشر|درج|کار)"
    rf" (?:داده )?(?:شود|شه|بشه|گردد|کنید|کنین|دهید|بدید|فرمایید|نمایید)(?: .{{0,30}})?{_END}"
)
_GRATITUDE = re.compile(rf"با (?:تشکر|سپاس|تقدیر|امتنان|احترام)(?: (?:از|و) [^:،؛.]{{2,50}})?{_END}")
_THANKS = re.compile(
    "(?:(?:خیلی )?(?:ممنون|متشکر|سپاسگزار|سپاسگزاریم|تشکر|متشکریم|ممنونیم)(?:م|یم)?(?: (?:از|بابت) [^:]{2,60})?"
    "|(?:پیشاپیش|قبلا|قبلاً) .*(?:تشکر|سپاس|قدردانی|پوزش|عذرخواهی).*|از (?:صبر|شکیبایی|همکاری|همراهی|حسن توجه"
    f"|توجه) (?:و {WORD} )?شما .*(?:تشکر|سپاس|قدردانی|ممنون).*|و ?من ?الله ?(?:ال)?توفیق|والسلام.{{0,20}}"
    f"|یا ?علی(?: مدد)?|یاحق|یا حق|التماس دعا|اجرتان .*|اجرتون .*|خدا قوت){_END}"
)
_SLOGAN = re.compile(
    rf"(?:.{{2,40}} (?:در خدمت|در کنار|همراه) شما(?:ست| هستیم| است| عزیزان است| خواهیم بود){_END})|"
    rf"(?:منتظر (?:شما|حضور|دیدار|قدوم|قدم).*|حضور (?:گرم|سبز|پرشور)? ?شما .*(?:افتخار|دلگرمی|امید|شادی|رونق).*"
    rf"|.{{2,40}} شما .{{0,20}}(?:آرزوی|افتخار|هدف|وظیفه|رسالت|شعار|اولویت) ماست?(?: است)?"
    rf"|شهر ما،? خانه ما|با آرزوی (?:سلامتی|موفقیت|توفیق|روزهای)[^:]{{0,40}}|ما را از نظرات .*|به امید (?:فردا)"
    rf"|به امید (?:دیدار|روزهای|فردا|موفقیت|توفیق|آن روز|ظهور|پیروزی)[^:]{{0,40}}){_END}"
)
_CHANNEL = re.compile(
    r"(?:.*(?<!\w)(?:کانال|پیج|صفحه|گروه|اینستاگرام|تلگرام|ایتا|بله|روبیکا|سروش)(?!\w).*(?:دنبال کن|فالو|عضو (?:شو|بش)"
    f"|بپیوند|جوین|به ما).*|(?:کانال|پیج|صفحه) (?:رسمی|اطلاع[ {ZWNJ}]?رسانی)(?: .{{2,50}})?|(?:لینک|آدرس|نشانی"
    "|پیوند) (?:کانال|پیج|گروه|صفحه).*|(?:ما (?:را|رو) )?(?:دنبال کنید|فالو کنید)|عضو شوید|(?:نشر|بازنشر"
    "|انتشار) حداکثری.*|(?:برای|به) (?:دوستان|بقیه) .*(?:بفرست|ارسال کن|فوروارد).*|(?:لطفا|لطفاً) (?:نشر|بازنشر).*"
    rf"|با ما (?:همراه|باشید|همراه باشید|در تماس باشید)(?: باشید| بمانید)?|تماس با روابط[ {ZWNJ}]عمومی\s*:.*"
    rf"|روابط[ {ZWNJ}]عمومی\s*:?\s*[۰-۹0-9 \-–]+)[\s.!👇]*"
)
_LETTERHEAD = re.compile(
    r"(?:خبر|اخبار)(?: \S+){1,4} (?:امروز|دیروز|جدید|تازه)"
    f"|(?:واحد )?روابط[ {ZWNJ}]عمومی(?: و (?:امور )?(?:بین[ {ZWNJ}]?الملل|اطلاع[ {ZWNJ}]?رسانی))?|گزارش خبری|خبرنامه"
    "|بولتن خبری|(?:(?:متن )?خبر )?(?:جهت|برای) (?:انتشار|درج|نشر|اطلاع رسانی|اطلاع)(?: در .{0,40})?"
    r"|موضوع\s*:.{0,30}(?:انتشار|درج).*|(?:از|به|گیرنده|فرستنده|پیوست)\s*:\s.{2,80}"
)
_PATTERNS = (_GREETING, _COVER, _COVERED, _BIDDING, _THANKS, _SLOGAN, _CHANNEL, _LETTERHEAD)
_LONGEST = 200  # characters
_MOST_WORDS = 16
_OPENS = re.compile(rf"(?:{_HAIL}\s*[،؛.:!]?\s+|احترام(?:ا|اً)\s*[،؛]?\s+)+(?={LETTER})(?!(?:خدمت|حضور|به محضر){END})")


class Letter(NamedTuple):
    """The lines of a release without its letter, the `office` of the letterhead, and the lines that are `left_out`."""

    office: str
    lines: list[str]
    left_out: list[str]


def unfolded(lines: Sequence[str]) -> Letter:
    """Remove letterhead, greetings and personal signature from the lines of a release."""
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
    """Return the lines without the last ones that are a person's office or name, and those."""
    signed: list[str] = []
    while len(lines) > 2 and _is_person(lines[-1]):
        signed.insert(0, lines.pop())
    return lines, signed


def _is_person(line: str) -> bool:
    """Say whether a line is a person's signature: name, office, or both as in «شهردار کهنوج - رضا سالاری»."""
    row = line.split()
    if _PERSON.fullmatch(line):
        return True
    plain = len(row) <= _MOST_OF_A_NAME and not ends_with_verb(line) and all(map(_PLAIN_WORD.fullmatch, row))
    return plain and (row[0] in given_names() or (row[0] in _HEADS and len(row) > 1))


def is_mark(line: str) -> bool:
    """Say whether a line is a newsroom mark: a number, a date, «کد خبر: ...»."""
    return _NO_NEWS.fullmatch(line) is not None


def _is_courteous(line: str) -> bool:
    plain = TAIL.sub("", BULLET.sub("", line, count=1))
    parts = [plain[start:end] for start, end in sentences(plain)]
    return is_courtesy(plain) or (bool(parts) and all(map(is_courtesy, parts)))


def _headed(lines: list[str], letter: bool) -> tuple[str, list[str]]:
    """Return the office of the letterhead and the lines below it.

    Without other signs of a `letter` a notice must follow: «شهرداری زرند» may be a headline too.
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


def is_courtesy(line: str) -> bool:
    """Say whether a line or sentence is only a courtesy between an office and a newsroom or its readers."""
    if len(line) > _LONGEST or "«" in line:
        return False
    if _is_of_manners(line):
        return True
    if _ADDRESSED.fullmatch(line) or _GRATITUDE.fullmatch(line):
        return not any(word in verb_forms() and word != "مردم" for word in line.strip(" .!،؛:").split()[1:])
    return any(pattern.fullmatch(line) for pattern in _PATTERNS)


def without_greeting(line: str) -> str:
    """Return `line` without a greeting at its start: «با سلام و احترام به اطلاع می‌رساند ...»."""
    return line[opened.end() :] if (opened := _OPENS.match(line)) and len(line) > opened.end() + 20 else line


def _is_of_manners(line: str) -> bool:
    """Say whether a short line has only words of courtesy and words that accompany them."""
    row = re.findall(rf"{WORD}", line)
    manners, around = _listed_words()
    return (
        len(row) <= _MOST_WORDS
        and any(word in manners for word in row)
        and all(map((manners | around).__contains__, row))
    )


@cache
def _listed_words() -> tuple[frozenset[str], frozenset[str]]:
    data = listed_data("courtesies")
    return frozenset(data["manners"].split()), frozenset(data["around"].split())
