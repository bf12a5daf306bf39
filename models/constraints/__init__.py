"""Decoding constraints: insertions between a note's words, the values of a source, the schema of an answer."""

from bumi.models.constraints.guard import violations
from bumi.models.constraints.insertions import inserted_words, is_woven
from bumi.models.constraints.source import SourceConstraint
from bumi.models.constraints.source_vocabulary import SourceVocabulary, is_persian
from bumi.models.constraints.tokens import TokenVocabulary

__all__ = [
    "SourceConstraint",
    "SourceVocabulary",
    "TokenVocabulary",
    "inserted_words",
    "is_persian",
    "is_woven",
    "violations",
]
