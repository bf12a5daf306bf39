"""What may be woven and then printed: notes whose meaning needs no guess, and sentences above a calibrated bound."""

import re

from bumi.models.planner.facts import label_of
from bumi.models.planner.sentences import ends_in_verb
from bumi.models.scoring import Judged

__all__ = ["LEAST", "may_be_woven", "printable"]

LEAST = -0.15
"""Nats for a word of the note, under which a woven sentence is not printed (docs/experiments.md).

Calibrated on the judged lists that no adapter learnt from (models/data/judged/apart.jsonl): of 197 notes that may be
woven the likeliest sentence of 33 (17 %) is at or above it, and 32 of these 33 (97 %) are good.
"""

# Its verb would be a guess at what is denied («سیار نه»), asked, or led to.
_GUESSED = re.compile(r"(?<!\w)نه(?!\w)|[؟→←=/+]|->|:\s|(?<!\w)(?:ن?می|نی)ا(?:د|ن|م|ین)$")  # «میان» is no noun there
_FEWEST, _MOST = 4, 18  # words: a shorter note is a fact, of a longer one more than one thing is said


def may_be_woven(note: str) -> bool:
    """Whether a model may make a sentence of `note`, which is none: no denial, mark or label in it is left to it.

    What ends in its verb has nothing to gain.
    """
    fits = _FEWEST <= len(note.split()) <= _MOST and not ends_in_verb(note)
    return fits and not _GUESSED.search(note) and not label_of(note)


def printable(judged: Judged) -> bool:
    """Whether a woven sentence is likely enough to be printed.

    What was drawn freely is not, unless its likelihood cannot be known: of a server's model its evidence alone decides.
    """
    return judged.fluency >= LEAST if judged.woven else judged.fluency == 0
