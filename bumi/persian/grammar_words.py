"""The word lists of assets/words/grammar.yaml, where each is explained."""

import re
from functools import cache
from typing import NamedTuple

from bumi.persian.lexicon import listed_data

BEFORE_DIRECTION = re.compile(r"(?<!\w)(?:از|این|آن|همین|به|بدین|هر|هم|یک|دو|چند|چهار|تغییر|خلاف|تعیین) $")
"""What stands before «جهت» where it means a direction or a respect, and no purpose."""

_Words = frozenset[str]


class GrammarWords(NamedTuple):
    """The lists, by their names in the file."""

    past: _Words
    past_or_noun: _Words
    present: _Words
    being: _Words
    modal: _Words
    copulas: _Words
    openers: _Words
    that: _Words
    not_only: _Words
    people: _Words
    many_people: _Words
    before_people: _Words
    another_subject: _Words
    published: _Words
    openings: _Words
    deeds: _Words
    numbers: _Words
    before_number: _Words
    before_digits: _Words
    no_nouns: _Words
    named_by_number: _Words
    first_prepositions: _Words
    second_prepositions: _Words
    after_preposition: _Words
    doors: _Words


@cache
def grammar_words() -> GrammarWords:
    """Return the lists, read once."""
    return GrammarWords(**{name: frozenset(words.split()) for name, words in listed_data("grammar").items()})
