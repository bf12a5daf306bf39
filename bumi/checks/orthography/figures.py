"""Figures as they are set: apart from their unit, and large ones in groups of three."""

import re
from collections.abc import Iterator

from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.persian.spans import PERSIAN
from bumi.persian.text import ZWNJ

__all__ = ["figures"]

_UNITS = (
    "تومان|ریال|درصد|نفر|نفره|کیلومتر|کیلومتری|متر|متری|سانتی‌متر|کیلو|کیلوگرم|گرم|تن|لیتر|هکتار|مگاوات|درجه"
    "|هزار|میلیون|میلیارد|ساعت|ساعته|دقیقه|دقیقه‌ای|ثانیه|روز|روزه|هفته|ماه|ماهه|سال|ساله"
    "|دستگاه|واحد|مورد|غرفه|جلد|نسخه|خانوار|رأس|اصله|قطعه|مترمربع"
)
_UNIT = f"(?:{_UNITS})(?![{PERSIAN}{ZWNJ}])"
_STUCK = re.compile(f"[۰-۹](?={_UNIT})")
_SEPARATOR = re.compile("(?<![۰-۹,])(?:[۰-۹]{1,3})(?:,[۰-۹]{3})+(?![۰-۹,])")
_UNGROUPED = re.compile(f"(?<![۰-۹٬,./٫:۔-])[۰-۹]{{5,}}(?= {_UNIT})")


def figures(context: Context) -> Iterator[Finding]:
    """Find numbers that touch their unit, Latin separators of thousands, and long numbers without any."""
    for stuck in _STUCK.finditer(context.text):
        message = "میان عدد و یکای آن یک فاصله لازم است"
        yield _said(context, "punctuation/unit", stuck, message, f"{stuck.group()} ")
    for comma in _SEPARATOR.finditer(context.text):
        right = comma.group().replace(",", "٬")
        yield _said(context, "punctuation/separator", comma, f"جداکننده هزارگان در فارسی «٬» است: «{right}»", right)
    for bare in _UNGROUPED.finditer(context.text):
        right = _grouped(bare.group())
        message = f"عدد بلند سه رقم سه رقم خوانا می‌شود: «{right}»"
        yield _said(context, "punctuation/ungrouped", bare, message, right, Severity.ADVISES)


def _said(
    context: Context, name: str, found: re.Match[str], message: str, right: str, severity: Severity = Severity.WARNS
) -> Finding:
    return context.finding(name, severity, *found.span(), message, right, safe=severity is Severity.WARNS)


def _grouped(digits: str) -> str:
    """Return Persian digits in groups of three from the right."""
    first = len(digits) % 3
    groups = [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]
    return "٬".join(filter(None, groups))
