"""What is left of speech in a note that has been written out: words to ask about, as nobody can be sure of them."""

import re

from bumi.persian.informal.address import orders
from bumi.persian.informal.forms import known, vocabulary
from bumi.persian.informal.nouns import given_names, in_texts, is_noun, names, of_place
from bumi.persian.morphology import lexicon, verb_forms, verb_roots, words
from bumi.persian.spans import quoted
from bumi.persian.text import ZWNJ

__all__ = ["left_spoken"]

_SMALL = frozenset(("رو", "چی", "نشین", "بده", "اینور", "اونور"))
_ENDING = re.compile(f"(.{{3,}}?)(?:{ZWNJ}?(?:ه|و|ن|س|[شمت]و|[شمت]ونو?)|(?:ا|ای))")
_UN = re.compile("(?<=.)ون")
_CONTINUOUS = re.compile(f"(?:بر|در|باز)?(ن?می{ZWNJ}?[^{ZWNJ}]{{2,}}(?:ه|[^ا]ن))")
_PLURALS = ("ها", "های", "هایی", "هایش", "هایشان", "هایتان")
_SEEN = 1_000  # how often the lexicon has seen what is no oddity


def left_spoken(text: str) -> tuple[str, ...]:
    """Return the words of a note, spoken forms written out, that still look spoken; names and quotations are none."""
    quotations = quoted(text)
    spoken = ((at, word) for at, stop, word in words(text) if not quotations.touch(at, stop))
    return tuple(dict.fromkeys(word for at, word in spoken if not _titled(text, at) and _looks_spoken(word)))


def _titled(text: str, at: int) -> bool:
    before = [word for _, _, word in words(text[:at])][-1:]
    return bool(before) and (before[0] in vocabulary().before_names or before[0] in given_names())


def _looks_spoken(word: str) -> bool:
    bare = word.replace(ZWNJ, "")
    if word.endswith(_PLURALS) or word.startswith("ال") or word in vocabulary().never:
        return False
    if word in _SMALL or (word in orders() and word not in known()):
        return True
    if (
        word in verb_forms()
        or bare in known()
        or in_texts(word)
        or word in names()
        or of_place(word)
        or bare.isdecimal()
    ):
        return False
    if verb := _CONTINUOUS.fullmatch(word):
        return verb[1] not in verb_forms() and verb[1].replace(ZWNJ, "") not in known()
    if (
        word[:-1] in verb_roots()
        or word[:-1].removeprefix("بر").removeprefix("ن") in verb_roots()
        or word.endswith(f"ه{ZWNJ}ای")
    ):
        return False
    with_an = (f"{word[: said.start()]}ان{word[said.end() :]}" for said in _UN.finditer(word))
    if word.removesuffix("ی") not in known() and any(map(_is_word, with_an)):  # «واژگونی» is none
        return True
    said = _ENDING.fullmatch(word)
    return said is not None and _is_word(said[1] or "")


def _is_word(word: str) -> bool:
    return lexicon().get(word, 0) > _SEEN or is_noun(word) or in_texts(word)
