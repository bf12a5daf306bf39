"""Punctuation: Persian marks, their spaces, pairs of « », and the setting of figures."""

import re
from collections.abc import Iterator

from bumi.checks.context import Context
from bumi.checks.orthography.figures import figures
from bumi.finding import Finding, Severity
from bumi.persian.spans import PERSIAN

__all__ = ["check"]

_END = f"[{PERSIAN}۰-۹»)\\]٪]"  # what a Persian phrase ends with
_GAP = "[ \t\u00a0]"
_AFTER_QUOTE = "و|را|به|از|در|با|که|است|برای|تا|شد|گفت"
_RULES = {
    # code: pattern, message, replacement ({} is the mark)
    "space-before": (
        rf"(?<={_END}){_GAP}+(?=[،؛؟!:](?![:)(\-])|\.(?![.\w])|[»)\]])",
        "پیش از این نشانه فاصله نمی‌آید",
        "",
    ),
    "inner-space": (rf"(?<=[«(\[]){_GAP}+(?=[^\s])", "پس از نشانه آغاز فاصله نمی‌آید", ""),
    "space-after": (
        rf"(?<=[{PERSIAN}»)])[،؛؟!:](?=[{PERSIAN}«])|(?<=[{PERSIAN}»)])،(?=[۰-۹])"
        rf"|(?<=[{PERSIAN}]{{3}})\.(?=[{PERSIAN}]{{2}})|»(?=(?:{_AFTER_QUOTE})(?![{PERSIAN}\w]))",
        "پس از این نشانه یک فاصله لازم است",
        "{} ",
    ),
    "space-before-quote": (rf"(?<=[{PERSIAN}])«", "پیش از گیومه یک فاصله لازم است", " {}"),
    "latin-comma": (
        rf"(?:(?<=[{PERSIAN}»)])|(?<=[{PERSIAN}»)] )),(?=\s|[{PERSIAN}«]|$)",
        "ویرگول فارسی «،» بنویسید",
        "،",
    ),
    "latin-semicolon": (rf"(?<=[{PERSIAN}»)]);(?=\s|[{PERSIAN}«]|$)", "نقطه‌ویرگول فارسی «؛» بنویسید", "؛"),
    "latin-question": (rf"(?<=[{PERSIAN}»)])\?", "نشانه پرسش فارسی «؟» بنویسید", "؟"),
    "latin-percent": ("(?<=[۰-۹])%", "نشانه درصد فارسی «٪» بنویسید", "٪"),
    "double-space": (rf"(?<=\S)(?<![A-Za-z\x21-\x2f])[ \u00a0]{{2,}}(?=[{PERSIAN}«(۰-۹])", "یک فاصله کافی است", " "),
    "dots": (rf"(?<=[{PERSIAN}۰-۹ «»])(?<!\.)\.{{3,}}", "سه‌نقطه را با یک نویسه «…» بنویسید", "…"),
    "doubled": (
        rf"(?<=[{PERSIAN}۰-۹»)])(?:[،؛](?={_GAP}?\.(?!\.))|،(?={_GAP}?؛)|؛(?={_GAP}?،))|(?<=[؟!])\.(?![.\w])|\.(?=»\.)",
        "دو نشانه پشت سر هم آمده است و یکی بس است؛ این یکی را بردارید",
        "",
    ),
    "repeated": ("،{2,}|؛{2,}|!{2,}|؟{2,}", "این نشانه تکرار شده است", "{}"),
}
_STEPS = re.compile("|".join(f"(?P<{code.replace('-', '_')}>{rule[0]})" for code, rule in _RULES.items()))
_STRAIGHT = re.compile(rf"\"[^\"«»{PERSIAN}]*[{PERSIAN}][^\"«»]*\"|“[^“”«»{PERSIAN}]*[{PERSIAN}][^“”«»]*”")
_LATIN = re.compile("[A-Za-z]")
_LINE = re.compile("[^\n]+")
_MARK = re.compile(r"[«»]|[\r\n]+")


def check(context: Context) -> Iterator[Finding]:
    """Find marks that are not Persian, misplaced spaces around marks, unpaired quotation marks, figures badly set."""
    for step in _STEPS.finditer(context.text):
        if not context.untouchable.touch(*step.span()):
            code = (step.lastgroup or "").replace("_", "-")
            _, message, replacement = _RULES[code]
            yield _safe(context, f"punctuation/{code}", *step.span(), message, replacement.format(step.group()[:1]))
    yield from _straight_quotes(context)
    yield from _unpaired(context)
    yield from (it for it in figures(context) if not context.untouchable.touch(it.start, it.end))


def _safe(context: Context, name: str, start: int, end: int, message: str, replacement: str) -> Finding:
    return context.finding(name, Severity.WARNS, start, end, message, replacement, safe=True)


def _straight_quotes(context: Context) -> Iterator[Finding]:
    """Offer « » for a pair of straight or curly marks around Persian words; straight ones where the line's pair up."""
    for line in _LINE.finditer(context.text):
        paired = line.group().count('"') % 2 == 0
        for pair in _STRAIGHT.finditer(context.text, *line.span()):
            inner = pair.group()[1:-1]
            if _LATIN.search(inner) or inner != inner.strip() or pair.start() in context.quoted:
                continue
            if paired or pair.group()[0] == "“":
                for at, mark in ((pair.start(), "«"), (pair.end() - 1, "»")):
                    message = f"به‌جای این نشانه گیومه فارسی {mark} بنویسید"
                    yield _safe(context, "punctuation/quotation-mark", at, at + 1, message, mark)


def _unpaired(context: Context) -> Iterator[Finding]:
    opened: list[int] = []
    for step in [*_MARK.finditer(context.text), None]:
        mark = step.group() if step else "\n"
        if step and mark == "«":
            opened.append(step.start())
        elif step and mark == "»" and opened:
            opened.pop()
        elif step and mark == "»":
            yield _lonely(context, step.start())
        else:
            yield from (_lonely(context, at) for at in opened)
            opened = []


def _lonely(context: Context, at: int) -> Finding:
    message = f"گیومه {context.text[at]} جفت ندارد؛ جفتش را بگذارید یا آن را بردارید"
    return context.finding("punctuation/unpaired", Severity.WARNS, at, at + 1, message)
