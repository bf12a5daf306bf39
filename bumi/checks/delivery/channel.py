"""Channel fit beyond length: hashtags that work where the piece goes, and a caption where it needs one."""

import re
from collections.abc import Iterator

from bumi.brief import Brief, Channel
from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.persian.text import flat

__all__ = ["check"]

_TAG = re.compile(r"\S+")
_CUTTING = re.compile(r"\W+|_+")


def check(context: Context) -> Iterator[Finding]:
    """Find hashtags that a channel would cut or that stand twice; and what a social channel misses of the piece.

    A hashtag has letters, digits and «_»: at any other sign, the half-space too, channels end it.
    """
    if context.field == "hashtags":
        yield from _tags(context)
    if context.brief and len(context.fields) > 1 and not context.text.strip():
        yield from _missing(context, context.brief)


def _tags(context: Context) -> Iterator[Finding]:
    seen: set[str] = set()
    for match in _TAG.finditer(context.text):
        whole = _CUTTING.sub("_", match.group()).strip("_")
        if whole != match.group():
            message = f"شبکه‌ها هشتگ «{match.group()}» را ناتمام می‌خوانند؛ «{whole}» بنویسید"
            yield context.finding("channel/hashtag", Severity.WARNS, *match.span(), message, *filter(None, (whole,)))
        key = flat(whole)
        if key in seen:
            message = f"هشتگ «{match.group()}» دو بار آمده است؛ یکی را بردارید"
            yield context.finding("channel/twice", Severity.WARNS, *match.span(), message)
        seen.add(key)


def _missing(context: Context, brief: Brief) -> Iterator[Finding]:
    social = [channel for channel in brief.channels if channel is not Channel.SITE]
    if not social:
        return
    where = " و ".join(channel.persian for channel in social)
    if context.field == "caption":
        message = f"شرح خالی است و در {where} زیر تصویر چیزی نمی‌آید؛ آن را بنویسید"
        yield context.finding("channel/no-caption", Severity.WARNS, 0, 0, message)
    elif context.field == "hashtags":
        message = f"برای {where} هشتگی نیست؛ نام شهرستان و موضوع را هشتگ کنید"
        yield context.finding("channel/no-hashtags", Severity.ADVISES, 0, 0, message)
