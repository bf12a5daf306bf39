"""Informal forms that can be derived: listed words, contracted verbs, plurals in ا, and what is said to one person.

A reader whom a note addresses as one person is addressed as several: «نزن» becomes «نزنید», «خودت» becomes «خودتان».
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple

from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import lexicon, parts_of_speech, verb_forms, verb_roots
from bumi.persian.patterns import CONTINUOUS
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN

COMMON, SEEN = 100_000, 1_000
"""How often the lexicon counts a certain word at least, and one that is no oddity."""

_Forms = Iterator[tuple[str, str]]

_UNKNOWN = frozenset("0")  # how the lexicon marks unattested words, informal forms among them
_PERSONS = (("م", "م"), ("ی", "ی"), ("یم", "یم"), ("ید", "ید"), ("ید", "ین"), ("ند", "ن"))  # formal, informal
_PRESENT = (*_PERSONS, ("د", "ه"))
_PAST = (*_PERSONS, ("", ""), ("ه", "ه"))
_UNPREFIXED = ("بود", "داشت", "کرد")  # «باشه», «داره», «کنه», but سازه is a structure
_NOUN_ENDINGS = ("ی", "ها", "های", "هایی", "م", "ت", "ش")
_COMPARED = ("تر", "ترین")
_SHORT = 2  # letters of a stem that is always contracted
_PLURALS = ("ا", "ای", "ایی")
_ROOTS = {"رو": "رفت", "شو": "شد", "شوی": "شست", "آی": "آمد"}  # of stems that more than one verb has
_MARKS = re.compile("[\u064b-\u0652]")
_SHORTEST_ORDER = 2  # letters of a certain command without its prefix
_HAVING = ("داری", "نداری", "هستی", "نیستی", "باشی")


class InformalVocabulary(NamedTuple):
    """The word lists of assets/words/spoken.yaml, where each is explained."""

    words: Mapping[str, str]
    perhaps: Mapping[str, str]
    doubtful: frozenset[str]
    present: Mapping[str, str]
    past: Mapping[str, str]
    verbs: frozenset[str]
    said_un: frozenset[str]
    plural_a: frozenset[str]
    predicates: frozenset[str]
    surfaces: frozenset[str]
    rooms: frozenset[str]
    they: frozenset[str]
    before_infinitives: frozenset[str]
    intransitive: frozenset[str]
    given: frozenset[str]
    directions: frozenset[str]
    before_names: frozenset[str]
    no_orders: frozenset[str]
    orders: Mapping[str, str]
    thine: Mapping[str, str]
    adverbs: frozenset[str]
    become: frozenset[str]
    give: frozenset[str]
    slogans: frozenset[str]
    units: frozenset[str]
    positions: frozenset[str]
    read: frozenset[str]
    of_doors: frozenset[str]
    moments: frozenset[str]
    final: Mapping[str, "Final"]
    never: frozenset[str]


class Final(NamedTuple):
    """The written form of a word at the end of its clause, `beside` one of some words, `unless` after one of others."""

    written: str
    beside: frozenset[str]
    unless: frozenset[str]

    @property
    def certain(self) -> bool:
        """Whether the form alone makes a sentence certainly informal."""
        return bool(self.beside) or not self.unless


@cache
def vocabulary() -> InformalVocabulary:
    """Return the lists, read once."""
    lists: dict[str, Any] = listed_data("spoken")
    sets = {name: frozenset(listed.split()) for name, listed in lists.items() if isinstance(listed, str)}
    final = {
        word: Final(said["written"], *(frozenset(said.get(key, "").split()) for key in ("beside", "unless")))
        for word, said in lists["final"].items()
    }
    return InformalVocabulary(**(lists | sets | {"final": final}))


@cache
def known() -> frozenset[str]:
    """Return the words that are certainly formal, without half-spaces."""
    kinds = parts_of_speech()
    good = (word for word, count in lexicon().items() if count or kinds[word] != _UNKNOWN)
    return frozenset(word.replace(ZWNJ, "") for word in (*good, *verb_forms()))


@cache
def derived() -> Mapping[str, str]:
    """Return the informal forms, without the half-space of a verb, with the written forms."""
    forms = dict(vocabulary().words)
    for said, written in (*_contracted(vocabulary().present, vocabulary().past), *_nouns(), *_regular()):
        if said != written.replace(ZWNJ, "") and (said not in known() or said in vocabulary().doubtful):
            forms.setdefault(said, written)
    return forms


@cache
def said_roots() -> Mapping[str, str]:
    """Return the past roots of verbs with a contracted stem, by their informal and written forms."""
    roots = dict[str, str]()
    for stem in vocabulary().present:
        root = _ROOTS.get(stem) or verb_forms().get(f"می{ZWNJ}{stem}ند", stem)
        roots |= dict.fromkeys((form for pair in _contracted([stem], []) for form in pair), root)
    for stem in vocabulary().past:
        roots |= dict.fromkeys((form for pair in _contracted([], [stem]) for form in pair), stem)
    return roots


def _contracted(present: Iterable[str] = (), past: Iterable[str] = ()) -> _Forms:
    """Yield the forms of verbs with a contracted stem: می‌گم, بیاد, تونست."""
    for stem in present:
        sounds = f"{vocabulary().present[stem]} {stem if len(stem) > _SHORT else ''}"  # «میگذاره» too
        for said, before, (written, spoken) in product(sounds.split(), (*CONTINUOUS, "ب", "ن"), _PRESENT):
            ending = "د" if spoken == "ه" and said[-1] in "اآ" else spoken  # می‌خواد
            yield from _spelled(joined_stem(before, f"{said}{ending}"), joined_stem(before, f"{stem}{written}"))
    for stem in past:
        said = vocabulary().past[stem]
        for before, (written, spoken) in product((*CONTINUOUS, "", "ن"), _PAST):
            yield from _spelled(joined_stem(before, f"{said}{spoken}"), joined_stem(before, f"{stem}{written}"))


def joined_stem(before: str, stem: str) -> str:
    """Return a stem with its ending behind a prefix: بیاید, نیامد, بیفتد."""
    if before in ("ب", "ن") and stem[0] in "آا":
        stem = f"{'یا' if stem[0] == 'آ' else 'ی'}{stem[1:]}"
    return f"{before}{stem}"


def _spelled(said: str, written: str) -> _Forms:
    bare = said.replace(ZWNJ, "")
    yield bare, written
    yield bare.replace("میآ", "میا"), written


def _regular() -> _Forms:
    """Yield the forms of verbs with only informal endings: می‌کنن, بگیره, رفتین."""
    forms = verb_forms()
    contracted = re.compile(f"(?:ن?می{ZWNJ}|[بن])?(?:{'|'.join(vocabulary().present)})")
    for form, root in forms.items():
        listed = root in vocabulary().verbs or form.startswith(CONTINUOUS)
        if not listed or contracted.match(form) or not form.endswith("د"):
            continue
        bare, stem = form.replace(ZWNJ, ""), form.removesuffix("د")
        if f"{stem}م" not in forms:  # neither singular nor «you»: third person plural
            infinitive = form.removesuffix("ند") in forms and not form.startswith(CONTINUOUS)
            if form.endswith("ند") and not infinitive:
                yield bare[:-1], form
        elif form.endswith("ید"):
            yield f"{bare[:-1]}ن", form
        elif root in _UNPREFIXED or f"می{ZWNJ}{form}" not in forms:
            yield f"{bare[:-1]}ه", form


def _nouns() -> _Forms:
    """Yield nouns with ون for ان, and plurals in ا."""
    for noun in vocabulary().said_un:
        at = noun.rindex("ان")
        said = f"{noun[:at]}ون{noun[at + 2 :]}"
        yield said, noun
        for ending in (*_NOUN_ENDINGS, "ای"):
            yield f"{said}{ZWNJ}{ending}", f"{noun}{ZWNJ}{ending}"
        if not noun.endswith("ه"):  # what follows ه is not joined: خون‌های is of خون, not of خونه
            yield from ((f"{said}{ending}", f"{noun}{ending}") for ending in _NOUN_ENDINGS)
            yield from ((f"{said}{ending}", f"{noun}{ZWNJ}{ending}") for ending in _COMPARED)
            yield from _plurals(said, noun)
    for noun in vocabulary().plural_a:
        yield from _plurals(noun, noun)


def _plurals(said: str, written: str) -> _Forms:
    gap = "" if written[-1] in CANNOT_JOIN else ZWNJ
    for ending in _PLURALS:
        yield f"{said}{ending}", f"{written}{gap}ه{ending}"


@cache
def orders() -> Mapping[str, str]:
    """Return the commands to one person (نزن, بیار, بگو) with those to several (نزنید, بیاورید, بگویید)."""
    found = dict[str, str]()
    for one, many in _orders():
        if one.removeprefix("ن") not in verb_roots() and (
            one in vocabulary().orders or (lexicon().get(one, 0) < SEEN and one not in vocabulary().no_orders)
        ):
            found.setdefault(one, many)
    return MappingProxyType(found)


@cache
def yours() -> Mapping[str, str]:
    """Return the verbs of «تو» (می‌خری, باشی, زدی) with those of «شما»; without «برگشتی», an adjective."""
    of_one = (form for form, root in verb_forms().items() if root in _listed_verbs() and form.endswith("ی"))
    kinds = parts_of_speech()
    nouns = frozenset(("N", "AJ"))
    return MappingProxyType(
        {
            form: f"{form[:-1]}ید"
            for form in of_one
            if _is_said(form)
            and not form.endswith(f"ه{ZWNJ}ای")
            and not (is_past_of_one(form) and nouns & kinds.get(form, frozenset()))
        }
    )


def is_past_of_one(form: str) -> bool:
    """Say whether a verb of «تو» is in the past: «زدی», «برگشتی»."""
    return form[:-1].removeprefix("ن") in verb_roots() or form[:-1] in verb_forms()


def plain(word: str) -> str:
    """Return a word without vowel marks (نبُر: نبر)."""
    return _MARKS.sub("", word)


def _is_said(form: str) -> bool:
    return form.startswith(CONTINUOUS) or is_past_of_one(form) or _is_prefixed(form) or form in _HAVING


def _is_prefixed(form: str) -> bool:
    """Say whether a form begins with the prefix «ب» or «ن»."""
    return form[0] in "بن" and verb_forms().get(f"می{ZWNJ}{form}") != verb_forms()[form]


def _orders() -> Iterator[tuple[str, str]]:
    yield from vocabulary().orders.items()
    for stem, sounds in vocabulary().present.items():
        for sound in sounds.split():
            if len(sound) >= _SHORTEST_ORDER:
                yield from ((joined_stem(sign, sound), joined_stem(sign, f"{stem}ید")) for sign in "بن")
    forms = verb_forms()
    for form, root in forms.items():
        one = form.removesuffix("ید")
        if one == form or root not in _listed_verbs() or forms.get(one) == root or f"{one}ند" not in forms:
            continue
        if ZWNJ not in form and _is_prefixed(form) and (one[-1] not in "او" or root == "شد"):
            yield one.removesuffix("ی") if one[-2:] in ("وی", "ای") else one, form


@cache
def _listed_verbs() -> frozenset[str]:
    return vocabulary().verbs | {*vocabulary().past, "دید", "آورد", "شست", "بود"}
