"""The endings that a spoken word has one after another: «کاراشونو» is «کارهایشان را», «ارزونتره» «ارزان‌تر است».

They are read where the sentence is certainly spoken: «باریکه» is «باریک است» there, and else a strip of land.
"""

import re
from functools import lru_cache

from bumi.persian.halfspace import tagger
from bumi.persian.informal.forms import derived, known, vocabulary
from bumi.persian.informal.nouns import given_names, in_texts, is_noun, names, of_place, often_in_texts, plural, with_an
from bumi.persian.loglinear.counts import key
from bumi.persian.morphology import lexicon, parts_of_speech, verb_forms, verb_roots
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN

__all__ = ["also", "are", "is_", "is_after_a", "is_rare", "many", "object_", "owned", "them", "with_an_inside"]

_COMMON = 100_000  # how often the lexicon has seen what is a word beyond doubt
_SEEN = 1_000  # how often the lexicon has seen what is no oddity
_SHORT = 2  # letters of what is no stem: «مت دیمون»
_OFTENER = 10  # so many times as common is likelier
_RARER = 2  # so many powers of two as seldom in clean texts
_OWN = re.compile(f"(.{{2,}}?){ZWNJ}?([متش])ون")
_MANY_OWN = re.compile(f"(.{{2,}}{ZWNJ}ها)([تش])")
_AGENT = re.compile("(.{2,}?)(خوار|فروش|ساز|دوز|گیر|باز|نشین|شناس|پز|سوار|کار)")
_THEM = re.compile(f"(ن?می{ZWNJ}?.{{2,}}?)([متش])ون")
_HALF = re.compile(f"^(ن?می)(?!{ZWNJ})")
_ITS = re.compile(f"([^{ZWNJ}]{{2,}}[یا])(ش)")
_PLURAL = re.compile("(.{2,}?)ا(|ی)")
_MANY = re.compile(f"(.{{2,}}?)(?:{ZWNJ}?ها|ا)")
_COMPARED = re.compile(f"(.{{2,}}?){ZWNJ}?(تر|ترین)")
_PLACE = ("N", "AJ")
_ADJECTIVE = frozenset(("AJ", "ADV"))  # what adjectives are that no noun is
_SMALL = ("در", "از", "به", "با", "بر", "تا", "که", "هم", "ما", "را", "چ", "نه")


@lru_cache(maxsize=100_000)
def owned(word: str) -> str:
    """Return a noun with whose it is as it is written (کاراشون: کارهایشان), "" for any other word."""
    if word.endswith(f"ه{ZWNJ}ایا"):  # «مدرسه ایا»
        return f"{word[:-1]}{ZWNJ}ها"
    if written := _MANY_OWN.fullmatch(word):
        return f"{written[1]}ی{written[2]}"
    if (its := _ITS.fullmatch(word)) and not in_texts(word) and word not in known() and _noun(its[1]):
        return f"{its[1]}{f'{ZWNJ}ا' if its[1][-1] == 'ی' else 'ی'}{its[2]}"
    said = _OWN.fullmatch(word)
    if not said or word.replace(ZWNJ, "") in known():
        return ""
    gap = ZWNJ if said[1].endswith("ه") or ZWNJ in said[0][len(said[1]) :] else ""
    many = _MANY.fullmatch(said[1])
    if (
        many
        and len(many[1]) > _SHORT
        and (stem := _noun(many[1]))
        and lexicon().get(said[1], 0) * _OFTENER < lexicon().get(stem, 1)
    ):
        return f"{_plural(stem)}ی{said[2]}ان"
    stem = _noun(said[1])
    if len(stem) <= _SHORT:
        return ""
    if stem[-1] in "او":
        return f"{stem}ی{said[2]}ان"
    return f"{stem}{gap}{said[2]}ان"


@lru_cache(maxsize=100_000)
def also(word: str) -> str:
    """Return a noun without the «هم» that is joined to it (شکایتم: شکایت), "" for any other word."""
    noun = word.removesuffix("م")
    seen = noun == word or len(noun) < 4 or in_texts(word) or word.replace(ZWNJ, "") in known() or word in names()
    return noun if not seen and is_noun(noun) else ""


@lru_cache(maxsize=100_000)
def them(word: str) -> str:
    """Return a verb with whom it is done to as it is written (می‌بریمشون: می‌بریمشان), "" for any other word."""
    said = _THEM.fullmatch(word)
    written = derived().get(said[1].replace(ZWNJ, ""), _HALF.sub(rf"\1{ZWNJ}", said[1])) if said else ""
    return f"{written}{said[2]}ان" if said and (said[1].replace(ZWNJ, "") in known() or written != said[1]) else ""


@lru_cache(maxsize=100_000)
def many(word: str) -> str:
    """Return a noun with the plural in ا as it is written (علمکا: علمک‌ها, درسیا: درسی‌ها), "" for any other word."""
    said = _PLURAL.fullmatch(word)
    if not said or in_texts(word) or word in names() or word.replace(ZWNJ, "") in known() or word in vocabulary().never:
        return ""
    stem = _noun(said[1])
    return f"{_plural(stem)}{said[2]}" if stem else ""


@lru_cache(maxsize=100_000)
def with_an_inside(word: str) -> str:
    """Return a word that is said with ون and known with ان or وان (گرونفروشی, کارتخون), "" for any other (واژگونی)."""
    if in_texts(word) or not {word.replace(ZWNJ, ""), word.removesuffix("ی"), word.split(ZWNJ)[0]}.isdisjoint(known()):
        return ""
    found = (
        f"{word[: said.start()]}{an}{word[said.end() :]}"
        for said in re.finditer("(?<=.)ون", word)
        for an in ("ان", "وان")
    )
    if word.endswith("خونه") and is_noun(word[:-4]):  # «قصابخونه»
        return f"{word[:-4]}خانه"
    return next((each for each in found if each.replace(ZWNJ, "") in known() or in_texts(each)), "")


@lru_cache(maxsize=100_000)
def is_after_a(word: str) -> str:
    """Return a word with the «ست» that is joined to it written (بالاس: بالاست), "" for any other."""
    stem = word.removesuffix("س")
    seen = in_texts(word) or word.replace(ZWNJ, "") in known()
    return f"{word}ت" if stem != word and stem[-1:] == "ا" and not seen and _base(stem) else ""


@lru_cache(maxsize=100_000)
def object_(word: str) -> str:
    """Return a noun with the «را» that is joined to it apart (وسایلتونو: وسایلتان را), "" for any other word."""
    rest = word.removesuffix("رو" if word.endswith("ارو") else "و").removesuffix(ZWNJ)
    if rest == word or len(rest) < 3 or word.replace(ZWNJ, "") in known() or rest.endswith("ی"):
        return ""
    written = owned(rest) or plural(rest)[0] or derived().get(rest) or with_an(rest)
    if rest[-1] == "ش" and is_noun(rest[:-1]) and not is_noun(rest):  # «نخشو»
        return f"{rest} را"
    noun = is_noun(rest) and lexicon().get(rest, 0) > _SEEN
    noun = rest.endswith("ها") or (
        (noun or (in_texts(rest) and not lexicon().get(rest, 0))) and rest not in verb_roots()
    )
    seldom = rest.endswith("ر") and lexicon().get(rest, 0) <= _COMMON  # «کندرو» is of lanes
    if rest in given_names():  # «آلفردو»
        return ""
    return f"{written or rest} را" if written or (noun and not seldom) else ""


@lru_cache(maxsize=100_000)
def is_(word: str) -> tuple[str, bool]:
    """Return a word with the «است» that is joined to it apart (مربیه, شهداده), and whether it needs no end of a clause.

    What texts have as a word is none of «است», unless an adjective is much commoner: «کمه», «باریکه», not «زیره».
    """
    rest = word.removesuffix("ه").removesuffix(ZWNJ)
    if rest == word or word in vocabulary().never or len(rest) < 2 or _is_participle(word):
        return "", False
    stem = _base(rest)
    adjective = parts_of_speech().get(stem, frozenset()) >= _ADJECTIVE
    often, seldom = lexicon().get(stem, 0), lexicon().get(word.replace(ZWNJ, ""), 0)
    if (
        not stem
        or (word in given_names() and not adjective)
        or ((seldom or in_texts(word)) and not (adjective and often > _OFTENER * seldom and is_rare(word, stem)))
    ):
        return "", False
    return f"{stem} است", adjective and not seldom


@lru_cache(maxsize=100_000)
def are(word: str) -> str:
    """Return a word with the «هستند» that is joined to it apart (دعوتن: دعوت هستند), "" for any other word."""
    rest = word.removesuffix("ن").removesuffix(ZWNJ)
    if rest == word or len(rest) < 3 or word in lexicon() or in_texts(word) or word.replace(ZWNJ, "") in known():
        return ""
    stem = _base(rest)
    return f"{stem} هستند" if stem and lexicon().get(stem, 0) > _SEEN else ""


def is_rare(word: str, stem: str) -> bool:
    """Say whether clean texts have a word much more seldom than its stem."""
    counts = tagger().counts.alone
    return counts.get(key(word), 0) + _RARER <= counts.get(key(stem), 0)


def _is_participle(word: str) -> bool:
    """Say whether a word is what was done to a thing, or is put together with it: «بسته», «دربسته»; no place."""
    made = any(word[at:-1] in vocabulary().verbs for at in range(len(word) - 3))
    return word in verb_forms() or (made and not of_place(word[:-1]))


def _plural(stem: str) -> str:
    return f"{stem}{'' if stem[-1] in CANNOT_JOIN else ZWNJ}ها"


def _base(word: str) -> str:
    """Return what stands before «است» as it is written, "" where it is no word: a noun, an adjective, a place."""
    if (said := _COMPARED.fullmatch(word)) and (stem := _base(said[1])):
        return f"{stem}{'' if stem[-1] in CANNOT_JOIN else ZWNJ}{said[2]}"
    if word in _SMALL or (word in verb_roots() and "AJ" not in parts_of_speech().get(word, ())):
        return ""
    if (lexicon().get(word, 0) > _SEEN or in_texts(word)) and not parts_of_speech().get(word, frozenset()).isdisjoint(
        _PLACE
    ):
        return word
    if of_place(word) or (word.endswith("ی") and in_texts(word)):
        return word
    return owned(word) or vocabulary().words.get(word) or with_an(word) or ""


def _noun(word: str) -> str:
    """Return a noun as it is written, "" where it is none; «موتوری» is one of «موتور»."""
    if written := vocabulary().words.get(word) or derived().get(word) or with_an(word):
        return written
    if (agent := _AGENT.fullmatch(word)) and is_noun(agent[1]) and not in_texts(word) and not lexicon().get(word, 0):
        return f"{agent[1]}{ZWNJ}{agent[2]}"
    common = "N" in parts_of_speech().get(word, ()) and lexicon().get(word, 0) > _SEEN
    of_noun = word.endswith("ی") and len(word) > 4 and is_noun(word[:-1])
    return word if common or of_noun or is_noun(word) or often_in_texts(word) else ""
