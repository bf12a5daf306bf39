"""Spoken Persian: words as they are said (می‌خوام, خونه, کتابشون), with how they are written."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bumi.checks.phrases import Replacement
from bumi.checks.spans import Spans
from bumi.checks.spans import quoted as quotations
from bumi.checks.spokencontext import Sentence, at_its_place, in_context, named
from bumi.checks.spokenforms import derived, known, vocabulary
from bumi.checks.spokennouns import being, is_noun, of_place, plural, with_an
from bumi.language import lexicon, sentences, words
from bumi.text import ZWNJ

__all__ = ["as_written", "spoken"]

_PARTICLE = re.compile("(بر|در|باز|وا|ور|فرو)(?=ن?می)")
_OURS = re.compile(f"(.{{3,}}?)({ZWNJ}?)([متش])ون(ه?)")
_OBJECT = re.compile(f"((.{{3,}}?){ZWNJ}?(?:[متش]|[متش]ون))و")
_ITS = re.compile("(.{3,}ش)ه")
_COMMON = 100_000  # how often the lexicon has seen what is a word beyond doubt


def spoken(text: str, quoted: Spans) -> Iterator[Replacement]:
    """Yield the spoken forms outside of quotations, with how they are written.

    What may be a good word too (بره is a lamb) is told only in a sentence that has what can be nothing else.
    """
    for start, end in sentences(text):
        found = [(form, certain) for form, certain in _forms(text, start, end) if not quoted.touch(*form[:2])]
        if any(certain for _, certain in found):
            yield from (form for form, _ in found)


def as_written(text: str) -> str:
    """Return `text` with its spoken forms as they are written; quotations keep theirs."""
    for start, end, written in reversed([*spoken(text, quotations(text))]):
        text = f"{text[:start]}{written}{text[end:]}"
    return text


def _forms(text: str, start: int, end: int) -> Iterator[tuple[Replacement, bool]]:
    """Yield the forms of a sentence, and whether each is certainly spoken."""
    sentence = Sentence(text[start:end], tuple(_tokens(text[start:end])))
    for index, (at, stop, word) in enumerate(sentence.words):
        told = in_context(sentence, index)
        written, certain = told or _written(word, named(sentence, index))
        if not told and not written:
            written, certain = at_its_place(sentence, index)
        if written:
            yield (start + at, start + stop, written), certain


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a sentence with their places in it; a «می» that a space parts from its verb is one with it."""
    opened: tuple[int, int, str] | None = None
    for at, stop, word in words(text):
        if opened and text[opened[1] : at] == " ":
            at, word = opened[0], f"{opened[2]}{ZWNJ}{word}"
        elif opened:
            yield opened
        opened = (at, stop, word) if word in ("می", "نمی") else None
        if not opened:
            yield at, stop, word
    if opened:
        yield opened


@lru_cache(maxsize=100_000)
def _written(word: str, named: bool = False) -> tuple[str, bool]:
    """Return how a word is written, "" where it is written so, and whether it can be nothing but spoken.

    What is `named` is no form of a word that it looks like.
    """
    bare = word.replace(ZWNJ, "")
    if bare in vocabulary().never:
        return "", False
    if perhaps := vocabulary().perhaps.get(bare):
        return perhaps, False
    if written := derived().get(word) or derived().get(bare):
        return written, bare not in vocabulary().doubtful
    if bare in known():
        return "", False
    if (particle := _PARTICLE.match(bare)) and (verb := derived().get(bare[particle.end() :])):
        return f"{particle[1]}{verb}", True
    if (ours := _OURS.fullmatch(word)) and _is_noun(ours[1]):
        long = ours[1][-1] in "او"  # کتاب‌هاشون: کتاب‌هایشان
        is_ = " است" if ours[4] else ""
        return f"{ours[1]}{'ی' if long else ours[2]}{ours[3]}ان{is_}", True
    if (its := _ITS.fullmatch(word)) and _is_noun(its[1].removesuffix("ش")):
        return f"{its[1]} است", True
    if named:
        return "", False
    if written := being(word):
        return written, True
    if (many := plural(word))[0]:
        return many
    if written := with_an(word):
        return written, of_place(written)
    if (marked := _OBJECT.fullmatch(word)) and (_is_noun(marked[2]) or is_noun(marked[2])):
        return f"{_written(marked[1])[0] or marked[1]} را", marked[1].endswith("ون")
    return "", False


def _is_noun(word: str) -> bool:
    return lexicon().get(word, 0) > _COMMON or word.endswith("ها")
