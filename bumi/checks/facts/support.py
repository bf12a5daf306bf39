"""Support: sentences that do not follow from the brief, as judged by a transformer.

The caller passes the judge (bumi.models.scoring); without one nothing is reported. A sentence that is word for word in
the brief or its release follows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, with_brief
from bumi.current_province import per_province
from bumi.finding import Severity
from bumi.messages import message
from bumi.persian.informal import as_written
from bumi.persian.morphology import sentences
from bumi.persian.numbers import spelled_out
from bumi.persian.text import digits_to_persian, word_row
from bumi.piece import POINT


class Judgement(NamedTuple):
    """Whether a sentence follows from a brief: a score that rises with support, and the evidence against it.

    `nearest` is the id of the part with most of its words; `strange` are its words that no part has; `reason` says in
    Persian what differs, where that is certain.
    """

    score: float
    follows: bool
    nearest: str
    strange: tuple[str, ...] = ()
    reason: str = ""


Judge = Callable[[Brief, Sequence[str]], Sequence[Judgement]]
"""Takes a brief and sentences, and returns a judgement for each."""

_FIELDS = ("lede", "body")
_MOST = 4  # strange words shown
_LEAST = 3  # words of a sentence
_FORBIDDEN = "ممنوع"


@with_brief
def _unfounded(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield sentences that do not follow from the brief."""
    if not context.judge or context.field not in _FIELDS:
        return
    written = _written(brief)
    parts = written.parts()
    known = [word_row(text) for text in (*parts.values(), *brief.parts().values(), brief.release)]
    asked = {
        span: said
        for span in _whole(context.text)
        if len((said := context.text[span[0] : span[1]].removeprefix(POINT)).split()) >= _LEAST
        and not said.endswith(":")
        and not _stands(said, known)
    }
    judged = context.judge(written, [*asked.values()])
    for (start, end), judgement in zip(asked, judged, strict=True):
        if not judgement.follows:
            yield Match(start, end, values={"details": _details(parts, judgement)})


@per_province(lru_cache(16))
def _written(brief: Brief) -> Brief:
    """Return the brief with spoken and shortened words in their written forms, as in a piece."""
    notes = tuple(map(_in_full, brief.notes))
    texts = {name: _in_full(getattr(brief, name)) for name in ("topic", "lede", "when", "where", "call_to_action")}
    return brief.model_copy(update={**texts, "notes": notes})


def _in_full(text: str) -> str:
    return spelled_out(digits_to_persian(as_written(text)))


def _whole(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences; a sentence that continues after a quoted question is one."""
    spans = list[tuple[int, int]]()
    for start, end in sentences(text):
        if spans and text[: spans[-1][1]].endswith("»") and "\n" not in text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _stands(said: str, known: Sequence[str]) -> bool:
    """Return whether a part has `said` word for word, or the text after its label in a list of facts."""
    label, colon, rest = said.partition(": ")
    if any(word_row(said) in text for text in known):
        return True
    return bool(colon) and any(word_row(rest) in text and (label != _FORBIDDEN or label in text) for text in known)


def _details(parts: Mapping[str, str], judgement: Judgement) -> str:
    """Return the evidence against a sentence, and what the brief says instead."""
    details = ""
    if judgement.reason:
        details = message("support/unfounded.reason", reason=judgement.reason)
    elif judgement.strange:
        words = "، ".join(f"«{word}»" for word in judgement.strange[:_MOST])
        details = message("support/unfounded.strange", words=words)
    if judgement.nearest:
        details += message("support/unfounded.nearest", part=parts[judgement.nearest])
    return details


RULES = (Rule("support/unfounded", Severity.WARNS, _unfounded),)
