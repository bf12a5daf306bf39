"""How good it is: the writer in figures with a bar each, human evaluation, and the gate that an adapter has to pass."""

from bumi.models.evaluation.gate import Compared, compared, reasons
from bumi.models.evaluation.human import judged, to_judge
from bumi.models.evaluation.metrics import DEV_PERPLEXITY, FIRST_GOOD, LESSON_PERPLEXITY, Figure, figures
from bumi.models.evaluation.promotion import Proposal, promote, proposals, roll_back
from bumi.models.evaluation.support import support_rows

__all__ = [
    "DEV_PERPLEXITY",
    "FIRST_GOOD",
    "LESSON_PERPLEXITY",
    "Compared",
    "Figure",
    "Proposal",
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
