"""Facts: what cannot be said well stands in a list, in its own words, under a label where one is sure.

An editor signs a list of facts sooner than a sentence that a model made of them: nothing is added, joined or turned.
"""

import re
from dataclasses import dataclass

from bumi.piece import POINT
from bumi.text import ZWNJ, digits_to_persian

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
_WEEKDAY = rf"(?:یک|دو|سه|چهار|پنج){ZWNJ}?شنبه|شنبه|جمعه"
_MONTH = "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
_TIME = rf"(?:(?:از|روز|هر|روزهای|تا|و|ساعت|صبح|عصر|شب|ظهر|بعدازظهر|غروب|امروز|فردا|همه|روزه|هفته|ها|الی|{_WEEKDAY}|{_MONTH}|(?:{_WEEKDAY}){ZWNJ}?ها|{_AMOUNT})(?:،?\s+|$))+"

# By how a note begins, whatever follows: (label, pattern).
_BEGINNINGS = tuple(
    (label, re.compile(rf"(?:{pattern})(?![\w{ZWNJ}])"))
    for label, pattern in (
        ("ظرفیت", "ظرفیت"),
        (
            "هزینه",
            f"(?:هزینه|شهریه|بلیت|بلیط|ورودیه|قیمت|نرخ|اجاره{ZWNJ}?بها|کرایه|تعرفه|حق ثبت{ZWNJ}?نام|ورود (?:آزاد|رایگان))",
        ),
        ("مهلت", "(?:مهلت|آخرین مهلت|آخرین زمان|حداکثر تا|ددلاین)"),
        ("مدارک", "(?:مدارک|مدرک)"),
        ("شرایط", f"(?:شرایط|شرط|پیش{ZWNJ}?نیاز|به شرط|مشروط)"),
        ("علت", "(?:علت|دلیل|به علت|به دلیل|به‌علت|به‌دلیل|بابت)"),
        ("ممنوع", "(?:ممنوع|ورود ممنوع)"),
        ("همراه", "(?:همراه داشتن|همراه داشته باشید|با خود|وسایل لازم|لوازم لازم)"),
        ("تماس", f"(?:تلفن|شماره تماس|شماره تلفن|تماس|دورنویس|نمابر|اطلاعات بیشتر|پاسخ{ZWNJ}?گویی تلفنی)"),
        ("ثبت‌نام", f"(?:ثبت[ {ZWNJ}]?نام|نام{ZWNJ}?نویسی|درخواست غرفه|ثبت درخواست)"),
        ("جایزه", "(?:جایزه|جوایز)"),
        ("مخاطبان", "(?:ویژه|مخصوص|مخاطب|مخاطبان|گروه سنی|رده سنی)"),
        ("مسیر", "(?:مسیر|مسیر جایگزین|مسیرهای جایگزین)"),
        ("مکان", "(?:مکان|محل|نشانی|آدرس)"),
        ("زمان", "(?:زمان|ساعت کار|ساعت|تاریخ)"),
        ("برنامه", f"(?:برنامه|برنامه{ZWNJ}?ها|سرفصل{ZWNJ}?ها)"),
    )
)
_ALONE = ("مخاطبان", "زمان", "مکان")  # where more follows behind a comma, such a label would be of that too
_MONEY = re.compile(r"(?:تومان|ریال|رایگان|نیم‌بها)(?!\w)")
_PHONE = re.compile(
    r"(?<![۰-۹])(?:۰[۰-۹]{2,3}[- ]?[۰-۹]{7,8}|[۰-۹]{8}|۰۹[۰-۹]{9})(?![۰-۹])|(?:تماس|تلفن) (?:با |به )?(?:شماره )?[۰-۹]{3,}"
)
_SAID = {"علت": "به علت|به دلیل|به‌علت|به‌دلیل|بابت|دلیل", "مخاطبان": "ویژه|مخصوص|مخاطب"}  # by the label already
_CHAIN = re.compile(r"\s*(?:→|←|⇐|⇒|->|<-|=>)\s*")
_BETWEEN = re.compile(rf"^(?P<lead>.*?)(?P<a>{_AMOUNT})\s*(?:→|->|=>)\s*(?P<b>{_AMOUNT})(?P<rest>.*)$")
_EQUALS = re.compile(r"\s*=\s*")
_SLASH = re.compile(r"(?<=[^\W\d])\s*/\s*(?=[^\W\d])|(?<=\D)\s+/\s+(?=\S)")
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

    A word that says what its label says is not said twice: «ظرفیت ۴۵ نفر» is «ظرفیت: ۴۵ نفر».
    """
    text = tidy(note)
    own = _own_label(text)
    if own:
        label, text = label or own[0], own[1]
    else:
        label = label or label_of(text)
    text = text.removeprefix(f"{label} ") if label else text
    if label in _SAID:
        text = re.sub(rf"^(?:{_SAID[label]})\s+", "", text)
    return Fact(text, rests_on, label)


def label_of(note: str) -> str:
    """Return the label of a note: its own before a colon, else one of LABELS where it is sure, else nothing."""
    text = tidy(note)
    if own := _own_label(text):
        return own[0]
    items = re.split(r"\s*[،؛]\s*", text)
    first = next((label for label, beginning in _BEGINNINGS if beginning.match(text)), "")
    if first and not (first in _ALONE and len(items) > 1):
        return first if first != "زمان" or not text.startswith("ساعت ") or re.fullmatch(_TIME, f"{text} ") else ""
    if re.fullmatch(_TIME, text):
        return "زمان"
    if len(items) <= 2 and all(_MONEY.search(item) for item in items) and "رایگان " not in text:
        return "هزینه"
    if len(items) == 1 and _PHONE.search(text):
        return "تماس"
    if re.search(r"(?<!\w)(?:ممنوع|ممنوعه)(?: است)?$", text) and len(items) == 1:
        return "ممنوع" if text.endswith(("ممنوع", "ممنوعه")) else ""
    return ""


def tidy(note: str) -> str:
    """Return `note` as an editor sets it: no arrows, equals signs, slashes or dashes between words, no full stop.

    «۳۰۰ → ۴۵۰ غرفه» is «از ۳۰۰ به ۴۵۰ غرفه», «الف → ب → ج» is «الف، سپس ب، سپس ج», and what an arrow or an
    equals sign explains stands behind a colon.
    """
    text = digits_to_persian(note).strip(" .،؛•-–—")
    if (between := _BETWEEN.match(text)) and not _CHAIN.search(between["rest"]):
        text = f"{between['lead']}از {between['a']} به {between['b']}{between['rest']}"
    links = len(_CHAIN.findall(text))
    text = _CHAIN.sub("، سپس " if links > 1 else "؛ " if ": " in text or "؟" in text else ": ", text)
    text = (
        _EQUALS.sub("؛ " if ": " in text else ": ", text) if text.count("=") == 1 else _EQUALS.sub(" برابر با ", text)
    )
    text = _PLUS.sub(" و ", _SLASH.sub("، ", text))
    if ": " in text or not _OWN.match(text):
        text = _DASH.sub("، ", text)
    return _SPACES.sub(" ", text).replace(" :", ":").replace(" ،", "،").strip()


def _own_label(text: str) -> tuple[str, str] | None:
    """Return a note's own label and what it is of, where it has a short one."""
    own = _OWN.match(text)
    if own is None or len(own["label"].split()) > _LONGEST_LABEL or own["label"][-1:].isdigit():
        return None
    return own["label"].strip(), own["rest"].strip()
