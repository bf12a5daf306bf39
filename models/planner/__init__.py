"""From a brief to what each sentence rests on: its lede and headline, its sentences, and its facts with labels."""

from models.planner.assembly import Line, Outline, Sentence, assembled
from models.planner.facts import DETAILS, LABELS, Fact, fact, label_of, tidy
from models.planner.sentences import as_sentence, is_order, is_sentence, segments

__all__ = [
    "DETAILS",
    "LABELS",
    "Fact",
    "Line",
    "Outline",
    "Sentence",
    "as_sentence",
    "assembled",
    "fact",
    "is_order",
    "is_sentence",
    "label_of",
    "segments",
    "tidy",
]
