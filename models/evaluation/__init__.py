"""Evaluation: metrics of the writer with their bars, human evaluation, and the promotion of adapters."""

from bumi.models.evaluation.human import judged, to_judge
from bumi.models.evaluation.metrics import DEV_PERPLEXITY, FIRST_GOOD, LESSON_PERPLEXITY, Figure, figures
from bumi.models.evaluation.promotion import AdapterProposal, Compared, compared, promote, proposals, reasons, roll_back
from bumi.models.evaluation.support import support_rows

__all__ = [
    "DEV_PERPLEXITY",
    "FIRST_GOOD",
    "LESSON_PERPLEXITY",
    "AdapterProposal",
    "Compared",
    "Figure",
    "compared",
    "figures",
    "judged",
    "promote",
    "proposals",
    "reasons",
    "roll_back",
    "support_rows",
    "to_judge",
]
