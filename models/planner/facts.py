"""Turn a note that is no sentence into a fact of the list: in its own words, under a label where one is certain.

An editor approves a list of facts sooner than a sentence that a model made of them: nothing is added or reordered.
"""

import re
from dataclasses import dataclass

from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.patterns import END
from bumi.persian.syntax import (
    as_time,
    ends_in_second_person,
    ends_in_verb,
    has_verb,
    is_any_infinitive,
    names_date_or_hour,
)
from bumi.persian.text import digits_to_persian
from bumi.piece import POINT

_pattern = ListedPatterns("planner/facts")
LABELS = tuple(_pattern.text("labels").split("|"))
"""The closed list of labels that a fact may have; its own label before a colon is kept beside them."""

_LONGEST_LABEL = 4  # words of a note's own label
_OWN = re.compile(r"^(?P<label>[^:؛.،]{2,40}?)\s*(?::(?!\d)|\s[-–—]\s|\s=\s)\s*(?P<rest>\S.*)$")
_HOURS = _pattern("hours")
_BEGINNINGS = {label: re.compile(f"(?:{text}){END}") for label, text in _pattern.texts("beginnings").items()}
_ALONE = ("مخاطبان", "زمان", "مکان")  # where more follows behind a comma, such a label would be of that too
_EVERY = re.compile(r"هر [۰-۹]+ (?:دقیقه|ساعت)")  # an interval, and no time
_PRICES = _pattern("prices")
_FORBIDDEN = re.compile(r" (?:ممنوع|ممنوعه)$")
_PHONE = _pattern("phone")
_HOW = re.compile(r"(?<!\w)(?:به|پیامک|ایتا|بله|روبیکا) (?:شماره )?[۰-۹]")  # says itself what the number is for
_CONTACTS = _pattern("contacts")
_SAID = _pattern.texts("said")
_ARROW = re.compile(r"\s*(?:→|←|⇐|⇒|->|<-|=>)\s*")
_BETWEEN = _pattern("between")
_ROUTE = re.compile(r"(?:مسیر|محور|جاده|راه)[^:]*: ")
_STARTING = re.compile(r"(?:اگر|شروع|از|حرکت|آغاز|مبدأ|مبدا)\s")
_AFTER_THAT = ("بعد از آن", "سپس", "بعد ")
_LABEL_WORDS = 2  # of what an arrow or an equals sign explains, and that may stand before a colon
_CLAUSE = re.compile(r"[،؛:؟.(]")
_NOT_LABEL = re.compile(r"(?:^|\s)(?:از|با|به|تا|در|برای|بدون|هر|و)(?:\s|$)|[۰-۹]\S*\s")  # «علت ۱» may be
_EQUALS = re.compile(r"\s*=\s*")
_EACH = _pattern("each")
_SLASH = re.compile(r"\s+/\s+|(?<=[^\W\d])/\s+(?=\S)|(?<=[^\W\d])\s+/(?=[^\W\d])")
_BESIDE = re.compile(r"[،؛:]")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ITEM_WORDS = 4  # of one of several things that slashes part: «وزن خالص / تاریخ برداشت»
_LED = _pattern("led")
_DENIED = re.compile(r"(?<!\w)نه(?!\w)")
_DASH = re.compile(r"\s+[-–—]+\s+")
_PLUS = re.compile(r"(?<![۰-۹٪])\s+\+\s*(?=\D)|(?<=[^\W\d])\s+\+\s+(?=[۰-۹])|(?<=[^\W\d])\+(?=[^\W\d])")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class LabelledFact:
    """One line of the list: `text` in the note's own words, under `label` or none, resting on parts of the brief."""

    text: str
    rests_on: tuple[str, ...]
    label: str = ""

    def line(self) -> str:
        """Return the line as it stands in the body, with its mark: «• ظرفیت: ۴۵ نفر»."""
        return f"{POINT}{f'{self.label}: ' if self.label else ''}{self.text}"


def fact(note: str, rests_on: tuple[str, ...], label: str = "") -> LabelledFact:
    """Return `note` as a fact; `label`, where somebody chose one, goes before any other.

    A word that repeats the label is dropped: «ظرفیت ۴۵ نفر» is «ظرفیت: ۴۵ نفر». The note's own label stays in the note
    where it is not the chosen one.
    """
    text = tidy(note)
    own = _own_label(text)
    if own and label in ("", own[0]):
        label, text = own
    else:
        label = label or label_of(text)
    if label in _SAID:
        text = re.sub(rf"^(?:{_SAID[label]})\s+", "", text)
    text = text.removeprefix(f"{label} ") if label else text
    if label == "زمان" and _HOURS.fullmatch(text):
        text = f"ساعت {text}"
    if label == "ممنوع":
        text = _FORBIDDEN.sub("", text)
    return LabelledFact(text, rests_on, label)


def label_of(note: str) -> str:
    """Return the label of a note: its own before a colon, else one of LABELS where it is certain, else empty."""
    text = tidy(note)
    if own := _own_label(text):
        return own[0]
    items = re.split(r"\s*[،؛]\s*", text)
    if _CONTACTS.fullmatch(text):
        return "تماس"
    first = next((label for label, beginning in _BEGINNINGS.items() if beginning.match(text)), "")
    if ends_in_verb(items[0]):  # «ثبت‌نام با گوشی هم می‌شود» is said already
        first = ""
    if first and not (first in _ALONE and len(items) > 1):
        return first
    if re.fullmatch(r"[۰-۹]{3,4}(?:،? شبانه‌روزی)?", text):
        return "تماس"
    if names_date_or_hour(text) and as_time(text) and not _EVERY.match(text):
        return "زمان"
    if _PRICES.fullmatch(text):
        return "هزینه"
    if len(items) == 1 and _PHONE.search(text) and not (names_date_or_hour(text) or _HOW.search(text)):
        return "تماس"
    return "ممنوع" if len(items) == 1 and _FORBIDDEN.search(text) else ""


def tidy(note: str) -> str:
    """Return `note` as an editor writes it: words for its signs where they are certain, no full stop.

    «۳۰۰ → ۴۵۰ غرفه» is «از ۳۰۰ به ۴۵۰ غرفه», «الف → ب → ج» is «الف، سپس ب، سپس ج», «فوت = لغو» is «فوت یعنی لغو», and
    what a short noun leads to stands behind a colon. An arrow whose sense is not certain stays one.
    """
    text = _LED.sub(r"\1: ", digits_to_persian(note).strip(" .،؛•-–—"))
    if (between := _BETWEEN.match(text)) and not _ARROW.search(between["rest"]):
        lead = between["lead"].removesuffix("از ")
        since = "" if re.match(r"از\s", lead) else "از "  # «از هفته‌ای ۵ → ۷ نوبت» has it
        text = f"{lead}{since}{between['a']} به {between['b']}{between['rest']}"
    text = _without_arrows(_in_parts(text))
    text = _PLUS.sub(" و ", _without_equals(text))
    if ": " in text or _own_label(text) is None:
        text = _DASH.sub("، ", text)
    return _SPACES.sub(" ", text).replace(" :", ":").replace(" ،", "،").strip()


def _in_parts(text: str) -> str:
    """Return `text` with commas for the slashes between single items, and semicolons for the others."""
    if not _SLASH.search(text):
        return text
    parts = _SLASH.split(text)
    bare = [_BRACKETS.sub("", part) for part in parts]
    items = [_BESIDE.split(each)[-1] if at == 0 else _BESIDE.split(each)[0] for at, each in enumerate(bare)]
    plain = not any("،" in each or _ARROW.search(each) or "=" in each for each in bare[:-1])
    led = any(re.search(r":\s", each) for each in bare[1:])
    single = all(len(each.split()) <= _ITEM_WORDS and not has_verb(each) for each in items)
    if plain and _DENIED.search(items[-1]) and all(len(each.split()) <= _ITEM_WORDS for each in items):
        return text  # of «مواد / قتل نه» each is denied
    return ("، " if single and plain and not led else "؛ ").join(part.strip() for part in parts)


def _without_arrows(text: str) -> str:
    """Return `text` with words or marks for its arrows, where their meaning is certain."""
    sides = [side.strip() for side in _ARROW.split(text)]
    if len(sides) < 2:
        return text
    if len(sides) > 2:
        steps = all(len(side.split()) <= _ITEM_WORDS and not has_verb(side) for side in sides[:-1])
        return ("، سپس " if steps and not _CLAUSE.search(" ".join(sides)) else " ← ").join(sides)
    before, behind = sides
    if _ROUTE.match(text):
        return f"{before} به {behind}"
    if _STARTING.match(before) or behind.startswith(_AFTER_THAT):
        return f"{before}، {behind}"
    *lead, last = re.split(r"(?<=[؛؟])\s+", before)
    if ends_in_second_person(last) and not re.match("(?:اگر|وقتی|هر)", last):
        return " ".join([*lead, f"اگر {last}، {behind}"])
    return f"{before}: {behind}" if _is_label(before) and _is_value(before, behind) else f"{before} ← {behind}"


def _is_value(name: str, behind: str) -> bool:
    """Whether the text behind an arrow is the value of `name`, and no change of it: «چمن مصنوعی → طبیعی»."""
    first = re.split("[،؛]", behind)[0].split()
    if not first or first[0] == name.split()[0]:
        return False
    numbered = name[-1].isdigit()  # «علت ۱»
    return numbered or len(first) > len(name.split()) or bool(re.search("[۰-۹«]", first[0]))


def _without_equals(text: str) -> str:
    """Return `text` with words or marks for its equals signs: «یعنی» behind an action, a colon behind a name."""
    text = _EACH.sub(" ", text) if ": " in text else text
    made = ""
    for part in re.split(r"(؛ )", text):
        sides = _EQUALS.split(part)
        done = any(is_any_infinitive(each) for side in sides for each in side.split()[:2])
        plain = len(sides) == 2 and not done and "،" not in sides[0] and sides[0][:1].isalpha()
        named = plain and (_is_label(sides[0]) or sides[1][:1].isdigit())
        made += f"{sides[0]}: {sides[1]}" if named else " یعنی ".join(sides)
    return made


def _is_label(text: str) -> bool:
    """Whether `text` is a short name for what follows («مدارک», «نرخ جدید»), neither a clause nor an amount."""
    short = 0 < len(text.split()) <= _LABEL_WORDS
    return short and not (_CLAUSE.search(text) or _NOT_LABEL.search(text) or has_verb(text))


def _own_label(text: str) -> tuple[str, str] | None:
    """Return a note's own short label and the rest; None where it has none."""
    own = _OWN.match(text)
    if own and ":" not in own[0][: own.start("rest")] and len(own["label"].split()) > _LABEL_WORDS:
        return None  # a dash behind a whole clause
    if own is None or len(own["label"].split()) > _LONGEST_LABEL or own["label"][-1:].isdigit():
        return None
    return own["label"].strip(), own["rest"].strip()
