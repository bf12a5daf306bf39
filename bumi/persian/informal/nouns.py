"""Spoken endings of nouns and adjectives that the lexicon settles: plurals in ا, ون for ان, «است» and «را» joined."""

import re
from functools import cache, lru_cache

from bumi.persian.grammar_words import grammar_words
from bumi.persian.halfspace import tagger
from bumi.persian.informal.forms import known, vocabulary
from bumi.persian.lexicon import listed_lines, place_names
from bumi.persian.loglinear.counts import key
from bumi.persian.morphology import lexicon, parts_of_speech, verb_forms, verb_roots
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN, attested

__all__ = [
    "AGENT",
    "being",
    "being_at_end",
    "given_names",
    "in_texts",
    "is_noun",
    "marked_object",
    "names",
    "of_place",
    "often_in_texts",
    "plural",
    "with_an",
]

_COMMON = 100_000  # how often the lexicon has seen what is a word beyond doubt
_SEEN = 1_000  # and what is no oddity
_OFTENER = 3  # so many times as common is likelier
_OFTEN = 3  # the power of two, nearly, of what texts have often
_PLURAL = re.compile("(.{2,}?)ا(|ی|یی|ش|شون|مون|تون)")
_PLURALS = ("ها", "های", "هایی")
_NONE = ("", False)
_ENDS_AFTER_HE = {"س": " است", "ست": " است", "ن": f"{ZWNJ}اند", "ش": f"{ZWNJ}اش", "م": f"{ZWNJ}ام", "ت": f"{ZWNJ}ات"}
_OWN = {"ش": "یش", "شون": "یشان", "مون": "یمان", "تون": "یتان"}
_NOT_PLURAL = re.compile("[اهآ]$")  # stems whose plural is not said so
_SUFFIXES = "آموز|باز|بان|بردار|خوار|پز|دار|دان|دوز|ران|ساز|سوار|شناس|فروش|کار|کش|گذار|گیر|نشین|نواز|نویس|یار"
_AGENT = re.compile(f".{{2,}}{ZWNJ}(?:{_SUFFIXES})")
AGENT = re.compile(f"({_SUFFIXES})ا(|ی)")
"""What people do, in a plural in ا, where a space parts it from what they do it with: «پته دوزا»."""

_COMPARED = re.compile(f"{ZWNJ}?(تر|ترین)$")
_OF_WORK = re.compile(".{2,}(?:کار|گر|دار|بان|چی)")
_OBJECT = re.compile("(.{2,})و")
_OBJECT_OF_MANY = re.compile(f"(.{{3,}}?){ZWNJ}?رو")
_BEING = re.compile(f"(.{{2,}}?){ZWNJ}?ه")
_BEING_AFTER_A = re.compile("(.+[اه])س")
_AFTER_HE = re.compile(f"(.{{2,}}ه){ZWNJ}(ست|[سنشمت])")
_ARE = re.compile(f"(.{{2,}}{ZWNJ}?ها)س")


@lru_cache(maxsize=100_000)
def plural(word: str) -> tuple[str, bool]:
    """Return how a plural in ا is written (کارگرای: کارگرهای), "" for any other word, and whether it is surely one.

    It is where texts have that plural, or where it is of people; «کرونا» is none of «کرون».
    """
    said = _PLURAL.fullmatch(word)
    if not said or _is_word(word) or _is_word(f"{said[1]}ا") or _NOT_PLURAL.search(said[1]):
        return _NONE
    if f"{said[1]}ا" in vocabulary().never or f"{said[1]}اً" in lexicon():
        return _NONE
    stem = with_an(said[1]) or vocabulary().words.get(said[1], said[1])
    long = len(stem.rpartition(ZWNJ)[2]) > (3 if stem[-1] in "یو" else 2)  # «رویا» is no more than one
    agent = _AGENT.fullmatch(stem) is not None or (_OF_WORK.fullmatch(stem) is not None and is_noun(stem))
    person = stem in _people()
    if stem in given_names() or stem in verb_forms() or not (agent or person or (long and _is_thing(stem))):
        return _NONE
    gap = "" if stem[-1] in CANNOT_JOIN else ZWNJ
    surely = said[2] != "یی" and (agent or person or _has_plural(stem))  # a family's ـایی
    return f"{stem}{gap}ها{_OWN.get(said[2], said[2])}", surely


@lru_cache(maxsize=100_000)
def with_an(word: str) -> str:
    """Return a word that may be said with ون as it is written (کرمونی: کرمانی), "" for any other."""
    if "ون" not in word[1:] or _is_word(word):
        return ""
    for said in re.finditer("(?<=.)ون", word):
        written = f"{word[: said.start()]}ان{word[said.end() :]}"
        seen = lexicon().get(written, 0)
        if seen > _COMMON or of_place(written) or ((seen > _SEEN or often_in_texts(written)) and word not in lexicon()):
            return written
        if (ending := _COMPARED.search(written)) and written[: ending.start()] in attested():
            return f"{written[: ending.start()]}{ZWNJ}{ending[1]}"
    return ""


@lru_cache(maxsize=100_000)
def marked_object(word: str) -> tuple[str, bool]:
    """Return a noun with the «را» that was joined to it apart (ماشینارو, کارتو), and whether it surely is one."""
    if _is_word(word):
        return _NONE
    if many := _OBJECT_OF_MANY.fullmatch(word):
        stem = plural(many[1])[0] or (many[1] if many[1].endswith("ها") else "")
        if stem:
            return f"{stem} را", True
    one = _OBJECT.fullmatch(word)
    if not one or len(one[1]) < 3 or one[1].endswith("ی") or not is_noun(one[1]):
        return _NONE
    if one[1] in verb_roots() or one[1] in vocabulary().predicates:  # «دادو بیداد»
        return _NONE
    seldom = one[1].endswith("ر") and lexicon()[one[1]] <= _COMMON  # «کندرو» is of lanes
    return _NONE if seldom else (f"{one[1]} را", False)


@lru_cache(maxsize=100_000)
def being(word: str) -> str:
    """Return a word with the ending as it is written that is «است» or «اش» (کافیه, بسته‌س, جریمه‌ش), "" for any other."""
    if many := _ARE.fullmatch(word):
        return f"{many[1]} است"
    if bound := _AFTER_HE.fullmatch(word):
        return f"{bound[1]}{_ENDS_AFTER_HE[bound[2]]}"
    predicate = _BEING.fullmatch(word)
    return f"{predicate[1]} است" if predicate and _is_predicate(predicate[1]) else ""


@lru_cache(maxsize=100_000)
def being_at_end(word: str) -> tuple[str, bool]:
    """Return the same of a word that says this only where its clause ends, and whether it says nothing else there.

    «پارک دوبل تخلفه», «مال این روستاس»; «خرابه» is a ruin too.
    """
    said = _BEING_AFTER_A.fullmatch(word) or _BEING.fullmatch(word)
    if (
        not said
        or word in vocabulary().never
        or word in names()
        or said[1] in names()
        or said[1] in verb_roots()
        or in_texts(word)
    ):
        return _NONE
    stem = with_an(said[1]) or said[1]
    kinds = parts_of_speech().get(stem, frozenset())
    if word.replace(ZWNJ, "") in known():
        likely = "AJ" in kinds and lexicon().get(stem, 0) > _OFTENER * lexicon().get(word, 0)
        return (f"{stem} است", False) if likely else _NONE
    if stem.endswith("ی"):
        likely = "AJ" in kinds
    else:
        seen = lexicon().get(stem, 0) > _SEEN or in_texts(stem)
        likely = seen and not kinds.isdisjoint(("AJ", "N")) and len(stem) > 2
    return (f"{stem} است", True) if likely else _NONE


def is_noun(word: str) -> bool:
    """Say whether the lexicon has `word` as a noun that is no oddity."""
    return "N" in parts_of_speech().get(word, ()) and word in attested()


def has_agent(noun: str, agent: str, said: str) -> bool:
    """Say whether `agent`, a space and ا apart from it, is who works with a noun: «مغازه دارا», «پته دوزا»."""
    if said.endswith("ی"):  # «دارای»
        return False
    joined = key(noun, agent) in tagger().counts.joined or f"{noun}{ZWNJ}{agent}" in lexicon()
    return joined or (is_noun(noun) and not in_texts(said))


def _is_thing(word: str) -> bool:
    """Say whether `word` is a noun, or what the lexicon only saw and texts have."""
    return is_noun(word) or (len(word) > 3 and word in lexicon() and in_texts(word) and word not in attested())


def of_place(word: str) -> bool:
    """Say whether the province has a county or a place of this name, or one that its people have theirs of."""
    return word in _places() or word.removesuffix("ی") in _places()


def _is_word(word: str) -> bool:
    """Say whether `word` is written Persian as it stands, or a name."""
    return word.replace(ZWNJ, "") in known() or word in names() or in_texts(word)


def in_texts(word: str) -> bool:
    """Say whether the half-space tagger counted `word` in clean texts."""
    return key(word) in tagger().counts.alone


def often_in_texts(word: str) -> bool:
    """Say whether clean texts have a word often, or one that is too long to be by chance."""
    return in_texts(word) and (len(word) > 3 or tagger().counts.alone[key(word)] > _OFTEN)


def _has_plural(noun: str) -> bool:
    """Say whether texts have the plural of a noun."""
    counts = tagger().counts
    return any(key(noun, each) in counts.joined or key(f"{noun}{each}") in counts.alone for each in _PLURALS)


def _is_predicate(word: str) -> bool:
    kinds = parts_of_speech().get(word, frozenset())
    adjective = lexicon().get(word, 0) > _COMMON and "AJ" in kinds and "N" not in kinds
    compared = _COMPARED.search(word)
    graded = (
        compared is not None and compared.start() > 2 and "AJ" in parts_of_speech().get(word[: compared.start()], ())
    )
    return adjective or graded or word in vocabulary().predicates


@cache
def _people() -> frozenset[str]:
    """Return what people are called by their work and state, with half-spaces and without."""
    return grammar_words().people | {word.replace(ZWNJ, "") for word in grammar_words().people}


@cache
def given_names() -> frozenset[str]:
    """Return the given names of people, and the names of the province's places."""
    return frozenset(" ".join(listed_lines("given-names")).split()) | _places()


@cache
def names() -> frozenset[str]:
    """Return the names of people and places that are words or look like their forms."""
    return given_names() | frozenset(listed_lines("names"))


@cache
def _places() -> frozenset[str]:
    return place_names() | {"تهران"}
