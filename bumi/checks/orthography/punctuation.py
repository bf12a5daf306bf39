"""Punctuation: Persian marks, their spaces, pairs of « », and the format of numbers."""

import re
from collections.abc import Iterator
from functools import partial

from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, first_of, replaced, within
from bumi.finding import Severity
from bumi.persian.amounts import UNITS
from bumi.persian.spans import PERSIAN
from bumi.persian.text import ZWNJ

_END = f"[{PERSIAN}۰-۹»)\\]٪]"  # characters that end a Persian phrase
_GAP = "[ \t\u00a0]"
_AFTER_QUOTE = "و|را|به|از|در|با|که|است|برای|تا|شد|گفت"
_MARKS = {  # code: pattern, replacement ({0[0]} is the mark)
    "space-before": (rf"(?<={_END}){_GAP}+(?=[،؛؟!:](?![:)(\-])|\.(?![.\w])|[»)\]])", ""),
    "inner-space": (rf"(?<=[«(\[]){_GAP}+(?=[^\s])", ""),
    "space-after": (
        rf"(?<=[{PERSIAN}»)])[،؛؟!:](?=[{PERSIAN}«])|(?<=[{PERSIAN}»)])،(?=[۰-۹])"
        rf"|(?<=[{PERSIAN}]{{3}})\.(?=[{PERSIAN}]{{2}})|»(?=(?:{_AFTER_QUOTE})(?![{PERSIAN}\w]))",
        "{0[0]} ",
    ),
    "space-before-quote": (rf"(?<=[{PERSIAN}])«", " {0[0]}"),
    "latin-comma": (rf"(?:(?<=[{PERSIAN}»)])|(?<=[{PERSIAN}»)] )),(?=\s|[{PERSIAN}«]|$)", "،"),
    "latin-semicolon": (rf"(?<=[{PERSIAN}»)]);(?=\s|[{PERSIAN}«]|$)", "؛"),
    "latin-question": (rf"(?<=[{PERSIAN}»)])\?", "؟"),
    "latin-percent": ("(?<=[۰-۹])%", "٪"),
    "double-space": (rf"(?<=\S)(?<![A-Za-z\x21-\x2f])[ \u00a0]{{2,}}(?=[{PERSIAN}«(۰-۹])", " "),
    "dots": (rf"(?<=[{PERSIAN}۰-۹ «»])(?<!\.)\.{{3,}}", "…"),
    "doubled": (
        rf"(?<=[{PERSIAN}۰-۹»)])(?:[،؛](?={_GAP}?\.(?!\.))|،(?={_GAP}?؛)|؛(?={_GAP}?،))|(?<=[؟!])\.(?![.\w])|\.(?=»\.)",
        "",
    ),
    "repeated": ("،{2,}|؛{2,}|!{2,}|؟{2,}", "{0[0]}"),
}
_STRAIGHT = re.compile(rf"\"[^\"«»{PERSIAN}]*[{PERSIAN}][^\"«»]*\"|“[^“”«»{PERSIAN}]*[{PERSIAN}][^“”«»]*”")
_LATIN = re.compile("[A-Za-z]")
_LINE = re.compile("[^\n]+")
_MARK = re.compile(r"[«»]|[\r\n]+")
_UNIT = f"(?:{UNITS})(?![{PERSIAN}{ZWNJ}])"


def _straight_quotes(context: Context) -> Iterator[Match]:
    """Suggest « » for straight or curly quotes around Persian; straight ones only in a line with an even number."""
    for line in _LINE.finditer(context.text):
        paired = line.group().count('"') % 2 == 0
        for pair in _STRAIGHT.finditer(context.text, *line.span()):
            inner = pair.group()[1:-1]
            if _LATIN.search(inner) or inner != inner.strip() or pair.start() in context.quoted:
                continue
            if paired or pair.group()[0] == "“":
                yield Match(pair.start(), pair.start() + 1, ("«",))
                yield Match(pair.end() - 1, pair.end(), ("»",))


def _unpaired(context: Context) -> Iterator[Match]:
    opened: list[int] = []
    for step in [*_MARK.finditer(context.text), None]:
        mark = step.group() if step else "\n"
        if step and mark == "«":
            opened.append(step.start())
        elif step and mark == "»" and opened:
            opened.pop()
        elif step and mark == "»":
            yield Match(*step.span())
        else:
            yield from (Match(at, at + 1) for at in opened)
            opened = []


def _grouped(digits: str) -> str:
    """Return digits in groups of three from the right."""
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", "٬", digits)


_untouchable = within("untouchable")
_mark = partial(Rule, severity=Severity.WARNS, safe=True, unless=_untouchable)

RULES = (
    *first_of(
        *(
            _mark(f"punctuation/{code}", search=re.compile(pattern), suggestion=suggestion)
            for code, (pattern, suggestion) in _MARKS.items()
        )
    ),
    Rule("punctuation/quotation-mark", Severity.WARNS, _straight_quotes, safe=True),
    Rule("punctuation/unpaired", Severity.WARNS, _unpaired),
    _mark("punctuation/unit", search=re.compile(f"[۰-۹](?={_UNIT})"), suggestion="{0} "),
    _mark(
        "punctuation/separator",
        search=re.compile("(?<![۰-۹,])(?:[۰-۹]{1,3})(?:,[۰-۹]{3})+(?![۰-۹,])"),
        each=replaced(lambda number: number.replace(",", "٬")),
    ),
    Rule(
        "punctuation/ungrouped",
        Severity.ADVISES,
        re.compile(f"(?<![۰-۹٬,./٫:۔-])[۰-۹]{{5,}}(?= {_UNIT})"),
        each=replaced(_grouped),
        unless=_untouchable,
    ),
)
