"""What may be decoded: a note's words with insertions between them, what a source has, the schema of an answer."""

from models.constraints.automaton import Thread
from models.constraints.collocations import (
    are_people,
    is_action,
    is_event,
    is_scene,
    is_time,
    momentary_words,
    unselected,
)
from models.constraints.constraint import Weave
from models.constraints.guard import Guard, Vocabulary, violations
from models.constraints.guarded_words import RELATIVE
from models.constraints.insertions import woven_words
from models.constraints.mood import is_condition, is_subjunctive
from models.constraints.note import is_span
from models.constraints.source import SourceConstraint
from models.constraints.source_vocabulary import Known, is_persian
from models.constraints.tokens import joined
from models.constraints.words import NO, words_of

__all__ = [
    "NO",
    "RELATIVE",
    "Guard",
    "Known",
    "SourceConstraint",
    "Thread",
    "Vocabulary",
    "Weave",
    "are_people",
    "is_action",
    "is_condition",
    "is_event",
    "is_persian",
    "is_scene",
    "is_span",
    "is_subjunctive",
    "is_time",
    "joined",
    "momentary_words",
    "unselected",
    "violations",
    "words_of",
    "woven_words",
]
