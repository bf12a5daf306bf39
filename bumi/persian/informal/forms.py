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
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN

__all__ = [
    "InformalVocabulary",
    "derived",
    "is_past_of_one",
    "joined_stem",
    "known",
    "orders",
    "plain",
    "said_roots",
    "vocabulary",
    "yours",
]

_Forms = Iterator[tuple[str, str]]

_UNKNOWN = frozenset("0")  # how the lexicon marks what it only saw, spoken forms among it
_CONTINUOUS = (f"می{ZWNJ}", f"نمی{ZWNJ}")
_PERSONS = (("م", "م"), ("ی", "ی"), ("یم", "یم"), ("ید", "ید"), ("ید", "ین"), ("ند", "ن"))  # written, spoken
_PRESENT = (*_PERSONS, ("د", "ه"))
_PAST = (*_PERSONS, ("", ""), ("ه", "ه"))
_UNPREFIXED = ("بود", "داشت", "کرد")  # «باشه», «داره», «کنه», but سازه is a structure
_NOUN_ENDINGS = ("ی", "ها", "های", "هایی", "م", "ت", "ش")
_COMPARED = ("تر", "ترین")
_SHORT = 2  # letters of a stem that is never said as it is written
_PLURALS = ("ا", "ای", "ایی")
_ROOTS = {"رو": "رفت", "شو": "شد", "شوی": "شست", "آی": "آمد"}  # of stems that more than one verb has
_MARKS = re.compile("[\u064b-\u0652]")
_SHORTEST_ORDER = 2  # letters of an order that is one without doubt, its prefix not counted
_HAVING = ("داری", "نداری", "هستی", "نیستی", "باشی")
_COMMON_WORD = 1_000  # how often the lexicon has seen what is another word
_IRREGULAR_ORDERS = {"وایسا": "بایستید", "برو": "بروید", "نرو": "نروید", "بریز": "بریزید", "باش": "باشید"}
_IRREGULAR_ORDERS |= {"ببر": "ببرید", "بگو": "بگویید", "نگو": "نگویید", "ببین": "ببینید", "نبین": "نبینید"}
_IRREGULAR_ORDERS |= {"بگذار": "بگذارید", "نگذار": "نگذارید"}


class InformalVocabulary(NamedTuple):
    """The lists of assets/words/spoken.yaml, which says what each is."""

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
    """What a good word is where its clause ends, beside one of some words or none of others."""

    written: str
    beside: frozenset[str]
    unless: frozenset[str]

    @property
    def certain(self) -> bool:
        """Whether it is spoken without anything else that is: a word beside it, or nothing before it, says so."""
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
    """Return what is certainly written Persian, without half-spaces."""
    kinds = parts_of_speech()
    good = (word for word, count in lexicon().items() if count or kinds[word] != _UNKNOWN)
    return frozenset(word.replace(ZWNJ, "") for word in (*good, *verb_forms()))


@cache
def derived() -> Mapping[str, str]:
    """Return the spoken forms with the written ones, without the half-space of a verb."""
    forms = dict(vocabulary().words)
    for said, written in (*_contracted(vocabulary().present, vocabulary().past), *_nouns(), *_regular()):
        if said != written.replace(ZWNJ, "") and (said not in known() or said in vocabulary().doubtful):
            forms.setdefault(said, written)
    return forms


@cache
def said_roots() -> Mapping[str, str]:
    """Return the past roots of the verbs whose stem is said shorter, by their forms as they are said and written."""
    roots = dict[str, str]()
    for stem in vocabulary().present:
        root = _ROOTS.get(stem) or verb_forms().get(f"می{ZWNJ}{stem}ند", stem)
        roots |= dict.fromkeys((form for pair in _contracted([stem], []) for form in pair), root)
    for stem in vocabulary().past:
        roots |= dict.fromkeys((form for pair in _contracted([], [stem]) for form in pair), stem)
    return roots


def _contracted(present: Iterable[str] = (), past: Iterable[str] = ()) -> _Forms:
    """Yield the forms of verbs whose stem is said shorter: می‌گم, بیاد, تونست."""
    for stem in present:
        sounds = f"{vocabulary().present[stem]} {stem if len(stem) > _SHORT else ''}"  # «میگذاره» too
        for said, before, (written, spoken) in product(sounds.split(), (*_CONTINUOUS, "ب", "ن"), _PRESENT):
            ending = "د" if spoken == "ه" and said[-1] in "اآ" else spoken  # می‌خواد
            yield from _spelled(joined_stem(before, f"{said}{ending}"), joined_stem(before, f"{stem}{written}"))
    for stem in past:
        said = vocabulary().past[stem]
        for before, (written, spoken) in product((*_CONTINUOUS, "", "ن"), _PAST):
            yield from _spelled(joined_stem(before, f"{said}{spoken}"), joined_stem(before, f"{stem}{written}"))


def joined_stem(before: str, stem: str) -> str:
    """Put a prefix to a stem with its ending: بیاید, نیامد, بیفتد."""
    if before in ("ب", "ن") and stem[0] in "آا":
        stem = f"{'یا' if stem[0] == 'آ' else 'ی'}{stem[1:]}"
    return f"{before}{stem}"


def _spelled(said: str, written: str) -> _Forms:
    bare = said.replace(ZWNJ, "")
    yield bare, written
    yield bare.replace("میآ", "میا"), written


def _regular() -> _Forms:
    """Yield the forms of verbs that are only said with other endings: می‌کنن, بگیره, رفتین."""
    forms = verb_forms()
    contracted = re.compile(f"(?:ن?می{ZWNJ}|[بن])?(?:{'|'.join(vocabulary().present)})")
    for form, root in forms.items():
        listed = root in vocabulary().verbs or form.startswith(_CONTINUOUS)
        if not listed or contracted.match(form) or not form.endswith("د"):
            continue
        bare, stem = form.replace(ZWNJ, ""), form.removesuffix("د")
        if f"{stem}م" not in forms:  # not one person, nor «you»: they
            infinitive = form.removesuffix("ند") in forms and not form.startswith(_CONTINUOUS)
            if form.endswith("ند") and not infinitive:
                yield bare[:-1], form
        elif form.endswith("ید"):
            yield f"{bare[:-1]}ن", form
        elif root in _UNPREFIXED or f"می{ZWNJ}{form}" not in forms:
            yield f"{bare[:-1]}ه", form


def _nouns() -> _Forms:
    """Yield nouns that are said with ون, and plurals that are said with ا."""
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
    """Return what is said to one person (نزن, بیار, بگو) with what is written to many (نزنید, بیاورید, بگویید)."""
    found = dict[str, str]()
    for one, many in _orders():
        if one.removeprefix("ن") not in verb_roots() and (
            one in _IRREGULAR_ORDERS or (lexicon().get(one, 0) < _COMMON_WORD and one not in vocabulary().no_orders)
        ):
            found.setdefault(one, many)
    return MappingProxyType(found)


@cache
def yours() -> Mapping[str, str]:
    """Return the verbs of «تو» (می‌خری, باشی, زدی) with those of «شما»; «برگشتی» is none, an adjective."""
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
    """Say whether a verb of «تو» is of the past: «زدی», «برگشتی»."""
    return form[:-1].removeprefix("ن") in verb_roots() or form[:-1] in verb_forms()


def plain(word: str) -> str:
    """Return a word without the marks of its vowels (نبُر: نبر)."""
    return _MARKS.sub("", word)


def _is_said(form: str) -> bool:
    return form.startswith(_CONTINUOUS) or is_past_of_one(form) or _is_prefixed(form) or form in _HAVING


def _is_prefixed(form: str) -> bool:
    """Say whether a form begins with «ب» or «ن» that is no letter of its stem."""
    return form[0] in "بن" and verb_forms().get(f"می{ZWNJ}{form}") != verb_forms()[form]


def _orders() -> Iterator[tuple[str, str]]:
    yield from _IRREGULAR_ORDERS.items()
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
