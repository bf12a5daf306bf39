"""Dignity: words that would shame a person or the province, words of panic, and incomplete urgent notices.

Quotations are checked too, since they are published too; blame and panic in them are only advice. Titles of works
are skipped.
"""

import re
from collections.abc import Iterator

from bumi.brief import Brief, Kind, Urgency
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, with_brief
from bumi.checks.safety.listed_words import Phrase, phrases
from bumi.checks.safety.persons import persons
from bumi.finding import Severity
from bumi.messages import message
from bumi.persian.dates import SAYS_WHEN, days, weekdays
from bumi.persian.spans import Spans
from bumi.persian.text import digits_to_latin, flat
from bumi.persian.verbs import IMPERATIVE
from bumi.persian.word_patterns import level

_WORK = re.compile(
    "(?:نمایش|نمایشنامه|فیلم|فیلم‌نامه|سریال|مجموعه|مستند|تئاتر|رمان|کتاب|داستان|قصه|شعر|ترانه|آهنگ|تابلو|تابلوی)"
    r"(?: (?!گفت|نوشت|خواند|خود|آورد)\w[\w\u200c]{0,20})? $"
)
_AT_FIRST_SIGHT = frozenset({"headline", "lede"})  # what readers see without choosing to
_FIELDS = ("headline", "lede", "body")
_ACTION = re.compile(
    f"{IMPERATIVE}|باید|لازم است|ضروری است|الزامی|ممنوع|مجاز نیست|خودداری|پرهیز|توصیه|خواسته|درخواست|بهتر است|می‌توان"
)
_SOURCE = re.compile(
    "اعلام|گفت|افزود|به گفته|بنا ?بر|طبق|براساس|بر اساس|خبر داد|هشدار داد|اطلاع داد|گزارش داد|نقل از|پیش‌بینی کرد"
)


def _listed(context: Context) -> Iterator[Match]:
    """Yield insults, slurs, mockery, blame, gore and panic."""
    text = level(context.text)
    titles = Spans(span for span in context.quoted if _WORK.search(text[max(0, span[0] - 60) : span[0]]))
    for phrase in phrases(text):
        if phrase.start in titles or (phrase.entry.code == "panic" and not _calm_is_owed(context)):
            continue
        advice = phrase.entry.message.format(context.text[phrase.start : phrase.end])
        values = {"code": phrase.entry.code, "advice": advice}
        severity = _severity(context, phrase)
        yield Match(phrase.start, phrase.end, phrase.suggestions, values, severity=severity)


def _severity(context: Context, phrase: Phrase) -> Severity:
    match phrase.entry.code:
        case "graphic" if context.field in _AT_FIRST_SIGHT:
            return Severity.BLOCKS
        case "blame" | "panic" if phrase.start in context.quotations:
            return Severity.ADVISES
        case _:
            return phrase.entry.severity


def _calm_is_owed(context: Context) -> bool:
    brief = context.brief
    return brief is not None and (brief.kind is Kind.NOTICE or brief.urgency is not Urgency.NORMAL)


@with_brief
def _missing_calm(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield, at the end of the body, which of action, source and time an urgent notice lacks."""
    if context.field != "body" or brief.kind is not Kind.NOTICE or brief.urgency is Urgency.NORMAL:
        return
    text = "\n".join(context.fields.get(field, "") for field in _FIELDS)
    present = {
        "action": _ACTION.search(text),
        "source": _SOURCE.search(text) or _named(text, brief, context),
        "time": SAYS_WHEN.search(digits_to_latin(text)) or days(text) or weekdays(text),
    }
    if missing := " و ".join(message(f"dignity/calm.{name}") for name, found in present.items() if not found):
        end = len(context.text)
        yield Match(end, end, values={"missing": missing})


def _named(text: str, brief: Brief, context: Context) -> bool:
    """Return whether the text names the agency by any of its names."""
    agency = context.province.agency(brief.agency)
    names = (brief.agency, *((agency.name, *agency.aliases) if agency else ()))
    return any(flat(name) in flat(text) for name in names)


RULES = (
    Rule("dignity/{code}", Severity.WARNS, _listed, message="dignity/listed"),
    Rule("dignity/named", Severity.WARNS, persons),
    Rule("dignity/calm", Severity.WARNS, _missing_calm),
)
