"""Decide which words may be inserted between those of a note to make a sentence: function words and light verbs.

Notes leave out function words. A woven sentence has all words of its note in their order, and between two of them only
what assets/words/weaving.yaml allows there: nothing is lost, added or reordered. The model's likelihood
decides which insertion fits the nouns.
"""

from functools import cache
from itertools import product

from bumi.persian.lexicon import listed_data
from bumi.persian.syntax import PUNCTUATION, bare_word, words_of

type _Insertion = tuple[str, ...]

_HEAD = "{head}"
_LONGEST = 7  # words of an insertion
_NONE = "هیچ"  # its verb has to say no, and none here does


def is_woven(text: str, note: str, head: str = "", past: bool = True) -> bool:
    """Whether `text` says all words of `note` in their order, and between them only what may be inserted.

    `head` is the word by which «این» may refer to the topic; without `past` the simple past is not inserted.
    """
    words, said = words_of(note), text.removesuffix(".").split()
    if not words or any(word.text.startswith(_NONE) for word in words) or any(map(_explains, said)):
        return False
    bare, places = [*map(bare_word, said)], {0}
    for at, word in enumerate(words):
        allowed = _start(head) if not at else _parted(past) if words[at - 1].parted else _inner()
        places = {
            here + 1
            for place in places
            for here in range(place, min(place + _LONGEST + 1, len(bare)))
            if bare[here] == word.text
            and tuple(bare[place:here]) in allowed
            and (not at or words[at - 1].parted or words[at - 1].closing or _unparted(said[place - 1 : here]))
        }
    last, closing = _last(head, past), words[-1].closing
    tails = {tuple(bare[place:]) for place in places}
    return (closing is not False and () in tails) or (not closing and not last.isdisjoint(tails))


@cache
def inserted_words() -> frozenset[str]:
    """Return every word that may be inserted somewhere."""
    every = (*_start(""), *_inner(), *_parted(True), *_last("", True))
    return frozenset(word for insertion in every for word in insertion)


def _explains(word: str) -> bool:
    """Whether a mark stands after `word` that makes what comes after it an answer or an account of it."""
    return word.endswith((":", "؟"))


def _unparted(said: list[str]) -> bool:
    """Whether no mark stands after any of `said`, words of a text between which the note has none."""
    return all(word[-1] not in PUNCTUATION for word in said)


@cache
def _start(head: str) -> frozenset[_Insertion]:
    lists = listed_data("weaving")
    of_topic = (phrase.replace(_HEAD, head) for phrase in lists["topic"]) if head else ()
    return _phrases("", *of_topic, *lists["start"])


@cache
def _inner() -> frozenset[_Insertion]:
    return _phrases("", *listed_data("weaving")["inner"])


@cache
def _parted(past: bool) -> frozenset[_Insertion]:
    """Return what may stand where a note is parted: the verb of the clause before, and what begins the next one."""
    lists = listed_data("weaving")
    ends = ("", *_predicates(past), *lists["participles"])
    return _phrases(*(f"{end} {link}" for end, link in product(ends, ("", *lists["links"]))))


@cache
def _last(head: str, past: bool) -> frozenset[_Insertion]:
    before = ("", *listed_data("weaving")["before_last"], *([f"در این {head}"] if head else ()))
    return _phrases(*(f"{first} {end}" for first, end in product(before, _predicates(past))))


@cache
def _predicates(past: bool) -> tuple[str, ...]:
    lists = listed_data("weaving")
    made = [*lists["predicates"], *(lists["past"] if past else ())]
    for light in (lists["passive"], lists["active"]):
        endings = [*light["present"], *(light["past"] if past else ())]
        made += [f"{word} {ending}" for word, ending in product(light["words"], endings)]
    return tuple(made)


def _phrases(*phrases: str) -> frozenset[_Insertion]:
    return frozenset(tuple(phrase.split()) for phrase in phrases)
