"""Dignity: what would shame the province or a person in it, and what frightens where calm is owed."""

import re
from collections.abc import Iterator

from bumi.brief import Kind, Urgency
from bumi.checks.context import Context
from bumi.checks.safety.crisis_notice import missing_calm
from bumi.checks.safety.listed_words import Phrase, phrases
from bumi.checks.safety.persons import persons
from bumi.finding import Finding, Severity
from bumi.persian.spans import Spans
from bumi.persian.word_patterns import level

__all__ = ["check"]

_WORK = re.compile(
    "(?:نمایش|نمایشنامه|فیلم|فیلم‌نامه|سریال|مجموعه|مستند|تئاتر|رمان|کتاب|داستان|قصه|شعر|ترانه|آهنگ|تابلو|تابلوی)"
    r"(?: (?!گفت|نوشت|خواند|خود|آورد)\w[\w\u200c]{0,20})? $"
)
_AT_FIRST_SIGHT = frozenset({"headline", "lede"})  # what nobody chooses to read


def check(context: Context) -> Iterator[Finding]:
    """Find insults, slurs, mockery, blame, gore, panic, names to be kept back, and notices that leave people at a loss.

    What stands in « » is judged too, for it is published too; there blame and panic are only advised on. Titles of
    works are as their makers named them.
    """
    text = level(context.text)
    titles = Spans(span for span in context.quoted if _WORK.search(text[max(0, span[0] - 60) : span[0]]))
    for phrase in phrases(text):
        if phrase.start in titles or (phrase.rule.code == "panic" and not _calm_is_owed(context)):
            continue
        message = phrase.rule.message.format(context.text[phrase.start : phrase.end])
        name, severity = f"dignity/{phrase.rule.code}", _severity(context, phrase)
        yield context.finding(name, severity, phrase.start, phrase.end, message, *phrase.suggestions)
    if context.field != "hashtags":
        yield from persons(context)
        yield from missing_calm(context)


def _severity(context: Context, phrase: Phrase) -> Severity:
    match phrase.rule.code:
        case "graphic" if context.field in _AT_FIRST_SIGHT:
            return Severity.BLOCKS
        case "blame" | "panic" if phrase.start in context.quotations:
            return Severity.ADVISES
        case _:
            return phrase.rule.severity


def _calm_is_owed(context: Context) -> bool:
    brief = context.brief
    return brief is not None and (brief.kind is Kind.NOTICE or brief.urgency is not Urgency.NORMAL)
