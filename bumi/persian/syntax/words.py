"""Tokenize a note: its words, the marks behind them, its segments, and which words are finite verbs.

Also the word lists of assets/words/planning.yaml, as sets or as patterns.
"""

import re
from functools import cache
from typing import NamedTuple

from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import parts_of_speech, verb_forms
from bumi.persian.text import digits_to_persian, normal

NO = "نه"
PUNCTUATION = "،؛:.!-–—/+|=→←•*()؟"
_NEEDLESS = ("و", "نیز")  # dropped at the end of a note
_CHUNKS = re.compile(r"\s+|(\+(?!\d)|[=→؟()])|(?<=\D)(/)(?=\D)")
_SIGNED = re.compile(r"\+\d+")  # «پلیس +۱۰»
_MEANS = "یعنی"  # no verb, but its clause needs no other
_LACKS = ("نبود", "کند", "دوم")  # a lack, slow, the second: a verb or another word
_COPULA = re.compile("..+(?:\u200cاند|\u200cست|هاست)")  # written with its noun: «مهمان‌اند», «آن‌هاست»
_JOINED = re.compile("..+است")  # «جداست»; «درخواست» is a noun
_STOPS = re.compile(r"\s*[؛;]\s*|(?<=[^\W\d]{2})[.!؟?]\s+")
_PREVERB = re.compile("^(?:بر|در|باز|فرا|فرو|وا)(?=ن?می|ن)")


class Word(NamedTuple):
    """A word of a note, without the marks around it."""

    text: str
    parted: bool  # whether a mark stands after it
    closing: bool | None  # whether it is a finite verb, which ends its clause; None where it may be a noun too


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of the list `name` of assets/words/planning.yaml."""
    return frozenset(listed_data("planning")[name])


@cache
def any_of(name: str) -> str:
    """Return a pattern for any whole word of the list `name`, the longest first."""
    return rf"(?:{'|'.join(sorted(word_list(name), key=lambda word: (-len(word), word)))})(?![\w\u200c])"


def segments(note: str) -> list[str]:
    """Return the parts of `note` between semicolons and sentence ends, without these marks."""
    return [part.strip(" .؛;") for part in _STOPS.split(note) if part.strip(" .؛;")]


def words_of(source: str) -> list[Word]:
    """Return the words of a note, each with its mark and its finite-verb flag."""
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

    The second person singular is left out: news does not use it, and «تولیدی» would be one.
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
