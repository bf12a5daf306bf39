"""From a brief to what each sentence rests on: its lede and headline, its sentences, and its facts with labels."""

from bumi.models.planner.assembly import Outline, OutlineLine, PlannedSentence, assembled
from bumi.models.planner.facts import DETAILS, LABELS, Fact, fact, label_of, tidy
from bumi.models.planner.notes import Unit, as_written, units
from bumi.models.planner.plan import LEAST, may_be_woven, outline, printable, to_weave
from bumi.models.planner.prompts import prompt
from bumi.persian.syntax import as_sentence, is_order, is_sentence, segments

__all__ = [
    "DETAILS",
    "LABELS",
    "LEAST",
    "Fact",
    "Outline",
    "OutlineLine",
    "PlannedSentence",
    "Unit",
    "as_sentence",
    "as_written",
    "assembled",
    "fact",
    "is_order",
    "is_sentence",
    "label_of",
    "may_be_woven",
    "outline",
    "printable",
    "prompt",
    "segments",
    "tidy",
    "to_weave",
    "units",
]
