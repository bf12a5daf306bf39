"""What a release says to whoever receives it, and not to its readers: greetings, covering letters, thanks, slogans."""

import re
from functools import cache

from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import verb_forms
from bumi.persian.text import ZWNJ

__all__ = ["is_courtesy", "without_greeting"]

_WORD = f"[\\w{ZWNJ}]"
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
    f"|دانش{ZWNJ}آموزان"
    f"|خبرنگاران|همکاران|اصحاب رسانه|دوستان|اهالی|خانواده{ZWNJ}های|کاربران|مخاطبان|رسانه{ZWNJ}های|مدیر(?: ?مسئول)?"
    "|سردبیر"
    "|جناب|سرکار|بازنشستگان|کسبه|رانندگان|داوطلبان"
)
_ADDRESSED = re.compile(
    rf"(?:قابل توجه |توجه )?(?:{_READERS})(?!{_WORD}) (?:{_WORD}+ )*?(?:محترم|گرامی|عزیز|ارجمند|فهیم|شریف|گرانقدر|خوب)"
    rf"(?: [^.؛:]{{0,60}})?{_END}"
)
_COVER = re.compile(
    rf"(?:{_HAIL}[،؛]?\s*)?.*(?<!{_WORD})(?:خبر|گزارش|اطلاعیه|متن)(?!{_WORD}).{{0,40}}"
    rf"(?:(?:جهت|برای|به منظور) (?:درج|انتشار|نشر|بهره[ {ZWNJ}]برداری|استحضار|پوشش).{{0,40}}(?:ارسال|ایفاد|تقدیم"
    "|حضورتان|خدمتتان).*"
    rf"|(?:رو|را) (?:کار|منتشر|پوشش|درج|نشر|بازنشر) (?:کنید|کنین|فرمایید|بفرمایید|نمایید|بدید|دهید){_END})"
)
_BIDDING = re.compile(
    "(?:لذا |بدین وسیله |بدینوسیله )?(?:خواهشمند است|مستدعی است|لطفا|لطفاً|خواهشمندم) دستور (?:فرمایید|فرمائید"
    "|دهید|فرمایند).*"
    r"(?:پوشش|درج|انتشار|نشر|خبری).*"
)
_COVERED = re.compile(
    rf"(?:{_HAIL} )?(?:(?:{_READERS})(?: {_WORD}+)?[،!]? )?(?:لطفا|لطفاً|خواهشمند است|خواهشا)? ?(?:این خبر |خبر زیر )?"
    rf"(?:پوشش(?: خبری| رسانه{ZWNJ}?ای)?|منتشر|درج|کار)"
    rf" (?:داده )?(?:شود|شه|بشه|گردد|کنید|کنین|دهید|بدید|فرمایید|نمایید)(?: .{{0,30}})?{_END}"
)
_GRATITUDE = re.compile(rf"با (?:تشکر|سپاس|تقدیر|امتنان|احترام)(?: (?:از|و) [^:،؛.]{{2,50}})?{_END}")
_THANKS = re.compile(
    rf"(?:(?:خیلی )?(?:ممنون|متشکر|سپاسگزار|سپاسگزاریم|تشکر|متشکریم|ممنونیم)(?:م|یم)?"
    rf"(?: (?:از|بابت) [^:]{{2,60}})?|(?:پیشاپیش|قبلا|قبلاً) .*(?:تشکر|سپاس|قدردانی|پوزش|عذرخواهی).*"
    rf"|از (?:صبر|شکیبایی|همکاری|همراهی|حسن توجه|توجه) (?:و {_WORD}+ )?شما .*(?:تشکر|سپاس|قدردانی|ممنون).*"
    rf"|و ?من ?الله ?(?:ال)?توفیق|والسلام.{{0,20}}|یا ?علی(?: مدد)?|یاحق|یا حق|التماس دعا|اجرتان .*|اجرتون .*"
    rf"|خدا قوت){_END}"
)
_SLOGAN = re.compile(
    rf"(?:.{{2,40}} (?:در خدمت|در کنار|همراه) شما(?:ست| هستیم| است| عزیزان است| خواهیم بود){_END})|"
    rf"(?:منتظر (?:شما|حضور|دیدار|قدوم|قدم).*|حضور (?:گرم|سبز|پرشور)? ?شما .*(?:افتخار|دلگرمی|امید|شادی|رونق).*"
    rf"|.{{2,40}} شما .{{0,20}}(?:آرزوی|افتخار|هدف|وظیفه|رسالت|شعار|اولویت) ماست?(?: است)?"
    rf"|شهر ما،? خانه ما|با آرزوی (?:سلامتی|موفقیت|توفیق|روزهای)[^:]{{0,40}}|ما را از نظرات .*|به امید (?:فردا)"
    rf"|به امید (?:دیدار|روزهای|فردا|موفقیت|توفیق|آن روز|ظهور|پیروزی)[^:]{{0,40}}){_END}"
)
_CHANNEL = re.compile(
    r"(?:.*(?<!\w)(?:کانال|پیج|صفحه|گروه|اینستاگرام|تلگرام|ایتا|بله|روبیکا|سروش)(?!\w).*"
    r"(?:دنبال کن|فالو|عضو (?:شو|بش)|بپیوند|جوین|به ما).*"
    rf"|(?:کانال|پیج|صفحه) (?:رسمی|اطلاع[ {ZWNJ}]?رسانی)(?: .{{2,50}})?|(?:لینک|آدرس|نشانی|پیوند) (?:کانال|پیج"
    "|گروه|صفحه).*|(?:ما (?:را|رو) )?(?:دنبال کنید|فالو کنید)|عضو شوید"
    "|(?:نشر|بازنشر|انتشار) حداکثری.*|(?:برای|به) (?:دوستان|بقیه) .*(?:بفرست|ارسال کن|فوروارد).*|(?:لطفا"
    "|لطفاً) (?:نشر|بازنشر).*"
    rf"|با ما (?:همراه|باشید|همراه باشید|در تماس باشید)(?: باشید| بمانید)?|تماس با روابط[ {ZWNJ}]عمومی\s*:.*"
    rf"|روابط[ {ZWNJ}]عمومی\s*:?\s*[۰-۹0-9 \-–]+)[\s.!👇]*"
)
_LETTERHEAD = re.compile(
    r"(?:خبر|اخبار)(?: \S+){1,4} (?:امروز|دیروز|جدید|تازه)|"
    rf"(?:واحد )?روابط[ {ZWNJ}]عمومی(?: و (?:امور )?(?:بین[ {ZWNJ}]?الملل|اطلاع[ {ZWNJ}]?رسانی))?|گزارش خبری"
    "|خبرنامه|بولتن خبری"
    rf"|(?:(?:متن )?خبر )?(?:جهت|برای) (?:انتشار|درج|نشر|اطلاع رسانی|اطلاع)(?: در .{{0,40}})?"
    rf"|موضوع\s*:.{{0,30}}(?:انتشار|درج).*|(?:از|به|گیرنده|فرستنده|پیوست)\s*:\s.{{2,80}}"
)
_PATTERNS = (_GREETING, _COVER, _COVERED, _BIDDING, _THANKS, _SLOGAN, _CHANNEL, _LETTERHEAD)
_LONGEST = 200  # characters
_MOST_WORDS = 16
_OPENS = re.compile(
    rf"(?:{_HAIL}\s*[،؛.:!]?\s+|احترام(?:ا|اً)\s*[،؛]?\s+)+(?={_WORD})(?!(?:خدمت|حضور|به محضر)(?!{_WORD}))"
)


def is_courtesy(line: str) -> bool:
    """Say whether a line, or a sentence, is nothing but manners between an office and a newsroom or its readers."""
    if len(line) > _LONGEST or "«" in line:
        return False
    if _is_of_manners(line):
        return True
    if _ADDRESSED.fullmatch(line) or _GRATITUDE.fullmatch(line):
        return not any(word in verb_forms() and word != "مردم" for word in line.strip(" .!،؛:").split()[1:])
    return any(pattern.fullmatch(line) for pattern in _PATTERNS)


def without_greeting(line: str) -> str:
    """Return `line` without the greeting that opens it: «با سلام و احترام به اطلاع می‌رساند ...»."""
    return line[opened.end() :] if (opened := _OPENS.match(line)) and len(line) > opened.end() + 20 else line


def _is_of_manners(line: str) -> bool:
    """Say whether every word of a short line is one of manners, or of what stands around them."""
    row = re.findall(rf"{_WORD}+", line)
    manners, around = _words()
    return (
        len(row) <= _MOST_WORDS
        and any(word in manners for word in row)
        and all(map((manners | around).__contains__, row))
    )


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    data = listed_data("courtesies")
    return frozenset(data["manners"].split()), frozenset(data["around"].split())
