"""A note as words: each with the mark after it, and whether it is a verb that ends its clause."""

import re
from functools import cache
from typing import NamedTuple

from bumi.persian.morphology import parts_of_speech, verb_forms
from bumi.persian.text import digits_to_persian, normal

__all__ = ["NO", "PUNCTUATION", "Word", "bare_word", "words_of"]

NO = "نه"
PUNCTUATION = "،؛:.!-–—/+|=→←•*()؟"
_NEEDLESS = ("و", "نیز")  # which nothing comes after at the end
_CHUNKS = re.compile(r"\s+|(\+(?!\d)|[=→؟()])|(?<=\D)(/)(?=\D)")
_SIGNED = re.compile(r"\+\d+")  # «پلیس +۱۰»
_MEANS = "یعنی"  # no verb, and all the verb that its clause needs
_LACKS = ("نبود", "کند", "دوم")  # a lack, slow, the second: a verb or not
_COPULA = re.compile("..+(?:\u200cاند|\u200cست|هاست)")  # written with its noun: «مهمان‌اند», «آن‌هاست»
_JOINED = re.compile("..+است")  # «جداست»; «درخواست» is a noun
_PREVERB = re.compile("^(?:بر|در|باز|فرا|فرو|وا)(?=ن?می|ن)")


class Word(NamedTuple):
    """A word of a note."""

    text: str
    parted: bool  # whether a mark stands after it
    closing: bool | None  # whether it is a finite verb, which ends its clause; None where it may be a noun too


def words_of(source: str) -> list[Word]:
    """Return the words of a note, and which of them have marks after them."""
    words: list[Word] = []
    for chunk in filter(None, _CHUNKS.split(digits_to_persian(normal(source)))):
        if bare := bare_word(chunk):
            words.append(Word(bare, False, _closing(bare.strip("«»"))))
        if words and chunk[-1] in PUNCTUATION and chunk not in "()":
            words[-1] = words[-1]._replace(parted=True)
    for at, word in enumerate(words[:-1]):  # «سرشماره رسمی، نه شماره شخصی», and «نه اصله»
        if word.text == NO and not word.parted and (at == 0 or words[at - 1].parted):
            words[at] = word._replace(closing=False)
    while words and words[-1].text in _NEEDLESS:
        words.pop()
    return words


def bare_word(chunk: str) -> str:
    """Return a word without the marks around it."""
    signed = _SIGNED.match(chunk)
    return signed[0] if signed else chunk.strip(PUNCTUATION)


@cache
def _closing(word: str) -> bool | None:
    """Whether a word is a finite verb; None where it may be a noun as well, as «پخت» is.

    The second person singular is left out: a newsroom has no use for it, and «تولیدی» would be one.
    """
    if word in _LACKS:
        return None
    bare = _PREVERB.sub("", word) or word
    fallen = f"ا{word[2:]}" if word[:2] in ("بی", "نی") else word  # نیفتند: افتند
    finite = not verb_forms().keys().isdisjoint((word, bare, fallen)) and not word.endswith(("ه", "ی"))
    noun = "N" in parts_of_speech().get(word, frozenset())
    if word == _MEANS or _COPULA.fullmatch(word) or (_JOINED.fullmatch(word) and not noun):
        return True
    if word != NO and finite and noun:
        return None
    return word == NO or finite
