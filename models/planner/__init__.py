"""Plan a piece: from a brief to its sentences and facts, each with the parts of the brief that it rests on.

A brief travels in this order:

    prompts.py      the plan and the wordings of its kind (prompts/*.yaml); quotations with their speakers
    notes.py        its parts normalised; its notes cut into sentences and other units
    facts.py        a note that is no sentence as a labelled fact
    known.py        what is certain: the topic as a clause, time and place as phrases
    headline.py, portrait.py, lede.py   headline and lede; each class adds to the one before it
    plan.py         the outline: sentences, lists, their order; which notes a model may rewrite
    assembly.py     the outline as fields of a piece, with sources and hashtags

A press release takes release/ instead, and an answer to the public answer.py. suggestions.py and reading.py help
whoever types a brief.
"""

from bumi.models.planner.answer import kept
from bumi.models.planner.assembly import Outline, PlannedSentence, assembled, hashtags
from bumi.models.planner.facts import fact
from bumi.models.planner.lede import opening_of
from bumi.models.planner.notes import Unit, as_written
from bumi.models.planner.plan import may_be_woven, outline, printable, to_weave
from bumi.models.planner.prompts import Attribution, Prompt, by, filled, prompt, quotations

__all__ = [
    "Attribution",
    "Outline",
    "PlannedSentence",
    "Prompt",
    "Unit",
    "as_written",
    "assembled",
    "by",
    "fact",
    "filled",
    "hashtags",
    "kept",
    "may_be_woven",
    "opening_of",
    "outline",
    "printable",
    "prompt",
    "quotations",
    "to_weave",
]
