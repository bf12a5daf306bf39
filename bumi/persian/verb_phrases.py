"""Patterns of verb phrases in news: who says, announces or informs, what is past or to come, what readers may do.

Patterns of one matter that differ on purpose stand side by side; the comment says where each is used.
"""

import re

from bumi.persian.patterns import END, START
from bumi.persian.text import ZWNJ

_SAYS = (
    r"گفت(?:ه است)?|افزود|(?:اضافه|اظهار|بیان|تأکید|تاکید|خاطرنشان|خاطر نشان|تصریح|عنوان|اعلام|ابراز امیدواری"
    r"|یادآوری|مطرح|ابراز|تشریح) (?:کرد(?:ه است)?|داشت(?:ه است)?|نمود|ساخت)"
    r"|(?:ادامه|توضیح|هشدار|خبر) (?:داد(?:ه است)?|می‌دهد)|(?:یادآور|متذکر) شد|می‌گوید"
)
SAYS = re.compile(f"{START}(?:{_SAYS})(?:ند)?{END}")
"""A verb of speech before or behind what is said; «گفت‌وگو» is none."""
REPORTS = re.compile(
    rf"{START}(?:گفت|افزود|(?:اظهار|بیان|تأکید|تاکید|تصریح|عنوان|اعلام|مطرح) (?:کرد|داشت)"
    r"|(?:خبر|هشدار|توضیح|گزارش) داد)"
)
"""A verb of speech in a headline, a source or a labelled line."""
REPORTS_OR_INFORMS = (
    rf"{START}(?:گفت|افزود|(?:اظهار|بیان|تأکید|تاکید|تصریح|عنوان|اعلام|خاطرنشان) (?:کرد|داشت)"
    r"|(?:توضیح|هشدار|خبر|اطلاع) داد)"
)
"""A verb of speech before a colon and the news of a lede."""
ANNOUNCES = r"(?:خبر داد|هشدار داد|توضیح داد|گزارش داد|(?:اعلام|تأکید|تاکید|تصریح|مطرح|عنوان|بیان) کرد|گفت)"
"""The end of a line that leads to a headline: «مدیر بنیاد مسکن خبر داد»."""
HAS_ANNOUNCED = "(?:اعلام|گزارش|اطلاع|خبر) (?:کرد|داد|کرده است|داده است)"
"""What follows «روابط عمومی ...» where it is the source of a release."""
ADDS = "(?:گفت|افزود|ادامه داد|اضافه کرد)(?:ند)?"
"""A verb of speech before words without a colon and without quotation marks."""
GOES_ON = re.compile(
    "افزود|ادامه داد|اضافه (?:کرد|نمود)|(?:بیان|اظهار|تصریح|خاطرنشان|خاطر نشان|عنوان|تأکید) (?:کرد|داشت|ساخت"
    "|نمود)|یادآور شد"
)
"""A verb of speech of a speaker who has spoken before."""
TELLS = re.compile(r"خبر (?:داد|می‌دهد)")

_INFORM = r"به (?:اطلاع|آگاهی|استحضار)"
BRINGS = "می[ ‌]?رسان(?:د|یم|ند)"
INFORMS = re.compile(rf"^{_INFORM}(?P<whom> [^،:]{{3,80}}?)? {BRINGS}[،:؛]?\s+(?:که\s+)?")
"""«به اطلاع همشهریان می‌رساند ...» before the news of a notice."""
INFORMS_OF = re.compile(rf"{_INFORM}[^،:]{{0,80}}{BRINGS}\s*:$")
"""The same before a list."""

LIGHT_VERB_FORM = (
    f"(?:می{ZWNJ}(?:شود|یابد|کند|شوند|یابند|کنند)|(?:شد|یافت|کرد)(?:ند)?|خواهد (?:شد|یافت|کرد)|(?:شده|یافته) است)"
)
"""«شدن», «یافتن» or «کردن» in the third person, at the end of a compound verb."""
_WILL = "خواه(?:د|ند)"
IS_AHEAD = re.compile(
    rf"(?:برگزار|برپا|آغاز|افتتاح|گشایش|اجرا|پخش|اعزام|اکران|رونمایی)(?:\s+{_WILL}|\s+می[ ‌])|{_WILL} \w+"
    rf"|(?:سفر|میزبانی|مرمت|آماده|ساخته|احداث)\s+می{ZWNJ}(?:کن|شو)|فردا|هفته آینده|در راه است"
)
"""An event that is still to come."""
IS_PROMISED = re.compile(rf"تا پایان|آینده|{_WILL}|می{ZWNJ}شو(?:ن)?د|در دست|به[ ‌]زودی")
"""Work that is promised or under way."""
IS_TO_COME = re.compile(rf"(?:می{ZWNJ}(?:شوند|شود|یابد|یابند)|{_WILL} \w+)[\s.!]*$")
"""A sentence that ends in the present or the future."""
IS_PAST = re.compile(
    rf"(?:شد|کرد|داد|گرفت|رسید|یافت|رفت|آمد|ساخت|بود|برد|زد|گذاشت|داشت|باخت|نشست|ریخت|افتاد"
    rf"|گشت)(?:ند)?{END}|ه است(?!\w)"
)
HOLDS = re.compile(r"از (?:برگزاری|برپایی|میزبانی) .* (?:خبر داد|خبر می‌دهد)")
INVITES = re.compile(
    r"(?:می[ ‌]توان(?:ند|ید)|کنند|کنید|بگیرند|بگیرید|شود|دهند|دهید|دارند|نمایند|نمایید|فرمایند"
    r"|فرمایید|گرفته شود|بفرستند|است)[\s.»!]*$|می[ ‌]شود[\s.]*$"
)
"""The end of a sentence that says what readers may or should do."""
