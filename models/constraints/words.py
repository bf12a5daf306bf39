"""A note as words: each with the mark after it, and whether it is a verb that ends its clause."""

import re
from functools import cache
from typing import NamedTuple

from bumi.language import parts_of_speech, verb_forms
from bumi.text import digits_to_persian, normal
from models.constraints.insertions import Gap

__all__ = ["NEEDLESS", "NO", "Word", "words_of"]

NO = "نه"
NEEDLESS = frozenset(("و", "هم", "نیز"))  # words that a sentence can do without
_MARKS = {"؛": Gap.BREAK, ":": Gap.LABEL, "→": Gap.ARROW, "=": Gap.EQUALS, "؟": Gap.ASK, "+": Gap.PLUS, "/": Gap.PLUS}
_ARROW = "→"  # behind a verb it leads to an outcome: «باران شد → سالن شماره ۲»
_CHUNKS = re.compile(r"\s+|(\+(?!\d)|[=→؟()])|(?<=\D)(/)(?=\D)")
_SIGNED = re.compile(r"\+\d+")  # «پلیس +۱۰»
_PUNCTUATION = "،؛:.!-–—/+|=→←•*()؟"
_MEANS = "یعنی"  # no verb, and all the verb that its clause needs
_LACKS = ("نبود", "کند", "دوم")  # a lack, slow, the second: a verb or not
_COPULA = re.compile("..+(?:\u200cاند|\u200cست|هاست)")  # written with its noun: «مهمان‌اند», «آن‌هاست»
_JOINED = re.compile("..+است")  # «جداست»; «درخواست» is a noun
_PREVERB = re.compile("^(?:بر|در|باز|فرا|فرو|وا)(?=ن?می|ن)")


class Word(NamedTuple):
    """A word of a note."""

    text: str
    brackets: str  # that the note has before and after it
    mark: Gap | None  # the mark after it
    closing: bool | None  # whether it is a finite verb, which ends its clause; None where it may be a noun too


def words_of(source: str) -> list[Word]:
    """Return the words of a note with the marks after them."""
    words: list[Word] = []
    lines = digits_to_persian(normal(source)).split("\n")
    header = [*lines, ""].index("") if len(lines) > 1 else 0  # lines of it
    for at, line in enumerate(lines):
        opened, comma = "", Gap.PART if at < header else Gap.SOFT  # «بخش مرکزی، روستای ...» is one place
        if words and words[-1].mark is not Gap.NOTES:
            words[-1] = words[-1]._replace(mark=Gap.PART if line else Gap.NOTES)
        for chunk in filter(None, _CHUNKS.split(line)):
            bare, last = _bare(chunk), words[-1] if words else None
            if bare:
                words.append(Word(bare, opened, None, _closing(bare.strip("«»"))))
                opened, last = "", words[-1]
            elif chunk == "(":
                opened = "("
            elif chunk == ")" and last:
                words[-1] = last = last._replace(brackets=f"{last.brackets})")
            mark = chunk[len(chunk.rstrip(_PUNCTUATION)) :][:1]
            if last and mark:
                kind = Gap.OUTCOME if mark == _ARROW and last.closing else _MARKS.get(mark, comma)
                words[-1] = words[-1]._replace(mark=last.mark or kind)
    for at, word in enumerate(words[:-1]):  # «سرشماره رسمی، نه شماره شخصی», and «نه اصله»
        if word.text == NO and not word.mark and (at == 0 or words[at - 1].mark):
            words[at] = word._replace(closing=False)
    while words and words[-1].text in NEEDLESS - {"هم"}:
        words.pop()
    return words


def _bare(chunk: str) -> str:
    signed = _SIGNED.match(chunk)
    return signed[0] if signed else chunk.strip(_PUNCTUATION)


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
