"""The checks by name and in order, and the functions that run them on a text or on the fields of a piece."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bumi.brief import Brief
from bumi.checks import grammar
from bumi.checks.context import Context, Typed
from bumi.checks.delivery import channel, duplicates, length
from bumi.checks.facts import dates, faithfulness, numbers, quotations, support, weekdays
from bumi.checks.facts.support import Judge
from bumi.checks.orthography import characters, halfspace, punctuation, spelling
from bumi.checks.rule import Rule
from bumi.checks.safety import dignity, privacy
from bumi.checks.style import readability, register, repetition
from bumi.errors import BadInput
from bumi.finding import Finding, Severity, apply_fixes
from bumi.messages import message
from bumi.persian.text import flat, normal
from bumi.piece import POINT, Fields, Lookalike, Source
from bumi.province import province

CHECKS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "script": characters.RULES,
        "punctuation": punctuation.RULES,
        "halfspace": halfspace.RULES,
        "spelling": spelling.RULES,
        "numbers": numbers.RULES,
        "dates": dates.RULES,
        "weekday": weekdays.RULES,
        "quotes": quotations.RULES,
        "facts": faithfulness.RULES,
        "support": support.RULES,
        "length": length.RULES,
        "channel": channel.RULES,
        "repetition": repetition.RULES,
        "grammar": grammar.RULES,
        "readability": readability.RULES,
        "register": register.RULES,
        "privacy": privacy.RULES,
        "dignity": dignity.RULES,
        "duplicates": duplicates.RULES,
    }
)
_ON_HASHTAGS = frozenset({"script", "numbers", "length", "channel", "privacy", "dignity"})  # hashtags are not prose
_ON_TYPED = frozenset({"script"})  # the others check the stored form
_WITHIN_QUOTES = frozenset(
    {"letter", "digit", "numeral", "invisible", "bidi"}
)  # fixes that are safe even in a quotation
_MENDING = ("script", "punctuation", "halfspace")  # the checks with safe fixes
_ROUNDS = 20
_GRAVITY = tuple(Severity)
_MOST, _MOST_ALIKE = 300, 20  # findings returned for a piece
_HALF = re.compile("[\ud800-\udfff]")  # a lone surrogate


def check_text(
    text: str, field: str = "body", brief: Brief | None = None, only: Iterable[str] = (), judge: Judge | None = None
) -> list[Finding]:
    """Return the findings of the checks (those in `only`, or all) in one text; `judge` is for the check `support`.

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
    """Return the findings in a piece, in reading order; BadInput for an unknown name.

    `sources` add findings on sentences written by a plain pattern, `lookalikes` on text shared with other pieces,
    `judge` on sentences that do not follow from the brief. Of more than three hundred findings the most severe are
    returned, as many as a page can show.
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
    """Return `text` with every safe fix applied, repeatedly until none is left."""
    names = [name for name in tuple(only) or _MENDING if name in _MENDING or name not in CHECKS]
    for _ in range(_ROUNDS if names else 0):
        fixed = apply_fixes(text, check_text(text, field, brief, names))
        if fixed == text:
            break
        text = fixed
    return text


def plain_sentences(fields: Fields, sources: Iterable[Source]) -> list[Finding]:
    """Return a finding for each plain source whose text is still unchanged in its field."""
    texts = fields.texts()
    found = []
    for source in sources:
        start = texts[source.field].find(source.text) if source.plain else -1
        if start >= 0:
            # A list item is fine as it is and only noted; a sentence written by a pattern should be made fluent.
            point = source.text.startswith(POINT)
            code, severity = ("point", Severity.ADVISES) if point else ("pattern", Severity.WARNS)
            found.append(
                Finding(
                    check="plain",
                    code=code,
                    severity=severity,
                    field=source.field,
                    start=start,
                    end=start + len(source.text),
                    matched=source.text,
                    message=message(f"plain/{code}"),
                )
            )
    return found


def _found(context: Context, only: Iterable[str]) -> list[Finding]:
    names = tuple(only) or tuple(CHECKS)
    if unknown := [name for name in names if name not in CHECKS]:
        raise BadInput(*(message("input/unknown-check", name=name, known="، ".join(CHECKS)) for name in unknown))
    if half := _HALF.search(context.text):
        character = f"{ord(half.group()):04X}"
        raise BadInput(message("input/broken-character", place=half.start() + 1, character=character))
    facts, typed = context.brief.facts() if context.brief else "", Typed(context.text)
    stored = dataclasses.replace(context, text=typed.stored)
    found: list[Finding] = []
    for name, rules in CHECKS.items():
        if name in names and (context.field != "hashtags" or name in _ON_HASHTAGS):
            read = context if name in _ON_TYPED else stored
            own = (_guarded(finding, read, facts) for rule in rules for finding in rule.findings(read))
            found += own if read is context else map(typed.finding, own)
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def _gravest(found: list[Finding]) -> list[Finding]:
    """Return the most severe findings, as many as a page can show, and only some of the repeated ones."""
    if len(found) <= _MOST:
        return found
    alike, kept = Counter[str](), list[Finding]()
    for finding in sorted(found, key=lambda it: _GRAVITY.index(it.severity)):
        alike[finding.fingerprint] += 1
        if alike[finding.fingerprint] <= _MOST_ALIKE:
            kept.append(finding)
    return kept[:_MOST]


def _guarded(finding: Finding, context: Context, facts: str) -> Finding:
    """Return the finding, not safe if its fix would change a quotation or words of the brief."""
    if not finding.safe or finding.code in _WITHIN_QUOTES:
        return finding
    in_quote = context.quotations.touch(finding.start, finding.end)
    from_brief = finding.check != "script" and len(flat(finding.matched)) > 2 and finding.matched in facts
    return finding.model_copy(update={"safe": False}) if in_quote or from_brief else finding
