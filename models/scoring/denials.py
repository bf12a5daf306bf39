"""Negation and prohibition: whether a sentence denies what its notes deny, and nothing else.

A denial is known by the words beside it, its focus: notes leave out verbs («کارت نه»), and sentences say the same by
another word («کارت پذیرفته نمی‌شود»), so only its focus tells which denial it is.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from bumi.models.scoring.clauses import clauses, key, keys
from bumi.persian.morphology import parts_of_speech, verb_forms, words
from bumi.persian.spans import quoted

__all__ = ["misdenied"]

_DENIES = re.compile(r"(?<![\w\u200c])(?:ممنوع\w*|نه|خیر|فاقد|بدون|بی|غیرمجاز|قدغن)(?![\w\u200c])")
# What may stand for a denial, or makes one needless: who says one of these is not sure to have dropped anything.
_MAY_DENY = re.compile(
    r"(?<![\w\u200c])(?:ممنوع\w*|نه|خیر|فاقد|بدون|بی|بی\u200c\w+|غیر\w*|جز|مگر|بجز|به\u200cجز|خودداری|پرهیز\w*|اجتناب"
    r"|معاف\w*|تعطیل\w*|قطع\w*|بسته|لغو\w*|رد|عدم|حذف|محروم\w*|منع|خالی|رایگان|به\u200cرایگان|مجانی|نا\w+|نبود|کنسل"
    r"|هیچ[\w\u200c]*|[\w\u200c]*ن(?:شده|کرده|داده|دیده|خورده|گرفته|رسیده|سوز|پز)\w*|منتفی|باطل|قدغن|صفر|مانع|وگرنه|جلوگیری|ترک|اشتباه|دروغ|جعلی|خلاف|فقط|تنها|آزاد|همه|هنوز|مجاز|نیاز|لازم)"
    r"(?![\w\u200c])"
)
_ALLOWS = frozenset(("رایگان", "آزاد", "مجاز", "لازم", "نیاز", "همه", "تنها"))  # that a denial may deny
_LEADS = re.compile(r"(?:فاقد|بدون|بی|نه(?= \w))(?![\w\u200c])")  # before what they deny; all others stand behind it
_NOUNS = frozenset(("نخست", "نشست", "نیز", "نوبت", "نرم", "نو", "نه", "نهاد", "نای", "نام", "نما", "نبش", "نظر"))
_SURELY = frozenset(("نباید", "نیست", "نبود", "نشد", "نکرد", "نداد"))
_NO_VERB = frozenset(("N", "AJ", "ADV", "NUM", "P", "CONJ"))
_FRAGMENT = re.compile(r"[؛،.:()→=+/\n«»!؟]")
_CLAUSE = re.compile(r"[؛.()→=+/\n«»!؟]")
_REACH = 3  # words that carry meaning, beside a denial
_SHARED = 0.6  # of the focus of a denial, where a text has said it
_TELLING = 2  # words that a focus has at least, where only its own clause counts


def misdenied(text: str, notes: Collection[str], topic: str) -> str:
    """Return what `text` denies that `notes` do not, or does not deny that they do, in a few words of it; else nothing.

    What the topic denies may be denied anywhere, and need not be. Quotations do not count.
    """
    said, given = _unquoted(text), [_unquoted(note) for note in notes]
    return next(_dropped(said, given), "") or next(_added(said, [*given, topic]), "")


def _dropped(said: str, given: Iterable[str]) -> Iterator[str]:
    """Yield denials of the notes whose focus the text has, where it denies too little."""
    own = keys(said)
    kept = [(focus, words_) for note in given for focus, words_ in _denials(note) if _has(own, focus)]
    if kept and not _weight(said):
        yield kept[0][1]
    for focus, words_ in kept:
        there = [clause for clause in clauses(said) if _has(keys(clause), focus)]
        if len(focus) >= _TELLING and there and not any(map(_weight, there)):
            yield words_


def _added(said: str, given: Collection[str]) -> Iterator[str]:
    """Yield denials of the text that no note has."""
    own = list(_denials(said))
    if len(own) > sum(map(_weight, given)):
        yield own[0][1]
    for focus, words_ in own:
        pieces = (piece for note in given for piece in _CLAUSE.split(note))
        there = [piece for piece in pieces if focus <= keys(piece)]
        if there and not any(_weight(piece, focus) for piece in there):
            yield words_


def _has(own: Collection[str], focus: frozenset[str]) -> bool:
    return bool(focus) and len(focus.intersection(own)) >= _SHARED * len(focus)


def _denials(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield (focus, the words around it) of each denial."""
    tokens = words(text)
    places = {match.start() for match in _DENIES.finditer(text)} | {at for at, _, word in tokens if _is_negative(word)}
    for place in sorted(places):
        start = max((mark.end() for mark in _FRAGMENT.finditer(text, 0, place)), default=0)
        mark = _FRAGMENT.search(text, place)
        end = mark.start() if mark else len(text)
        before = [found for at, _, word in tokens if start <= at < place and (found := key(word))]
        after = [found for at, _, word in tokens if place < at < end and (found := key(word))]
        if _LEADS.match(text, place):
            focus = after[:_REACH] or before[-_REACH:]
        else:
            focus = before[-_REACH:] + (after[:_REACH] if len(before) < _REACH else [])
        yield frozenset(focus), text[start:end].strip()


def _weight(text: str, denied: Collection[str] = ()) -> int:
    """Return how many words of a text deny, or may stand for a denial; not those that are `denied` («رایگان نیست»)."""
    places = {match.start() for match in _MAY_DENY.finditer(text) if not _is_denied(match.group(), denied)}
    return len(places | {at for at, _, word in words(text) if _is_negative(word) or word.startswith(("نا", "غیر"))})


def _is_denied(word: str, denied: Collection[str]) -> bool:
    return word in _ALLOWS and key(word) in denied


@lru_cache(maxsize=50_000)
def _is_negative(word: str) -> bool:
    """Say whether `word` is a verb that says no; a noun that only looks like one is none."""
    if word in _SURELY or word.startswith("نمی\u200c"):
        return True
    root = verb_forms().get(word)
    if root is None or not word.startswith("ن") or word in _NOUNS:
        return False
    return word.startswith("نن") or not (root.startswith("ن") or parts_of_speech().get(word, frozenset()) & _NO_VERB)


def _unquoted(text: str) -> str:
    spans = [*quoted(text)]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text
