"""Facts: each has to be traced to the brief or to the province's data, and nothing the brief gives may be lost.

Numbers, days and quotations that the brief does not have are found by `numbers`, `dates` and `quotes`.
"""

import re
from collections.abc import Iterator
from itertools import chain

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.facts.alignment import misplaced
from bumi.checks.facts.arithmetic import wrong_sums
from bumi.checks.facts.coverage import missing_parts, unsupported
from bumi.checks.facts.names import unknown_names
from bumi.checks.facts.order import late_deadlines, reversed_ranges
from bumi.checks.facts.places import elsewhere, other_counties, said_twice
from bumi.checks.facts.roles import wrong_roles
from bumi.checks.facts.sources import killing_agencies
from bumi.finding import Finding, Severity
from bumi.persian.calendar import MONTHS
from bumi.persian.text import ZWNJ, digits_to_persian

__all__ = ["check"]

_PARTS = {"when": "زمان", "where": "مکان", "call": "فراخوان"}
_OPENING = ("headline", "lede")
_ASKED = re.compile("when|where|call|q")
_UNKNOWN = {
    "place": "«{}» نه در سفارش است و نه جایی از شهرستان آن؛ جای درست را بنویسید",
    "agency": "دستگاه «{}» در سفارش نیست؛ نام دستگاه را با سفارش یکی کنید",
    "person": "نام «{}» در سفارش نیست؛ آن را با سفارش یکی کنید یا بردارید",
    "speaker": "«{}» در سفارش نیست، پس نمی‌تواند گوینده باشد؛ نام گوینده را با سفارش یکی کنید",
}


def check(context: Context) -> Iterator[Finding]:
    """Find what contradicts the brief, the province's data or itself, and what of the brief is lost."""
    yield from chain(_sums(context), _ranges(context), _elsewhere(context), _killing(context))
    if context.brief:
        brief = context.brief
        yield from chain(_names(context, brief), _roles(context, brief), _misplaced(context, brief))
        yield from chain(_strange_counties(context, brief), _deadlines(context, brief))
        yield from chain(_unsupported(context, brief), _missing(context, brief))


def _sums(context: Context) -> Iterator[Finding]:
    for start, end, said, right in wrong_sums(context.text):
        message = digits_to_persian(f"«{said}» با آنچه پس از آن آمده نمی‌خواند که {right} می‌شود؛ عددها را دوباره ببینید")
        yield context.finding("facts/sum", Severity.WARNS, start, end, message)


def _ranges(context: Context) -> Iterator[Finding]:
    for day in reversed_ranges(context.text):
        message = f"«{context.text[day.start : day.end]}» پیش از آغاز خود پایان می‌یابد؛ دو روز را دوباره ببینید"
        yield context.finding("facts/range", Severity.WARNS, day.start, day.end, message)


def _elsewhere(context: Context) -> Iterator[Finding]:
    for start, end, place, county in elsewhere(context.text):
        message = f"«{place}» در شهرستان {county} است؛ نام شهرستان را درست کنید"
        yield context.finding("facts/elsewhere", Severity.WARNS, start, end, message)
    for start, end in said_twice(context.text):
        message = f"«{context.text[start:end]}» در یک فهرست دو بار آمده است؛ نام جای دیگر را بنویسید یا یکی را بردارید"
        yield context.finding("facts/place-twice", Severity.WARNS, start, end, message)


def _killing(context: Context) -> Iterator[Finding]:
    known = [name for it in context.province.agencies for name in (it.name, *it.aliases)]
    own = [context.brief.agency] if context.brief else []
    for start, end, agency in killing_agencies(context.text, *own, *known):
        if not context.quoted.touch(start, end):
            message = f"جمله می‌گوید «{agency}» جان کسی را گرفته است؛ بنویسید چه رخ داد و این دستگاه چه گفت یا چه کرد"
            yield context.finding("facts/agent", Severity.WARNS, start, end, message)


def _names(context: Context, brief: Brief) -> Iterator[Finding]:
    for kind, start, end in unknown_names(context.text, brief):
        message = _UNKNOWN[kind].format(context.text[start:end])
        yield context.finding("facts/unknown-name", Severity.BLOCKS, start, end, message)


def _roles(context: Context, brief: Brief) -> Iterator[Finding]:
    for start, end, who, role in wrong_roles(context.text, brief):
        message = f"{who} در سفارش «{role}» است، نه «{context.text[start:end]}»؛ سمت را درست کنید"
        yield context.finding("facts/role", Severity.BLOCKS, start, end, message, role)


def _misplaced(context: Context, brief: Brief) -> Iterator[Finding]:
    for mention, told, part in misplaced(context.field, context.fields, brief):
        written, right = context.text[mention.start : mention.end], part[told.start : told.end]
        message = f"جای «{written}» شاید «{right}» باشد؛ سفارش می‌گوید: «{part}»"
        yield context.finding("facts/misplaced", Severity.WARNS, mention.start, mention.end, digits_to_persian(message))


def _deadlines(context: Context, brief: Brief) -> Iterator[Finding]:
    for day, last in late_deadlines(context.text, brief):
        until = digits_to_persian(f"{max(last.days)} {MONTHS[last.month - 1]}")
        message = f"«{context.text[day.start : day.end]}» پس از خود رویداد ({until}) است؛ مهلت را دوباره ببینید"
        yield context.finding("facts/late", Severity.WARNS, day.start, day.end, message)


def _strange_counties(context: Context, brief: Brief) -> Iterator[Finding]:
    """The opening says where something happens: it names the brief's own county, or none but those of its topic.

    The name of the agency that tells the news says nothing of where.
    """
    if context.field in _OPENING:
        agency = re.escape(brief.agency).replace(ZWNJ, " ").replace(r"\ ", f"[ {ZWNJ}]")
        named = [each.span() for each in re.finditer(agency, context.text)]
        for start, end in other_counties(context.text, brief.county):
            county = context.text[start:end]
            if county not in brief.topic and not any(first <= start and end <= last for first, last in named):
                message = f"شهرستان سفارش {brief.county} است که نامش اینجا نیست، نه «{county}»؛ دوباره ببینید"
                yield context.finding("facts/other-county", Severity.WARNS, start, end, message)


def _unsupported(context: Context, brief: Brief) -> Iterator[Finding]:
    if context.field in ("lede", "body"):
        for start, end in unsupported(context.text, brief):
            message = "این جمله به هیچ بخش سفارش تکیه ندارد؛ سندش را در سفارش بیاورید یا جمله را بردارید"
            yield context.finding("facts/no-evidence", Severity.WARNS, start, end, message)


def _missing(context: Context, brief: Brief) -> Iterator[Finding]:
    if context.field != "body" or not context.text.strip() or context.fields.keys() <= {"body"}:
        return
    parts, end = brief.parts(), len(context.text)
    for part in missing_parts(brief, context.fields):
        severity = Severity.WARNS if _ASKED.match(part) else Severity.ADVISES
        named = _PARTS.get(part, "نقل‌قول" if part.startswith("q") else "نکته")
        message = f"این {named} سفارش در مطلب نیست: «{parts[part]}»؛ آن را بیاورید"
        yield context.finding(f"facts/missing-{part}", severity, end, end, message)
