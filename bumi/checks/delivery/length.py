"""Length: fields that are empty, or longer than a page, a card or a channel can show."""

from collections.abc import Iterator

from bumi.brief import Channel, Kind
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule
from bumi.finding import Severity

LIMITS = {"kicker": 60, "headline": 90, "lede": 450, "body": 12_000}
"""Most characters of a field on every channel: what a page and a card can show without cutting."""

_CAPTIONS = {
    Channel.SITE: 1_000,
    Channel.EITAA: 1_024,
    Channel.BALE: 1_024,
    Channel.RUBIKA: 1_024,
    Channel.SOROUSH: 1_024,
    Channel.TELEGRAM: 1_024,
    Channel.INSTAGRAM: 2_200,
}
"""Most characters of a post under a picture, hashtags included."""

_HASHTAGS = 10
_NEEDED = ("headline", "lede", "body")
_NAMES = {"kicker": "روتیتر", "headline": "تیتر", "lede": "لید", "body": "متن"}


def _empty(context: Context) -> Iterator[Match]:
    """Yield a field of a piece that must have text and has none; an answer may be its lede alone."""
    short = context.field == "body" and context.brief is not None and context.brief.kind is Kind.ANSWER
    needed = context.field in _NEEDED and not short
    if needed and context.fields.keys() > {context.field} and not context.text.strip():
        yield Match(0, 0, values={"field": _NAMES[context.field]})


def _long(context: Context) -> Iterator[Match]:
    """Yield the text that does not fit the field."""
    size = len(context.text)
    limit = LIMITS.get(context.field, size)
    if size > limit:
        yield Match(limit, size, values={"field": _NAMES[context.field], "size": size, "limit": limit})
    elif context.field == "caption" and context.brief:
        channel = min(context.brief.channels or (Channel.SITE,), key=lambda channel: _CAPTIONS[channel])
        tags = context.fields.get("hashtags", "")
        limit = _CAPTIONS[channel] - (len(tags) + len(tags.split()) + 1 if tags else 0)
        if size > limit:
            values = {"channel": channel.persian, "size": size, "limit": limit}
            yield Match(max(0, limit), size, values=values, variant="caption")
    elif context.field == "hashtags" and len(words := context.text.split()) > _HASHTAGS:
        values = {"count": len(words), "limit": _HASHTAGS}
        yield Match(len(" ".join(words[:_HASHTAGS])), size, values=values, variant="hashtags")


RULES = (Rule("length/empty", Severity.BLOCKS, _empty), Rule("length/long", Severity.WARNS, _long))
