"""What a sentence may have: a note's words and insertions between them, what a source has, the schema of an answer."""

from bumi.models.constraints.guard import Guard, Vocabulary, violations
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
    "Vocabulary",
    "inserted_words",
    "is_persian",
    "is_woven",
    "violations",
    "words_of",
]
