"""Facts: what cannot be said well stands in a list, in its own words, under a label where one is sure.

An editor signs a list of facts sooner than a sentence that a model made of them: nothing is added, joined or turned.
"""

import re
from dataclasses import dataclass

from bumi.calendar import MONTHS, WEEKDAYS
from bumi.piece import POINT
from bumi.text import ZWNJ, digits_to_persian
from models.planner.sentences import ends_in_verb, is_order
from models.planner.setting import as_time

__all__ = ["DETAILS", "LABELS", "Fact", "fact", "label_of", "tidy"]

DETAILS = "جزئیات:"
"""What leads to the list of facts."""

LABELS = (
    "زمان",
    "مکان",
    "مسیر",
    "مهلت",
    "ظرفیت",
    "مخاطبان",
    "شرایط",
    "مدارک",
    "هزینه",
    "جایزه",
    "برنامه",
    "همراه",
    "ممنوع",
    "علت",
    "ثبت‌نام",
    "تماس",
)
"""The closed list of labels that a fact may have; its own label before a colon is kept beside them."""

_LONGEST_LABEL = 4  # words of a note's own label
_OWN = re.compile(r"^(?P<label>[^:؛.،]{2,40}?)\s*(?::(?!\d)|\s[-–—]\s|\s=\s)\s*(?P<rest>\S.*)$")
_AMOUNT = r"[۰-۹]+(?:[.:٫٬/][۰-۹]+)*"

# By how a note begins, whatever follows: (label, pattern).
_FOLLOWING = r"(?= ?(?:[۰-۹]|از |تا |فقط |حداکثر |حداقل |حدود |رایگان|آزاد|هر |نامحدود|محدود|با |اول |نفرات |برای ))"
_BEGINNINGS = tuple(
    (label, re.compile(rf"(?:{pattern})(?![\w{ZWNJ}])"))
    for label, pattern in (
        ("ظرفیت", f"ظرفیت{_FOLLOWING}"),
        ("هزینه", f"(?:هزینه|شهریه|بلیت|بلیط|ورودیه){_FOLLOWING}|(?:نفری|هر نفر) [۰-۹]"),
        ("مهلت", "(?:مهلت|آخرین مهلت|ددلاین)(?= ?(?:[۰-۹]|تا |از |ثبت))"),
        ("مدارک", "مدارک(?: لازم| مورد نیاز)?"),
        ("شرایط", f"(?:شرایط|شرط|پیش{ZWNJ}?نیاز)"),
        ("علت", "(?:علت|دلیل|به علت|به دلیل|به‌علت|به‌دلیل|بابت)"),
        ("همراه", "(?:همراه داشتن|همراه داشته باشید|وسایل لازم|لوازم لازم)"),
        ("تماس", "(?:(?:تلفن|شماره تماس|شماره تلفن|نمابر)(?= )|تماس(?= (?:با |شماره )?[۰-۹])|شماره(?= ?[۰-۹]{7,}))"),
        ("ثبت‌نام", f"(?:ثبت[ {ZWNJ}]?نام|نام{ZWNJ}?نویسی|درخواست غرفه){_FOLLOWING}"),
        ("جایزه", f"(?:جایزه|جوایز){_FOLLOWING}"),
        ("مخاطبان", "(?:ویژه|مخصوص|مخاطب|مخاطبان|گروه سنی|رده سنی)"),
        ("مسیر", "(?:مسیر جایگزین|مسیرهای جایگزین)"),
        ("مکان", "(?:مکان|محل برگزاری|نشانی|آدرس)"),
        ("زمان", f"(?:زمان برگزاری|ساعت کار|ساعت{_FOLLOWING})"),
        ("برنامه", f"سرفصل{ZWNJ}?ها"),
    )
)
_ALONE = ("مخاطبان", "زمان", "مکان")  # where more follows behind a comma, such a label would be of that too
_DATED = re.compile(rf"(?<!\w)(?:{'|'.join((*WEEKDAYS, *MONTHS))}|ساعت|صبح|عصر|شب|ظهر|هر روز|همه روزه)")
_EVERY = re.compile(r"هر [۰-۹]+ (?:دقیقه|ساعت)")  # an interval, and no time
_FREE = r"(?:[\w\u200c]+ ){1,4}(?:رایگان|نیم‌بها|نصف قیمت)"
_PRICE = rf"(?:[\w\u200c]+ ){{0,4}}{_AMOUNT}(?: (?:هزار|میلیون|میلیارد))? (?:تومان|ریال)"
_PRICES = re.compile(rf"{_FREE}، {_PRICE}|{_PRICE}، {_FREE}|{_AMOUNT}(?: (?:هزار|میلیون))? (?:تومان|ریال)")
_FORBIDDEN = re.compile(r" (?:ممنوع|ممنوعه)$")
_PHONE = re.compile(
    r"(?<![۰-۹])(?:۰[۰-۹]{2,3}[- ]?[۰-۹]{7,8}|[۰-۹]{8}|۰۹[۰-۹]{9})(?![۰-۹])"
    r"|(?:تماس|تلفن) (?:با |به )?(?:شماره )?[۰-۹]{3,}"
)
_SAID = {  # by the label already
    "علت": "به علت|به دلیل|به‌علت|به‌دلیل|بابت|دلیل",
    "مخاطبان": "ویژه|مخصوص|مخاطب",
    "تماس": "تلفن تماس|شماره تماس|تماس با شماره|تلفن|شماره|تماس",
    "جایزه": "جوایز",
    "مکان": "محل برگزاری|نشانی|آدرس",
    "زمان": "زمان برگزاری",
}
_CHAIN = re.compile(r"\s*(?:→|←|⇐|⇒|->|<-|=>)\s*")
_PART = "(?! (?:هزار|میلیون|میلیارد) و)"  # «۲ میلیارد و ۱۰۰ → ۱ میلیارد و ۳۰۰» is no change of a hundred
_BETWEEN = re.compile(rf"^(?P<lead>.*?)(?<!و )(?P<a>{_AMOUNT})\s*(?:→|->|=>)\s*(?P<b>{_AMOUNT}){_PART}(?P<rest>.*)$")
_ROUTE = re.compile(r"(?:مسیر|محور|جاده|راه)[^:]*: ")
_STARTING = re.compile(r"(?:اگر|شروع|از|حرکت|آغاز|مبدأ|مبدا)\s")
_EQUALS = re.compile(r"\s*=\s*")
_SLASH = re.compile(r"(?<=[^\W\d])\s*/\s*(?=[^\W\d])|\s+/\s+(?=\S)")
_TO_LABEL = re.compile(r"\s*(?:/|\s[-–—]\s)\s*(?=(?!ساعت)[^\W\d][^/:،؛]{1,40}:\s)")  # «شامل: الف / شامل نمی‌شود: ب»
_EACH = re.compile(
    r"\s*=\s*(?=[۰-۹]|(?:ماه|روز|هفته|سال|کیلو|ساعت|نفر|متر|دانه|جلسه)\w*ی [۰-۹]|هر )"
)  # «جریمه = ماهی ۲۵۰ هزار»
_LONGEST_CONDITION = 5  # words before an arrow that leads to what holds then; behind more it is another thing
_LONGEST_CLAUSE = 3  # words of a clause that may still be such a condition: «تب دارید»
_INSIDE = re.compile(r"\s(?:از|با|به) |[،؛:/+]")
_DASH = re.compile(r"\s+[-–—]+\s+")
_PLUS = re.compile(r"\s+\+\s*(?=\D)|(?<=[^\W\d])\+(?=[^\W\d])")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Fact:
    """One line of the list: `text` in the note's own words, under `label` or none, resting on parts of the brief."""

    text: str
    rests_on: tuple[str, ...]
    label: str = ""

    def line(self) -> str:
        """Return the line as it stands in the body, with its mark: «• ظرفیت: ۴۵ نفر»."""
        return f"{POINT}{f'{self.label}: ' if self.label else ''}{self.text}"


def fact(note: str, rests_on: tuple[str, ...], label: str = "") -> Fact:
    """Return `note` as a fact; `label` is the one that somebody chose, and stands before any other.

    A word that says what its label says is not said twice: «ظرفیت ۴۵ نفر» is «ظرفیت: ۴۵ نفر». A label of its own that
    is another than the chosen one stays with the note.
    """
    text = tidy(note)
    own = _own_label(text)
    if own and label in ("", own[0]):
        label, text = own
    else:
        label = label or label_of(text)
    text = text.removeprefix(f"{label} ") if label else text
    if label in _SAID:
        text = re.sub(rf"^(?:{_SAID[label]})\s+", "", text)
    if label == "ممنوع":
        text = _FORBIDDEN.sub("", text)
    return Fact(text, rests_on, label)


def label_of(note: str) -> str:
    """Return the label of a note: its own before a colon, else one of LABELS where it is sure, else nothing."""
    text = tidy(note)
    if own := _own_label(text):
        return own[0]
    items = re.split(r"\s*[،؛]\s*", text)
    first = next((label for label, beginning in _BEGINNINGS if beginning.match(text)), "")
    if first and not (first in _ALONE and len(items) > 1):
        return first
    if re.fullmatch(r"[۰-۹]{3,4}(?:،? شبانه‌روزی)?", text):
        return "تماس"
    if _DATED.search(text) and as_time(text) and not _EVERY.match(text):
        return "زمان"
    if _PRICES.fullmatch(text):
        return "هزینه"
    if len(items) == 1 and _PHONE.search(text) and not _DATED.search(text):
        return "تماس"
    return "ممنوع" if len(items) == 1 and _FORBIDDEN.search(text) else ""


def tidy(note: str) -> str:
    """Return `note` as an editor sets it: no arrows, equals signs, slashes or dashes between words, no full stop.

    «۳۰۰ → ۴۵۰ غرفه» is «از ۳۰۰ به ۴۵۰ غرفه», «الف → ب → ج» is «الف، سپس ب، سپس ج», and what an arrow or an
    equals sign explains stands behind a colon.
    """
    text = digits_to_persian(note).strip(" .،؛•-–—")
    if (between := _BETWEEN.match(text)) and not _CHAIN.search(between["rest"]):
        text = f"{between['lead'].removesuffix('از ')}از {between['a']} به {between['b']}{between['rest']}"
    links = len(_CHAIN.findall(text))
    text = _CHAIN.sub("، سپس " if links > 1 else _linked(text), text)
    items = re.split(r"\s+/\s+", text)
    if len(items) > 1 and all(each.count("=") == 1 for each in items):
        text = "؛ ".join(_EQUALS.sub(": ", each) for each in items)
    text = _EACH.sub(" ", text) if ": " in text else text
    text = (
        _EQUALS.sub("؛ " if ": " in text else ": ", text) if text.count("=") == 1 else _EQUALS.sub(" برابر با ", text)
    )
    text = _PLUS.sub(" و ", _SLASH.sub("، ", _TO_LABEL.sub("؛ ", text)))
    if ": " in text or _own_label(text) is None:
        text = _DASH.sub("، ", text)
    return _SPACES.sub(" ", text).replace(" :", ":").replace(" ،", "،").strip()


def _linked(text: str) -> str:
    """Return what an arrow of `text` stands for: from a place to another, or from what is so to what follows."""
    if _ROUTE.match(text):
        return " به "
    if _STARTING.match(text) or _CHAIN.split(text)[-1].startswith("بعد از آن"):
        return "، "
    before = _CHAIN.split(text)[0].strip()
    said = before.split()
    short = len(said) <= _LONGEST_CONDITION and not (len(said) > _LONGEST_CLAUSE and ends_in_verb(before))
    return "؛ " if ": " in text or "؟" in text or not short or _INSIDE.search(before) or is_order(before) else ": "


def _own_label(text: str) -> tuple[str, str] | None:
    """Return a note's own label and what it is of, where it has a short one."""
    own = _OWN.match(text)
    if own is None or len(own["label"].split()) > _LONGEST_LABEL or own["label"][-1:].isdigit():
        return None
    return own["label"].strip(), own["rest"].strip()
