"""Requirements of channels other than length: hashtags that they read whole, and a caption for a post."""

import re
from collections.abc import Iterator

from bumi.brief import Channel
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, Search
from bumi.finding import Severity
from bumi.persian.text import flat
from bumi.persian.word_forms import hashtag

_TAG = re.compile(r"\S+")


def _cut(context: Context) -> Iterator[Match]:
    """Yield hashtags that channels cut off: at a half-space, or another sign than letters, digits and «_»."""
    for start, end, whole in _tags(context):
        if whole != context.text[start:end]:
            yield Match(start, end, tuple(filter(None, (whole,))), {"suggestion": whole})


def _twice(context: Context) -> Iterator[Match]:
    seen: set[str] = set()
    for start, end, whole in _tags(context):
        key = flat(whole)
        if key in seen:
            yield Match(start, end)
        seen.add(key)


def _tags(context: Context) -> Iterator[tuple[int, int, str]]:
    """Yield the span of each hashtag, with a form that channels read whole."""
    if context.field == "hashtags":
        for match in _TAG.finditer(context.text):
            yield *match.span(), hashtag(match.group())


def _missing(field: str) -> Search:
    """Return the search for an empty field that a social channel of the brief needs."""

    def search(context: Context) -> Iterator[Match]:
        if context.field == field and context.brief and len(context.fields) > 1 and not context.text.strip():
            social = [channel.persian for channel in context.brief.channels if channel is not Channel.SITE]
            if social:
                yield Match(0, 0, values={"channels": " و ".join(social)})

    return search


RULES = (
    Rule("channel/hashtag", Severity.WARNS, _cut),
    Rule("channel/twice", Severity.WARNS, _twice),
    Rule("channel/no-caption", Severity.WARNS, _missing("caption")),
    Rule("channel/no-hashtags", Severity.ADVISES, _missing("hashtags")),
)
