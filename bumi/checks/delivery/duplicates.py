"""Duplicates: a body that repeats that of another piece of the newsroom, in whole or in large part."""

from collections.abc import Iterator, Mapping

from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule
from bumi.finding import Severity
from bumi.persian.similarity import common
from bumi.persian.text import digits_to_persian, numbers

_PART = 0.5  # of the words; of 888 drafts about different things none has more than 0.4 in common with another
_COPY = 0.9  # of the words; the rest is a word changed here and there


def _shared(context: Context) -> Iterator[Match]:
    """Yield the longest run of words that the body shares with each of the other pieces.

    A copy blocks, but not where it brings new numbers: next week's notice is this week's with another date.
    """
    for other in context.lookalikes if context.field == "body" else ():
        shared = common(context.text, other.fields.body)
        if shared.share < _PART:
            continue
        copied = shared.share >= _COPY and _numbers(context.fields) <= _numbers(other.fields.texts())
        how, severity = ("copy", Severity.BLOCKS) if copied else ("part", Severity.WARNS)
        values = {
            "how": how,
            "id": other.id,
            "percent": int(100 * shared.share),
            "headline": digits_to_persian(other.fields.headline),
            "state": digits_to_persian(other.state),
        }
        yield Match(shared.start, shared.end, values=values, severity=severity)


def _numbers(fields: Mapping[str, str]) -> set[str]:
    return {value for text in fields.values() for _, _, value in numbers(text)}


# The code names the other piece and the share: dismissing one finding does not dismiss another or a worse one.
RULES = (Rule("duplicates/{how}-{id}", Severity.WARNS, _shared, message="duplicates/{how}"),)
