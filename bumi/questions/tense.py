"""Whether a thing that a note names was done or is to be done, where neither its kind nor its words say it."""

import re
from collections.abc import Iterator

from bumi.persian.calendar import MONTHS
from bumi.persian.text import ZWNJ, digits_to_persian
from bumi.questions.question import Answer, Question
from bumi.words import Kind

__all__ = ["about_tense"]

_OPEN = (Kind.STATEMENT, Kind.FEATURE)
_DONE = (
    "نصب|توزیع|تعویض|ترمیم|تخریب|مرمت|بازسازی|آسفالت|لایروبی|احداث|تجهیز|بهسازی"
    f"|پاک{ZWNJ}سازی|جمع{ZWNJ}آوری|سم{ZWNJ}پاشی|راه{ZWNJ}اندازی"
)
_THING = re.compile(rf"(?P<what>{_DONE}) (?P<of>[۰-۹0-9][^،؛:.()]*[^\s،؛:.()])")
_SAYS_WHEN = re.compile(rf"(?<!\w)(?:{'|'.join(MONTHS)}|پارسال|امسال|آینده|گذشته|بعدی?|در دست|برنامه|تا)(?!\w)")


def about_tense(text: str, kind: Kind | None) -> Iterator[Question]:
    """Yield whether «نصب ۴ دوربین» has been done or will be: readers would be told either."""
    match = _THING.fullmatch(text.strip(" ."))
    if kind not in _OPEN or not match or _SAYS_WHEN.search(match["of"]):
        return
    what, of = match["what"], digits_to_persian(match["of"])
    answers = tuple(Answer(verb, f"{of} {what} {verb}") for verb in ("شده است", "خواهد شد"))
    yield Question("tense", what, f"«{what}» انجام شده است یا خواهد شد؟", answers)
