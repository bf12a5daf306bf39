"""The checks of the newsroom, by name and in order; the way in for everybody who wants a text checked."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.delivery import channel, duplicates, length
from bumi.checks.facts import dates, facts, numbers, support
from bumi.checks.facts import quotations as quotes
from bumi.checks.facts import weekdays as weekday
from bumi.checks.facts.support import Judge
from bumi.checks.grammar import grammar
from bumi.checks.orthography import characters as script
from bumi.checks.orthography import halfspace, punctuation, spelling
from bumi.checks.safety import dignity, privacy
from bumi.checks.style import readability, register, repetition
from bumi.checks.style.fallbacks import plain_sentences
from bumi.checks.typed import Typed
from bumi.errors import BadInput
from bumi.finding import Finding, Severity, apply_fixes
from bumi.persian.text import digits_to_persian, flat, normal
from bumi.piece import Fields, Lookalike, Source
from bumi.province import province

__all__ = ["CHECKS", "check_fields", "check_text", "fix"]

Check = Callable[[Context], Iterator[Finding]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "script": script.check,
        "punctuation": punctuation.check,
        "halfspace": halfspace.check,
        "spelling": spelling.check,
        "numbers": numbers.check,
        "dates": dates.check,
        "weekday": weekday.check,
        "quotes": quotes.check,
        "facts": facts.check,
        "support": support.check,
        "length": length.check,
        "channel": channel.check,
        "repetition": repetition.check,
        "grammar": grammar.check,
        "readability": readability.check,
        "register": register.check,
        "privacy": privacy.check,
        "dignity": dignity.check,
        "duplicates": duplicates.check,
    }
)
_ON_HASHTAGS = frozenset({"script", "numbers", "length", "channel", "privacy", "dignity"})  # hashtags are not prose
_ON_TYPED = frozenset({"script"})  # all others judge what is stored, and readers get
_WITHIN_QUOTES = frozenset(
    {"letter", "digit", "numeral", "invisible", "bidi"}
)  # what may be mended in a quotation without asking
_MENDING = ("script", "punctuation", "halfspace")  # the checks that have safe fixes
_ROUNDS = 20
_GRAVITY = tuple(Severity)
_MOST, _MOST_ALIKE = 300, 20  # findings of a piece
_HALF = re.compile("[\ud800-\udfff]")  # of a character that UTF-16 writes in two


def check_text(
    text: str, field: str = "body", brief: Brief | None = None, only: Iterable[str] = (), judge: Judge | None = None
) -> list[Finding]:
    """Return what the checks (those named in `only`, or all) find in one text; `judge` serves the check `support`.

    BadInput for an unknown name, and for a text with half a character (a lone surrogate).
    """
    return _found(Context(text, field, province(), brief, {field: normal(text)}, judge=judge), only)


def check_fields(
    fields: Fields,
    brief: Brief | None = None,
    only: Iterable[str] = (),
    sources: Iterable[Source] = (),
    lookalikes: Iterable[Lookalike] = (),
    judge: Judge | None = None,
) -> list[Finding]:
    """Return what the checks find in a piece, in the order a reader meets it; BadInput for an unknown name.

    With its `sources`, sentences that the plain pattern wrote are shown too; with the `lookalikes` that the newsroom
    has of it, what it says again; with a `judge`, the sentences that do not follow from the brief. Of more than three
    hundred findings these are the gravest: who has so many begins with those, and a page can show them.
    """
    texts, names, others = fields.texts(), tuple(only), tuple(lookalikes)
    stored = {field: normal(text) for field, text in texts.items()}
    contexts = (Context(text, field, province(), brief, stored, others, judge) for field, text in texts.items())
    found = [finding for context in contexts for finding in _found(context, names)]
    order = list(texts)
    return sorted(
        _gravest([*found, *plain_sentences(fields, sources)]), key=lambda it: (order.index(it.field), it.start)
    )


def fix(text: str, field: str = "body", brief: Brief | None = None, only: Iterable[str] = ()) -> str:
    """Return `text` with every safe fix applied, again and again until nothing is left to fix."""
    names = [name for name in tuple(only) or _MENDING if name in _MENDING or name not in CHECKS]
    for _ in range(_ROUNDS if names else 0):
        fixed = apply_fixes(text, check_text(text, field, brief, names))
        if fixed == text:
            break
        text = fixed
    return text


def _found(context: Context, only: Iterable[str]) -> list[Finding]:
    names = tuple(only) or tuple(CHECKS)
    if unknown := [name for name in names if name not in CHECKS]:
        known = "، ".join(CHECKS)
        raise BadInput(*(f"بررسی «{name}» وجود ندارد؛ یکی از این‌ها را بنویسید: {known}" for name in unknown))
    if half := _HALF.search(context.text):
        place = digits_to_persian(str(half.start() + 1))
        raise BadInput(
            f"نویسه شماره {place} متن شکسته است (U+{ord(half.group()):04X})؛ آن را از اصل متن دوباره بنویسید"
        )
    facts, typed = context.brief.facts() if context.brief else "", Typed(context.text)
    stored = dataclasses.replace(context, text=typed.stored)
    found: list[Finding] = []
    for name, check in CHECKS.items():
        if name in names and (context.field != "hashtags" or name in _ON_HASHTAGS):
            if name in _ON_TYPED:
                found += (_guarded(finding, context, facts) for finding in check(context))
            else:
                found += (typed.finding(_guarded(finding, stored, facts)) for finding in check(stored))
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def _gravest(found: list[Finding]) -> list[Finding]:
    """Return as many findings as a page can show; one that comes again and again leaves room for the others."""
    if len(found) <= _MOST:
        return found
    alike, kept = Counter[str](), list[Finding]()
    for finding in sorted(found, key=lambda it: _GRAVITY.index(it.severity)):
        alike[finding.fingerprint] += 1
        if alike[finding.fingerprint] <= _MOST_ALIKE:
            kept.append(finding)
    return kept[:_MOST]


def _guarded(finding: Finding, context: Context, facts: str) -> Finding:
    """Take the word «safe» from a fix that would change a quotation or words as the brief has them."""
    if not finding.safe or finding.code in _WITHIN_QUOTES:
        return finding
    in_quote = context.quotations.touch(finding.start, finding.end)
    from_brief = finding.check != "script" and len(flat(finding.matched)) > 2 and finding.matched in facts
    return finding.model_copy(update={"safe": False}) if in_quote or from_brief else finding
