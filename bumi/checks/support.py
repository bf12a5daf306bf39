"""Support: whether each sentence follows from the brief, as a transformer judges that reads both.

The judge is handed in (models.scoring): without one, nothing is told. What stands in the brief or in its release word
for word follows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.language import sentences
from bumi.piece import POINT
from bumi.text import flat

__all__ = ["Judge", "Judgement", "check"]


class Judgement(NamedTuple):
    """Whether a sentence follows from a brief: a score that rises with support, and what speaks against it.

    `nearest` is the id of the part that says most of its words; `strange` are its words that no part has; `reason` says
    in Persian what differs, where that is certain.
    """

    score: float
    follows: bool
    nearest: str
    strange: tuple[str, ...] = ()
    reason: str = ""


Judge = Callable[[Brief, Sequence[str]], Sequence[Judgement]]
"""Takes a brief and sentences, and returns a judgement for each."""

_FIELDS = ("lede", "body")
_MOST = 4  # strange words that are told
_LEAST = 3  # words of a sentence


def check(context: Context) -> Iterator[Finding]:
    """Find sentences that do not follow from the brief."""
    if not context.brief or not context.judge or context.field not in _FIELDS:
        return
    parts = context.brief.parts()
    known = [flat(text) for text in (*parts.values(), context.brief.release)]
    found = [
        span
        for span in sentences(context.text)
        if not any(_bare(context.text, span) in text for text in known)
        and len(context.text[span[0] : span[1]].split()) >= _LEAST
        and not context.text[span[0] : span[1]].endswith(":")
    ]
    judged = context.judge(context.brief, [context.text[start:end].removeprefix(POINT) for start, end in found])
    for (start, end), judgement in zip(found, judged, strict=True):
        if not judgement.follows:
            yield context.finding("support/unfounded", Severity.WARNS, start, end, _message(parts, judgement))


def _message(parts: Mapping[str, str], judgement: Judgement) -> str:
    said = ["شاید این جمله از سفارش برنیاید"]
    if judgement.reason:
        said.append(judgement.reason)
    elif judgement.strange:
        words = "، ".join(f"«{word}»" for word in judgement.strange[:_MOST])
        said.append(f"این‌ها در سفارش نیست: {words}")
    if judgement.nearest:
        said.append(f"سفارش می‌گوید: «{parts[judgement.nearest]}»")
    return "؛ ".join([*said, "آن را با سفارش بسنجید"])


def _bare(text: str, span: tuple[int, int]) -> str:
    return flat(text[span[0] : span[1]].removeprefix(POINT)).rstrip(".؛ ")
