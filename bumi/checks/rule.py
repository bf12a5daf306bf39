"""Rules of the checks: the pattern or function that searches a text, the severity, and the message for the editor.

The messages are in assets/messages/fa.yaml, keyed by rule code, so that wording is edited without Python.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.messages import message
from bumi.persian.morphology import sentences


class Match(NamedTuple):
    """A match of a rule: its span, the suggested replacements, and the parameters of the message (`values`).

    `variant` names another message of the same code; `severity` and `safe` override those of the rule.
    """

    start: int
    end: int
    suggestions: tuple[str, ...] = ()
    values: Mapping[str, object] = MappingProxyType({})
    variant: str = ""
    severity: Severity | None = None
    safe: bool | None = None


Search = Callable[[Context], Iterable[Match]]
"""Finds the matches of a rule in the text of a field."""

Condition = Callable[[Context, int, int], bool]
"""A condition on a span in the text of a field."""


@dataclass(frozen=True)
class Rule:
    """A rule: what to search for and what to report.

    `code` is "check/code" and may contain a parameter of the match: "facts/missing-{part}". `search` is a pattern or a
    function; `in_sentences` makes one from a function of a sentence, `in_clauses` from a function of its words. For a
    match of a pattern, `suggestion` is the replacement, with {0} for the match, or `each` builds a `Match`. Matches for
    which `unless` is true are skipped. `safe` fixes are applied without asking.
    """

    code: str
    severity: Severity
    search: Search | re.Pattern[str]
    suggestion: str | None = None
    each: Callable[[re.Match[str]], Match] | None = None
    safe: bool = False
    message: str = ""
    unless: Condition | None = None

    def findings(self, context: Context) -> Iterator[Finding]:
        """Yield the findings of the rule in a field."""
        for match in self._matches(context):
            if self.unless and self.unless(context, match.start, match.end):
                continue
            check, code = self.code.format(**match.values).split("/")
            key = (self.message or self.code).format(**match.values)
            matched = context.text[match.start : match.end]
            values = {
                "matched": matched,
                "suggestion": next(iter(match.suggestions), ""),
                "suggestions": "» یا «".join(match.suggestions),
                **match.values,
            }
            yield Finding(
                check=check,
                code=code,
                severity=match.severity or self.severity,
                field=context.field,
                start=match.start,
                end=match.end,
                matched=matched,
                message=message(f"{key}.{match.variant}" if match.variant else key, **values),
                suggestions=match.suggestions,
                safe=self.safe if match.safe is None else match.safe,
            )

    def match(self, found: re.Match[str]) -> Match:
        """Return a `Match` for a match of the pattern of the rule."""
        if self.each:
            return self.each(found)
        return Match(*found.span(), () if self.suggestion is None else (self.suggestion.format(found.group()),))

    def _matches(self, context: Context) -> Iterable[Match]:
        if isinstance(self.search, re.Pattern):
            return map(self.match, self.search.finditer(context.text))
        return self.search(context)


def first_of(*rules: Rule) -> tuple[Rule, ...]:
    """Return these pattern rules as alternatives: where an earlier one matches, later ones do not."""
    patterns = (f"(?P<r{at}>{it.search.pattern})" for at, it in enumerate(rules) if isinstance(it.search, re.Pattern))
    alternatives = re.compile("|".join(patterns))

    @lru_cache(maxsize=8)
    def matches(text: str) -> Mapping[int, list[Match]]:
        found: dict[int, list[Match]] = {}
        for it in alternatives.finditer(text):
            at = int((it.lastgroup or "")[1:])
            found.setdefault(at, []).append(rules[at].match(it))
        return found

    def search(at: int) -> Search:
        return lambda context: matches(context.text).get(at, ())

    return tuple(replace(rule, search=search(at)) for at, rule in enumerate(rules))


def replaced(function: Callable[[str], str]) -> Callable[[re.Match[str]], Match]:
    """Return an `each` whose replacement is a function of the matched text."""
    return lambda found: Match(*found.span(), (function(found.group()),))


def with_brief(search: Callable[[Context, Brief], Iterable[Match]]) -> Search:
    """Return the search by a function that compares a field with its brief; it finds nothing without a brief."""
    return lambda context: search(context, context.brief) if context.brief else ()


def in_sentences(search: Callable[[str, Context], Iterable[Match]]) -> Search:
    """Return the search of a whole text by a function that yields spans in one sentence."""

    def searched(context: Context) -> Iterator[Match]:
        for start, end in sentences(context.text):
            for match in search(context.text[start:end], context):
                yield match._replace(start=start + match.start, end=start + match.end)

    return searched


def within(*names: str) -> Condition:
    """Return the condition that a span overlaps one of these spans of the context: "quoted", "untouchable"."""
    return lambda context, start, end: any(getattr(context, name).touch(start, end) for name in names)


def starting_in(name: str) -> Condition:
    """Return the condition that a span begins in one of these spans of the context."""
    return lambda context, start, _: start in getattr(context, name)
