"""What may be woven into a gap between two words of a note: a finite language for each kind of gap.

A gap inside a phrase takes a link at most; where a note is parted, a predicate may end the clause and a link begin the
next one; its end takes a predicate unless the note has a verb of its own there (assets/words/weaving.yaml).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice, product, takewhile
from typing import Any, TypedDict, Unpack

from bumi.wordlists import listed_data

__all__ = [
    "FOR",
    "HEAD",
    "IN",
    "WITHIN",
    "Gap",
    "State",
    "ends_clause",
    "following",
    "indicative",
    "is_predicate",
    "is_whole",
    "woven_words",
]

HEAD = "{head}"
WITHIN = "{within}"  # the same, of what something may be in: a festival, a hall
FOR = "{for}"  # «برای» before those that something is for
IN = "{in}"  # «در» before a place; that of «در دسترس است» is another

type Woven = tuple[str, ...]


class Gap(StrEnum):
    """Where a gap is: after which mark of the note, or which place in it."""

    START = "start"
    LABELLED = "labelled"
    INNER = "inner"
    SOFT = "soft"
    BREAK = "break"
    PLUS = "plus"
    LABEL = "label"
    ARROW = "arrow"
    EQUALS = "equals"
    ASK = "ask"
    OUTCOME = "outcome"
    PART = "part"
    NOTES = "notes"
    CLOSED = "closed"
    RELATIVE = "relative"
    NO = "no"
    END = "end"


_PARTING = (Gap.SOFT, Gap.BREAK, Gap.PLUS, Gap.LABEL, Gap.ASK, Gap.OUTCOME, Gap.NOTES)  # a clause may end there


class State(TypedDict):
    """What the text before a gap asks of it.

    `closed` says whether a verb of the note's own stands before it, None that it may be one; `owing` that an object
    waits for its verb; `past` that the simple past may be woven; `denied` that the verb has to say no.
    """

    closed: bool | None
    owing: bool
    past: bool
    denied: bool


@lru_cache(maxsize=4096)
def following(gap: Gap, woven: Woven, without: frozenset[str], **state: Unpack[State]) -> frozenset[str]:
    """Return the words that may be woven next into `gap` after `woven`, HEAD and WITHIN among them.

    Nothing that has a word of `without` is begun.
    """
    language = _language(gap, **state)
    begun = takewhile(lambda whole: whole[: len(woven)] == woven, islice(language, bisect_right(language, woven), None))
    return frozenset(whole[len(woven)] for whole in begun if without.isdisjoint(whole))


def is_whole(gap: Gap, woven: Woven, **state: Unpack[State]) -> bool:
    """Whether `woven` may be all that stands in `gap`."""
    language = _language(gap, **state)
    at = bisect_left(language, woven)
    return language[at : at + 1] == (woven,)


@cache
def ends_clause(woven: Woven) -> bool:
    """Whether `woven` has a predicate, so that what comes after it is another clause."""
    predicates = (
        tuple(phrase.split())
        for phrase in (*_predicates(True), *_lists()["denials"], *_lists()["denials_past"], *_lists()["joined"])
    )
    said = {predicate for predicate in predicates if len(predicate) <= len(woven)}
    return any(woven[at : at + len(each)] == each for each in said for at in range(len(woven)))


@cache
def is_predicate(woven: Woven) -> bool:
    """Whether `woven` is a predicate and no more."""
    return bool(woven) and " ".join(woven) in _predicates(True)


@cache
def indicative() -> frozenset[str]:
    """Return the verbs that state a fact, and that «باید» does not take."""
    verbs = {predicate.split()[-1] for predicate in _predicates(True)}
    return frozenset(verb for verb in verbs if not verb.endswith(("شود", "باشد", "ید")) or verb.startswith("می"))


@cache
def woven_words() -> frozenset[str]:
    """Return every word that may be woven somewhere; what only a «نه» of the note may stand behind is left out."""
    gaps = set(Gap) - {Gap.NO}
    every = (_language(gap, False, owing, True, False) for gap in gaps for owing in (False, True))
    return frozenset(word for language in every for woven in language for word in woven) - {HEAD, WITHIN, FOR, IN}


@cache
def _language(gap: Gap, closed: bool | None, owing: bool, past: bool, denied: bool) -> tuple[Woven, ...]:
    """Return what may be woven into a gap, in order, so that what begins alike stands together."""
    return tuple(sorted({_words(phrase) for phrase in _phrases(gap, closed, owing, past, denied)}))


@cache
def _words(phrase: str) -> Woven:
    """Return the words of a phrase: one tuple for all the gaps that it may stand in, which are many."""
    return tuple(phrase.split())


def _phrases(gap: Gap, closed: bool | None, owing: bool, past: bool, denied: bool) -> Iterator[str]:
    lists = _lists()
    denials = [*lists["denials"], *(lists["denials_past"] if past else ())]
    predicates = denials if denied else lists["orders"] if owing else _predicates(past)
    if gap is Gap.END:
        if closed is not False and not owing:
            yield ""
        if not closed:
            yield from predicates
            yield from (" ".join(pair) for pair in product(lists["before_last"], predicates))
        return
    if not owing or gap not in _PARTING:
        yield from ("", *lists["links"][gap])
    if gap is Gap.LABELLED:
        yield from lists["links"][Gap.START]
    if gap in _PARTING and not closed:
        yield from (" ".join(pair) for pair in product(predicates, lists["after_predicate"]))
        yield from (" ".join(pair) for pair in product(lists["joined"], ("و", "که")) if not owing)
    if gap is Gap.RELATIVE and not closed:
        yield from predicates
    if closed is not False and gap in _PARTING and not owing:
        yield from lists["after_verb"]


@cache
def _predicates(past: bool) -> tuple[str, ...]:
    lists = _lists()
    made = [*lists["predicates"], *lists["orders"], *(lists["past"] if past else ())]
    for light in (lists["passive"], lists["active"]):
        endings = [*light["present"], *(light["past"] if past else ())]
        made += [" ".join(pair) for pair in product(light["words"], endings)]
    return tuple(made)


@cache
def _lists() -> dict[str, Any]:
    lists: dict[str, Any] = listed_data("weaving")
    return lists
