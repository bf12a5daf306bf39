"""Spoken Persian: words as they are said (می‌خوام, خونه, کتابشون), with how they are written."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bumi.checks.phrases import Replacement
from bumi.checks.spans import Spans
from bumi.checks.spans import quoted as quotations
from bumi.checks.spokenforms import derived, known, vocabulary
from bumi.language import lexicon, parts_of_speech, sentences, words
from bumi.text import ZWNJ

__all__ = ["as_written", "spoken"]

_PARTICLE = re.compile("(بر|در|باز|وا|ور|فرو)(?=ن?می)")
_OURS = re.compile(f"(.{{3,}}?)({ZWNJ}?)([متش])ون")
_OBJECT = re.compile(f"((.{{3,}}?){ZWNJ}?(?:[متش]|[متش]ون))و")
_ITS = re.compile("(.{2,}ش)ه")
_IS = re.compile(f"(.{{2,}}?){ZWNJ}?ه")
_COMMON = 100_000  # how often the lexicon has seen what is a word beyond doubt
_ABOUT = 16  # characters beside «رو» that say what it means
_NOUN_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:از|ز|به) (?:این|آن|همین|همان)|به هر|زین|پیش|به|و|در|روبه|گرد|بی|از|ی|یک) $|[^\w{ZWNJ}] $|^ ?$"
)
_NOUN_AFTER = re.compile(
    rf"(?! [\w])| (?:به|در|است|بود|هستند|خواه\w+|(?:ن?می{ZWNJ}?|ب|ن)?(?:ی?آور|یاور|کرد|کن|شد|شو|نهاد|نه)\w*)(?!\w)"
)


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
    opened = (0, -1, "")  # a «می» that a space parts from its verb
    for at, stop, word in words(text[start:end]):
        at, stop = start + at, start + stop
        if text[opened[1] : at] == " ":
            at, word = opened[0], f"{opened[2]}{ZWNJ}{word}"
        opened = (at, stop, word) if word in ("می", "نمی") else (0, -1, "")
        written, certain = ("را", True) if word == "رو" and _marks_object(text, at, stop) else _written(word)
        if written:
            yield (at, stop, written), certain


def _marks_object(text: str, at: int, stop: int) -> bool:
    """Say whether «رو» is «را»: not the face, not a direction (رو به), no part of «از این رو»."""
    before, after = text[max(0, at - _ABOUT) : at], text[stop : stop + _ABOUT]
    return not _NOUN_BEFORE.search(before) and not _NOUN_AFTER.match(after)


@lru_cache(maxsize=100_000)
def _written(word: str) -> tuple[str, bool]:
    """Return how a word is written, "" where it is written so, and whether it can be nothing but spoken."""
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
        return f"{ours[1]}{'ی' if long else ours[2]}{ours[3]}ان", True
    if (its := _ITS.fullmatch(word)) and _is_noun(its[1].removesuffix("ش")):
        return f"{its[1]} است", True
    if (predicate := _IS.fullmatch(word)) and _is_predicate(predicate[1]):
        return f"{predicate[1]} است", True
    if (marked := _OBJECT.fullmatch(word)) and _is_noun(marked[2]):
        return f"{_written(marked[1])[0] or marked[1]} را", False
    return "", False


def _is_noun(word: str) -> bool:
    return lexicon().get(word, 0) > _COMMON or word.endswith("ها")


def _is_predicate(word: str) -> bool:
    kinds = parts_of_speech().get(word, frozenset())
    adjective = lexicon().get(word, 0) > _COMMON and "AJ" in kinds and "N" not in kinds
    return adjective or word in vocabulary().predicates or (word.endswith("تر") and lexicon().get(word, 0) > 0)
