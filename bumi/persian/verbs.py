"""Finite verbs: certain ones, their plural and affirmative forms. Words that may be nouns too do not count."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bumi.persian.grammar_words import grammar_words
from bumi.persian.morphology import lexicon, parts_of_speech, verb_forms, verb_roots
from bumi.persian.patterns import CONTINUOUS
from bumi.persian.text import ZWNJ

_AUXILIARY = ("خواهند", "نخواهند")  # another verb follows
_OF_BEING = {"است": "هستند", "هست": "هستند", "نیست": "نیستند", "خواهد": "خواهند", "نخواهد": "نخواهند"}
_UNKNOWN = frozenset("0")  # how the lexicon marks unattested words


@lru_cache(maxsize=100_000)
def finite(word: str) -> bool:
    """Say whether `word` is certainly a finite verb that stands by itself."""
    listed = grammar_words()
    if word in listed.past_or_noun or word in _AUXILIARY:
        return False
    if word in listed.past or word in listed.present or (word.startswith("ن") and is_past(word[1:])):
        return True
    if word not in verb_forms():
        return False
    if word.startswith(CONTINUOUS):
        return not word.endswith("ه")
    several = word.endswith("ند") or (word.endswith("م") and word[:-1].removesuffix("ی") in verb_forms().values())
    return several and len(word) > 3 and parts_of_speech().get(word, _UNKNOWN) == _UNKNOWN


def is_past(word: str) -> bool:
    """Say whether `word` is a common past verb in the singular, whether or not also a noun."""
    return word in grammar_words().past or word in grammar_words().past_or_noun


def is_verb(words: Sequence[str], at: int) -> bool:
    """Say whether word `at` is a finite verb after the word before it, unlike in «رفت و آمد» and a split «در آمد»."""
    before, word = words[at - 1] if at else "", words[at]
    if is_past(word) and (before == "و" or any(f"{before}{joint}{word}" in lexicon() for joint in ("", ZWNJ))):
        return False
    return finite(word)


def ends_with_verb(text: str) -> bool:
    """Say whether the last word of `text` is a form of a verb, a past root among them."""
    last = text.split()[-1]
    return last in verb_forms() or last in verb_roots()


def plurals(word: str) -> tuple[str, ...]:
    """Return the plurals of a singular verb, present before past; none for other words."""
    if word in _OF_BEING:
        return (_OF_BEING[word],)
    if not (finite(word) or is_past(word)):
        return ()
    present, past = word.removesuffix("د"), word
    stems = [present] if present != word and f"{present}م" in verb_forms() else []
    stems += [past] if f"{past}م" in verb_forms() and not (stems and past.endswith("کند")) else []  # not of «کندن»
    return tuple(many for stem in stems if (many := f"{stem}ند") in verb_forms())


def affirmative(word: str) -> str:
    """Return a negated verb without its negation, "" where it is not negated or not certainly a verb."""
    if word in ("نیست", "نیستند"):
        return "است" if word == "نیست" else "هستند"
    bare = f"آ{word[3:]}" if word.startswith("نیا") else word[1:]  # نیامد
    return bare if word.startswith("ن") and (finite(bare) or is_past(bare)) else ""


_BEFORE = ("", "ن", *CONTINUOUS)
_PERSONS = ("م", "یم", "ید", "ند")  # not ی: «نمایی» is a view
_AFTER_PAST = ("", *_PERSONS, "ن", "ه", "ه است", *(f"ه{ZWNJ}{rest}" for rest in ("ام", "ایم", "اید", "اند")))
_AFTER_PRESENT = ("د", *_PERSONS)


def conjugated(past: str, present: str) -> list[str]:
    """Return the forms of a verb by its two stems, those of two verbs in the same order: «نمود» as «کرد»."""
    forms = [f"{before}{present}{after}" for before in _BEFORE for after in _AFTER_PRESENT]
    forms += [f"{before}{past}{after}" for before in _BEFORE for after in _AFTER_PAST]
    return [form.replace("نآ", "نیا") for form in forms]


_DONE = "برگزار|برپا|افتتاح|رونمایی|آغاز|شروع|اجرا|بازگشایی|انجام|اکران|تمام"
_GOT = "(?:صورت|انجام) گرفت|(?:پایان|گشایش|خاتمه) یافت|(?:رخ|روی) داد|اتفاق افتاد|به وقوع پیوست|به پایان رسید"
HAPPENED = re.compile(
    rf"(?<!\w)(?:(?:{_DONE}) (?:شد|شدند|گردید|شده (?:است|بود)|کرد|کردند)"
    rf"|(?:آغاز|شروع) به کار کرد|(?:{_GOT})(?:ند|ه است|ه بود)?)(?!{ZWNJ}?\w)"
)
"""A past verb that says that an event took place: «برگزار شد», «به پایان رسید»."""

_SENT = "(?:فرستاد|برد|کشاند|کشید)(?:ند)?"
KILLED = f"کشت(?:ند|ه است)?|قربانی کرد(?:ند)?|به کام مرگ {_SENT}|به کشتن داد(?:ند)?"
"""The pattern of a past verb that says that somebody killed."""
TOOK = f"(?:می{ZWNJ}?)?(?:گرفت|ستاند)(?:ند|ه است)?"
"""The pattern of a past verb that says that somebody took something, as a life."""
DIED = "جان (?:(?:خود را )?(?:باخت|سپرد)|خود را از دست داد)(?:ه است)?|درگذشت|فوت (?:کرد|شد)|کشته شد(?:ه است)?"
"""The pattern of a past verb that says that somebody died."""

_ASKED = (
    "کن|نکن|بگیر|نگیر|ده|بده|نده|بمان|نمان|شو|نشو|باش|نباش|رو|برو|نرو|بزن|نزن|گذار|بگذار|نگذار|بند|ببند|نبند|بیاور|نیاور"
    "|دار|بردار|ورز|بخور|نخور|بنوش|ننوش|بجوشان|بخوان|برسان|بایست|بپوش|بیای|نیای|بخواه|بپرس|بگوی?|نگوی?|ببر|نبر|بفرست|بسپار"
)
IMPERATIVE = rf"(?<![\w\u200c])(?:{_ASKED})(?:ید|ند)(?!\w)"
"""The pattern of a verb that asks readers to do something, or not to."""

DEVERBAL = re.compile(f".+(?:[دت]ن|[دت]ه|گی|گان|گیری|ترین?|{ZWNJ}.+ی)[\u064e-\u0650]?")
"""A word with the ending of an infinitive, a participle or an adjective: «بستن», «تجربه‌ترین»."""
