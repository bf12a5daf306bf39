"""Decoding constraints: insertions between a note's words, the values of a source, the schema of an answer."""

from bumi.models.constraints.guard import Guard, TokenVocabulary, violations
from bumi.models.constraints.insertions import inserted_words, is_woven
from bumi.models.constraints.source import SourceConstraint
from bumi.models.constraints.source_vocabulary import SourceVocabulary, is_persian
from bumi.persian.syntax import NO, RELATIVE, words_of

__all__ = [
    "NO",
    "RELATIVE",
    "Guard",
    "SourceConstraint",
    "SourceVocabulary",
    "TokenVocabulary",
    "inserted_words",
    "is_persian",
    "is_woven",
    "violations",
    "words_of",
]
