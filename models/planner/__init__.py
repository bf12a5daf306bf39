"""From a brief to what each sentence rests on: its lede and headline, its sentences, and its facts with labels."""

from models.planner.assembly import Line, Outline, Sentence, assembled
from models.planner.facts import DETAILS, LABELS, Fact, fact, label_of, tidy
from models.planner.notes import Unit, as_written, units
from models.planner.plan import outline, to_weave
from models.planner.printable import LEAST, may_be_woven, printable
from models.planner.prompts import prompt
from models.planner.sentences import as_sentence, is_order, is_sentence, segments

__all__ = [
    "DETAILS",
    "LABELS",
    "LEAST",
    "Fact",
    "Line",
    "Outline",
    "Sentence",
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
