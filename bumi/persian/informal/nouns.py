"""Informal endings of nouns and adjectives: plurals in ا, ون for ان, «است», «را», «هم» or an owner joined to a word.

The first half reads single words by the lexicon. The second half («کاراشونو» for «کارهایشان را») is for sentences that
are certainly informal: «باریکه» is «باریک است» there, and else a strip of land.
"""

import re
from functools import cache, lru_cache

from bumi.current_province import per_province
from bumi.persian.grammar_words import grammar_words
from bumi.persian.halfspace import tagger
from bumi.persian.informal.forms import COMMON, SEEN, derived, known, vocabulary
from bumi.persian.lexicon import listed_lines, place_names
from bumi.persian.loglinear.counts import key
from bumi.persian.morphology import lexicon, parts_of_speech, verb_forms, verb_roots
from bumi.persian.person_names import given_names
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN, attested

_OFTENER = 3  # times as frequent as the word: the likelier reading
_OFTEN = 3  # binary logarithm, about, of the count of a frequent word in texts
_PLURAL = re.compile("(.{2,}?)ا(|ی|یی|ش|شون|مون|تون)")
_PLURALS = ("ها", "های", "هایی")
_NONE = ("", False)
_ENDS_AFTER_HE = {"س": " است", "ست": " است", "ن": f"{ZWNJ}اند", "ش": f"{ZWNJ}اش", "م": f"{ZWNJ}ام", "ت": f"{ZWNJ}ات"}
_OWN = {"ش": "یش", "شون": "یشان", "مون": "یمان", "تون": "یتان"}
_NOT_PLURAL = re.compile("[اهآ]$")  # stems without a plural in ا
_SUFFIXES = "آموز|باز|بان|بردار|خوار|پز|دار|دان|دوز|ران|ساز|سوار|شناس|فروش|کار|کش|گذار|گیر|نشین|نواز|نویس|یار"
_AGENT = re.compile(f".{{2,}}{ZWNJ}(?:{_SUFFIXES})")
AGENT = re.compile(f"({_SUFFIXES})ا(|ی)")
"""An agent suffix with a plural in ا, after a space: «پته دوزا»."""

_COMPARED = re.compile(f"{ZWNJ}?(تر|ترین)$")
_OF_WORK = re.compile(".{2,}(?:کار|گر|دار|بان|چی)")
_OBJECT = re.compile("(.{2,})و")
_OBJECT_OF_MANY = re.compile(f"(.{{3,}}?){ZWNJ}?رو")
_BEING = re.compile(f"(.{{2,}}?){ZWNJ}?ه")
_BEING_AFTER_A = re.compile("(.+[اه])س")
_AFTER_HE = re.compile(f"(.{{2,}}ه){ZWNJ}(ست|[سنشمت])")
_ARE = re.compile(f"(.{{2,}}{ZWNJ}?ها)س")
_SHORT = 2  # letters that make no stem: «مت دیمون»
_MUCH_OFTENER = 10  # times as frequent as the word: certain
_RARER = 2  # binary logarithm of how much rarer than its stem a word is in clean texts
_OWNED = re.compile(f"(.{{2,}}?){ZWNJ}?([متش])ون")
_MANY_OWN = re.compile(f"(.{{2,}}{ZWNJ}ها)([تش])")
_JOINED_AGENT = re.compile("(.{2,}?)(خوار|فروش|ساز|دوز|گیر|باز|نشین|شناس|پز|سوار|کار)")
_THEM = re.compile(f"(ن?می{ZWNJ}?.{{2,}}?)([متش])ون")
_HALF = re.compile(f"^(ن?می)(?!{ZWNJ})")
_ITS = re.compile(f"([^{ZWNJ}]{{2,}}[یا])(ش)")
_PLAIN_PLURAL = re.compile("(.{2,}?)ا(|ی)")
_MANY = re.compile(f"(.{{2,}}?)(?:{ZWNJ}?ها|ا)")
_COMPARED_WORD = re.compile(f"(.{{2,}}?){ZWNJ}?(تر|ترین)")
_NOMINAL = ("N", "AJ")
_ADJECTIVE = frozenset(("AJ", "ADV"))  # tags of a word that is an adjective and no noun
_by_word = per_province(lru_cache(maxsize=100_000))
_SMALL = ("در", "از", "به", "با", "بر", "تا", "که", "هم", "ما", "را", "چ", "نه")


@_by_word
def plural(word: str) -> tuple[str, bool]:
    """Return the written form of a plural in ا (کارگرای: کارگرهای), else "", and whether it is certain.

    It is certain for people, and where texts have that plural; «کرونا» is no plural of «کرون».
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
    if stem in given_or_place_names() or stem in verb_forms() or not (agent or person or (long and _is_thing(stem))):
        return _NONE
    gap = "" if stem[-1] in CANNOT_JOIN else ZWNJ
    surely = said[2] != "یی" and (agent or person or _has_plural(stem))  # a family's ـایی
    return f"{stem}{gap}ها{_OWN.get(said[2], said[2])}", surely


@_by_word
def with_an(word: str) -> str:
    """Return the written form of a word with ون for ان (تهرونی: تهرانی), else ""."""
    if "ون" not in word[1:] or _is_word(word):
        return ""
    for said in re.finditer("(?<=.)ون", word):
        written = f"{word[: said.start()]}ان{word[said.end() :]}"
        seen = lexicon().get(written, 0)
        if seen > COMMON or of_place(written) or ((seen > SEEN or often_in_texts(written)) and word not in lexicon()):
            return written
        if (ending := _COMPARED.search(written)) and written[: ending.start()] in attested():
            return f"{written[: ending.start()]}{ZWNJ}{ending[1]}"
    return ""


@_by_word
def marked_object(word: str) -> tuple[str, bool]:
    """Return a noun with its joined «را» separated (ماشینارو, کارتو), else "", and whether it is certain."""
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
    seldom = one[1].endswith("ر") and lexicon()[one[1]] <= COMMON  # «کندرو» is of lanes
    return _NONE if seldom else (f"{one[1]} را", False)


@_by_word
def being(word: str) -> str:
    """Return a word with joined «است» or «اش» as it is written (کافیه, بسته‌س, جریمه‌ش), else ""."""
    if many := _ARE.fullmatch(word):
        return f"{many[1]} است"
    if bound := _AFTER_HE.fullmatch(word):
        return f"{bound[1]}{_ENDS_AFTER_HE[bound[2]]}"
    predicate = _BEING.fullmatch(word)
    return f"{predicate[1]} است" if predicate and _is_predicate(predicate[1]) else ""


@_by_word
def being_at_end(word: str) -> tuple[str, bool]:
    """Return a word with joined «است» separated, for the end of a clause only, and whether it is unambiguous there.

    «پارک دوبل تخلفه», «مال این روستاس»; «خرابه» is also a ruin.
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
        seen = lexicon().get(stem, 0) > SEEN or in_texts(stem)
        likely = seen and not kinds.isdisjoint(("AJ", "N")) and len(stem) > 2
    return (f"{stem} است", True) if likely else _NONE


def is_noun(word: str) -> bool:
    """Say whether the lexicon has `word` as an attested noun."""
    return "N" in parts_of_speech().get(word, ()) and word in attested()


def has_agent(noun: str, agent: str, said: str) -> bool:
    """Say whether `agent` is the agent suffix of the noun before it: «مغازه دارا», «پته دوزا»."""
    if said.endswith("ی"):  # «دارای»
        return False
    joined = key(noun, agent) in tagger().counts.joined or f"{noun}{ZWNJ}{agent}" in lexicon()
    return joined or (is_noun(noun) and not in_texts(said))


def _is_thing(word: str) -> bool:
    """Say whether `word` is a noun, or unattested in the lexicon but found in texts."""
    return is_noun(word) or (len(word) > 3 and word in lexicon() and in_texts(word) and word not in attested())


def of_place(word: str) -> bool:
    """Say whether a word is a county or place of the province, or an adjective of one."""
    return word in _places() or word.removesuffix("ی") in _places()


def _is_word(word: str) -> bool:
    """Say whether `word` is formal Persian or a name."""
    return word.replace(ZWNJ, "") in known() or word in names() or in_texts(word)


def in_texts(word: str) -> bool:
    """Say whether the half-space tagger counted `word` in clean texts."""
    return key(word) in tagger().counts.alone


def often_in_texts(word: str) -> bool:
    """Say whether clean texts have a word often, or have one too long to be chance."""
    return in_texts(word) and (len(word) > 3 or tagger().counts.alone[key(word)] > _OFTEN)


def _has_plural(noun: str) -> bool:
    """Say whether texts have the plural of a noun."""
    counts = tagger().counts
    return any(key(noun, each) in counts.joined or key(f"{noun}{each}") in counts.alone for each in _PLURALS)


def _is_predicate(word: str) -> bool:
    kinds = parts_of_speech().get(word, frozenset())
    adjective = lexicon().get(word, 0) > COMMON and "AJ" in kinds and "N" not in kinds
    compared = _COMPARED.search(word)
    graded = (
        compared is not None and compared.start() > 2 and "AJ" in parts_of_speech().get(word[: compared.start()], ())
    )
    return adjective or graded or word in vocabulary().predicates


@cache
def _people() -> frozenset[str]:
    """Return the words for people by occupation and condition, with half-spaces and without."""
    return grammar_words().people | {word.replace(ZWNJ, "") for word in grammar_words().people}


@per_province(cache)
def given_or_place_names() -> frozenset[str]:
    """Return the given names and the province's places."""
    return given_names() | _places()


@per_province(cache)
def names() -> frozenset[str]:
    """Return the names of people and places, with those that look like words or forms of words."""
    return given_or_place_names() | frozenset(listed_lines("names"))


@per_province(cache)
def _places() -> frozenset[str]:
    return place_names() | {"تهران"}


@_by_word
def owned(word: str) -> str:
    """Return the written form of a noun with a possessive (کاراشون: کارهایشان), else ""."""
    if word.endswith(f"ه{ZWNJ}ایا"):  # «مدرسه ایا»
        return f"{word[:-1]}{ZWNJ}ها"
    if written := _MANY_OWN.fullmatch(word):
        return f"{written[1]}ی{written[2]}"
    if (its := _ITS.fullmatch(word)) and not in_texts(word) and word not in known() and _noun(its[1]):
        return f"{its[1]}{f'{ZWNJ}ا' if its[1][-1] == 'ی' else 'ی'}{its[2]}"
    said = _OWNED.fullmatch(word)
    if not said or word.replace(ZWNJ, "") in known():
        return ""
    gap = ZWNJ if said[1].endswith("ه") or ZWNJ in said[0][len(said[1]) :] else ""
    many = _MANY.fullmatch(said[1])
    if (
        many
        and len(many[1]) > _SHORT
        and (stem := _noun(many[1]))
        and lexicon().get(said[1], 0) * _MUCH_OFTENER < lexicon().get(stem, 1)
    ):
        return f"{_with_plural(stem)}ی{said[2]}ان"
    stem = _noun(said[1])
    if len(stem) <= _SHORT:
        return ""
    if stem[-1] in "او":
        return f"{stem}ی{said[2]}ان"
    return f"{stem}{gap}{said[2]}ان"


@_by_word
def also(word: str) -> str:
    """Return a noun without its joined «هم» (شکایتم: شکایت), else ""."""
    noun = word.removesuffix("م")
    seen = noun == word or len(noun) < 4 or in_texts(word) or word.replace(ZWNJ, "") in known() or word in names()
    return noun if not seen and is_noun(noun) else ""


@_by_word
def them(word: str) -> str:
    """Return the written form of a verb with an object pronoun (می‌بریمشون: می‌بریمشان), else ""."""
    said = _THEM.fullmatch(word)
    written = derived().get(said[1].replace(ZWNJ, ""), _HALF.sub(rf"\1{ZWNJ}", said[1])) if said else ""
    return f"{written}{said[2]}ان" if said and (said[1].replace(ZWNJ, "") in known() or written != said[1]) else ""


@_by_word
def many(word: str) -> str:
    """Return the written form of a plural in ا (علمکا: علمک‌ها, درسیا: درسی‌ها), else ""."""
    said = _PLAIN_PLURAL.fullmatch(word)
    if not said or in_texts(word) or word in names() or word.replace(ZWNJ, "") in known() or word in vocabulary().never:
        return ""
    stem = _noun(said[1])
    return f"{_with_plural(stem)}{said[2]}" if stem else ""


@_by_word
def with_an_inside(word: str) -> str:
    """Return a word with ون in the known form with ان or وان (گرونفروشی, کارتخون), else "" (واژگونی)."""
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


@_by_word
def is_after_a(word: str) -> str:
    """Return a word with its joined «ست» written out (بالاس: بالاست), else ""."""
    stem = word.removesuffix("س")
    seen = in_texts(word) or word.replace(ZWNJ, "") in known()
    return f"{word}ت" if stem != word and stem[-1:] == "ا" and not seen and _base(stem) else ""


@_by_word
def object_(word: str) -> str:
    """Return a noun with its joined «را» separated (وسایلتونو: وسایلتان را), else ""."""
    rest = word.removesuffix("رو" if word.endswith("ارو") else "و").removesuffix(ZWNJ)
    if rest == word or len(rest) < 3 or word.replace(ZWNJ, "") in known() or rest.endswith("ی"):
        return ""
    written = owned(rest) or plural(rest)[0] or derived().get(rest) or with_an(rest)
    if rest[-1] == "ش" and is_noun(rest[:-1]) and not is_noun(rest):  # «نخشو»
        return f"{rest} را"
    noun = is_noun(rest) and lexicon().get(rest, 0) > SEEN
    noun = rest.endswith("ها") or (
        (noun or (in_texts(rest) and not lexicon().get(rest, 0))) and rest not in verb_roots()
    )
    seldom = rest.endswith("ر") and lexicon().get(rest, 0) <= COMMON  # «کندرو» is of lanes
    if rest in given_or_place_names():  # «آلفردو»
        return ""
    return f"{written or rest} را" if written or (noun and not seldom) else ""


@_by_word
def is_(word: str) -> tuple[str, bool]:
    """Return a word with its joined «است» separated (مربیه, شهداده), else "", and whether it counts within a clause.

    A word that texts have is left, unless its adjective is much commoner: «کمه», «باریکه», not «زیره».
    """
    rest = word.removesuffix("ه").removesuffix(ZWNJ)
    if rest == word or word in vocabulary().never or len(rest) < 2 or _is_participle(word):
        return "", False
    stem = _base(rest)
    adjective = parts_of_speech().get(stem, frozenset()) >= _ADJECTIVE
    often, seldom = lexicon().get(stem, 0), lexicon().get(word.replace(ZWNJ, ""), 0)
    if (
        not stem
        or (word in given_or_place_names() and not adjective)
        or ((seldom or in_texts(word)) and not (adjective and often > _MUCH_OFTENER * seldom and is_rare(word, stem)))
    ):
        return "", False
    return f"{stem} است", adjective and not seldom


@_by_word
def are(word: str) -> str:
    """Return a word with its joined «هستند» separated (دعوتن: دعوت هستند), else ""."""
    rest = word.removesuffix("ن").removesuffix(ZWNJ)
    if rest == word or len(rest) < 3 or word in lexicon() or in_texts(word) or word.replace(ZWNJ, "") in known():
        return ""
    stem = _base(rest)
    return f"{stem} هستند" if stem and lexicon().get(stem, 0) > SEEN else ""


def is_rare(word: str, stem: str) -> bool:
    """Say whether a word is much rarer than its stem in clean texts."""
    counts = tagger().counts.alone
    return counts.get(key(word), 0) + _RARER <= counts.get(key(stem), 0)


def _is_participle(word: str) -> bool:
    """Say whether a word is a participle, or a compound with one: «بسته», «دربسته»; no place."""
    made = any(word[at:-1] in vocabulary().verbs for at in range(len(word) - 3))
    return word in verb_forms() or (made and not of_place(word[:-1]))


def _with_plural(stem: str) -> str:
    return f"{stem}{'' if stem[-1] in CANNOT_JOIN else ZWNJ}ها"


def _base(word: str) -> str:
    """Return the written form of a noun, adjective or place before «است», "" for anything else."""
    if (said := _COMPARED_WORD.fullmatch(word)) and (stem := _base(said[1])):
        return f"{stem}{'' if stem[-1] in CANNOT_JOIN else ZWNJ}{said[2]}"
    if word in _SMALL or (word in verb_roots() and "AJ" not in parts_of_speech().get(word, ())):
        return ""
    if (lexicon().get(word, 0) > SEEN or in_texts(word)) and not parts_of_speech().get(word, frozenset()).isdisjoint(
        _NOMINAL
    ):
        return word
    if of_place(word) or (word.endswith("ی") and in_texts(word)):
        return word
    return owned(word) or vocabulary().words.get(word) or with_an(word) or ""


def _noun(word: str) -> str:
    """Return the written form of a noun, "" for anything else; «موتوری» is one, from «موتور»."""
    if written := vocabulary().words.get(word) or derived().get(word) or with_an(word):
        return written
    if (
        (agent := _JOINED_AGENT.fullmatch(word))
        and is_noun(agent[1])
        and not in_texts(word)
        and not lexicon().get(word, 0)
    ):
        return f"{agent[1]}{ZWNJ}{agent[2]}"
    common = "N" in parts_of_speech().get(word, ()) and lexicon().get(word, 0) > SEEN
    of_noun = word.endswith("ی") and len(word) > 4 and is_noun(word[:-1])
    return word if common or of_noun or is_noun(word) or often_in_texts(word) else ""
