"""Who says it: quotations with their speakers, and the news given to its agency; all by patterns, none by the model.

Who is the source of a fact is never the model's to phrase, since it makes the source its doer.
"""

import re
from collections.abc import Sequence
from itertools import count

from bumi.brief import Quote
from bumi.models.planner.assembly import PlannedSentence
from bumi.models.planner.prompts import Attribution, filled
from bumi.persian.syntax import is_bare_wish
from bumi.persian.text import flat

__all__ = ["by", "names_place", "quotations"]

_ENDS = (".", "!", "؟", "…")


def by(
    agency: str, told: PlannedSentence, attribution: Attribution, turn: int, advice: bool = False
) -> PlannedSentence:
    """Return `told` with its source named before it: «به گزارش ...،», and of advice «به توصیه ...،»."""
    patterns = attribution.advice if advice else attribution.source
    source = filled(patterns[turn % len(patterns)], {"agency": agency})
    needed = "لازم است " if is_bare_wish(told.text) else ""
    return PlannedSentence(f"{source}، {needed}{told.text}", ("agency", *told.rests_on), told.plain)


def names_place(text: str, place: str) -> bool:
    """Whether `text` names `place`, and not only a word that begins alike: «بمی» is not «بم»."""
    return re.search(rf"(?<!\w){re.escape(flat(place))}(?!\w)", flat(text)) is not None


def quotations(quotes: Sequence[Quote], attribution: Attribution, before: str = "") -> list[PlannedSentence]:
    """Return each quotation, word for word, with who said it: in full at first, then in turn by another verb.

    `before` is the sentence that the first stands behind: whoever that is about is «او».
    """
    seen: dict[str, count[int]] = {}
    said = []
    for number, quote in enumerate(quotes, 1):
        if quote.speaker in seen:
            pattern = attribution.again[next(seen[quote.speaker]) % len(attribution.again)]
        else:
            seen[quote.speaker] = count()
            pattern = attribution.first if quote.role else attribution.first_without_role
        if number == 1 and re.match(rf"(?:او|وی|{re.escape(quote.speaker)})(?![\w\u200c])", before):
            pattern = attribution.first_without_role.replace("{speaker}", "او")
        words = filled(pattern, {**quote.model_dump(), "text": "{text}"}).replace("{text}", quote.text)
        said.append(PlannedSentence(words if quote.text.endswith(_ENDS) else f"{words}.", (f"q{number}",)))
    return said
