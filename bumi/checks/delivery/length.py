"""Length: what fits each channel."""

from collections.abc import Iterator

from bumi.brief import Channel
from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.persian.text import digits_to_persian

__all__ = ["LIMITS", "check"]

LIMITS = {"kicker": 60, "headline": 90, "lede": 450, "body": 12_000}
"""Characters a field may have on every channel: what a page and a card can show without cutting."""

_CAPTIONS = {
    Channel.SITE: 1_000,
    Channel.EITAA: 1_024,
    Channel.BALE: 1_024,
    Channel.TELEGRAM: 1_024,
    Channel.INSTAGRAM: 2_200,
}
"""Characters a post under a picture may have, hashtags included."""

_HASHTAGS = 10
_NAMES = {"kicker": "روتیتر", "headline": "تیتر", "lede": "لید", "body": "متن"}


def check(context: Context) -> Iterator[Finding]:
    """Find fields that are empty, which blocks, or longer than their place; the span is what does not fit."""
    size = len(context.text)
    limit = LIMITS.get(context.field, size)
    if (
        context.field in ("headline", "lede", "body")
        and context.fields.keys() > {context.field}
        and not context.text.strip()
    ):
        message = f"{_NAMES[context.field]} خالی است؛ آن را بنویسید"
        yield context.finding("length/empty", Severity.BLOCKS, 0, 0, message)
    if size > limit:
        yield _long(context, limit, f"{_NAMES[context.field]} {size} نویسه دارد؛ آن را به {limit} نویسه برسانید")
    if context.field == "caption" and context.brief:
        yield from _caption(context)
    if context.field == "hashtags" and len(tags := context.text.split()) > _HASHTAGS:
        start = len(" ".join(tags[:_HASHTAGS]))
        yield _long(context, start, f"{len(tags)} هشتگ هست؛ {_HASHTAGS} هشتگ بس است")


def _caption(context: Context) -> Iterator[Finding]:
    assert context.brief
    room = min(context.brief.channels or (Channel.SITE,), key=lambda channel: _CAPTIONS[channel])
    tags = context.fields.get("hashtags", "")
    limit = _CAPTIONS[room] - (len(tags) + len(tags.split()) + 1 if tags else 0)
    if len(context.text) > limit:
        yield _long(
            context,
            max(0, limit),
            f"شرح برای {room.persian} با هشتگ‌ها {len(context.text)} نویسه دارد؛ آن را به {limit} نویسه برسانید",
        )


def _long(context: Context, start: int, message: str) -> Finding:
    return context.finding("length/long", Severity.WARNS, start, len(context.text), digits_to_persian(message))
