"""Dates: every day and weekday must stand in the brief, and fit its verb."""

from collections.abc import Iterator

from bumi.checks.context import Context
from bumi.checks.facts.known_days import known_days
from bumi.checks.facts.tense import past_of_days_to_come
from bumi.finding import Finding, Severity
from bumi.persian.dates import days, weekdays

__all__ = ["check"]


def check(context: Context) -> Iterator[Finding]:
    """Find days of a month and weekdays that the brief does not give, and a past verb of a day that is to come.

    What stands in « » is not judged here.
    """
    for start, end, coming in past_of_days_to_come(context.text, context.brief):
        if start not in context.quoted:
            message = f"«{coming}» هنوز نیامده و «{context.text[start:end]}» گذشته است؛ زمان فعل یا روز را درست کنید"
            yield context.finding("dates/tense", Severity.WARNS, start, end, message)
    if context.brief is None:
        return
    known = known_days(context.brief)
    for day in days(context.text):
        if day.start not in context.quoted and not day.written_keys <= known.keys:
            message = f"تاریخ «{context.text[day.start : day.end]}» در سفارش نیست؛ آن را با سفارش یکی کنید"
            yield context.finding("dates/not-in-brief", Severity.BLOCKS, day.start, day.end, message)
    for start, end, number in weekdays(context.text):
        if start not in context.quoted and number not in known.weekdays:
            message = f"«{context.text[start:end]}» در سفارش نیست؛ روز هفته را با سفارش یکی کنید"
            yield context.finding("dates/weekday-not-in-brief", Severity.BLOCKS, start, end, message)
