"""How people see what the writer learns: lessons, and adapters with their figures."""

from datetime import datetime
from typing import Any

from rich.console import Console

from bumi.cli.views import draw_table
from bumi.persian.calendar import jalali
from bumi.persian.text import digits_to_persian

__all__ = ["adapters", "in_force", "lessons", "proposal"]

_PERSIAN = {"promoted": "به کار گرفت", "rolled back": "کنار گذاشت"}


def lessons(console: Console, found: list[dict[str, Any]]) -> None:
    """Show each note with the sentence that an editor made of it."""
    if not found:
        console.print("هنوز مطلب منتشرشده‌ای نیست که دبیران جمله‌ای از آن را به‌گونه‌ای آموختنی عوض کرده باشند.")
        return
    rows = ((str(it["piece"]), it["note"] or it["topic"], it["sentence"]) for it in found)
    draw_table(console, ("ID", "یادداشت", "جمله دبیر"), rows)
    console.print(digits_to_persian(f"{len(found)} آموخته"))


def adapters(console: Console, data: dict[str, Any]) -> None:
    """Show which adapter writes, what was proposed, and what was decided."""
    own = "، آداپتور خود بومی" if data["in_force"] == data["own"] else ""
    console.print(f"در کار: {data['in_force']}{own}", style="bold", markup=False)
    if not data["proposals"]:
        console.print("هنوز آداپتوری پیشنهاد نشده است؛ «bumi adapter propose» یکی می‌سازد و می‌سنجد.")
    rows = (
        (it["version"], _moment(it["made_at"]), digits_to_persian(str(it["lessons"])), _judged(it))
        for it in data["proposals"]
    )
    if data["proposals"]:
        draw_table(console, ("آداپتور", "ساخته‌شده", "آموخته", "سنجش"), rows)
    for it in data["decisions"]:
        why = f" ({it['why']})" if it["why"] else ""
        console.print(f"{_moment(it['at'])}: {it['by']} {it['version']} را {_PERSIAN[it['what']]}{why}", markup=False)


def proposal(console: Console, it: dict[str, Any]) -> None:
    """Show a new adapter beside the one in force, figure by figure."""
    rows = ((each["name"], *each["in_words"], _mark(each)) for each in it["figures"])
    draw_table(console, ("سنجه", it["against"], it["version"], ""), rows)
    count, held, briefs = (digits_to_persian(str(it[name])) for name in ("lessons", "held", "briefs"))
    console.print(f"{count} آموخته، {held} آموخته کنارگذاشته برای سنجش، {briefs} سفارش سنجش")
    for reason in it["reasons"]:
        console.print(f"● {reason}", style="yellow", markup=False)
    if not it["reasons"]:
        console.print(f"bumi adapter promote {it['version']}", markup=False)


def in_force(console: Console, data: dict[str, Any]) -> None:
    """Show which adapter writes from now on."""
    console.print(f"از این پس {data['in_force']} می‌نویسد.", markup=False)


def _judged(it: dict[str, Any]) -> str:
    return "بهتر نیست" if it["reasons"] else "بهتر است"


def _mark(figure: dict[str, Any]) -> str:
    return ("✓" if figure["passed"] else "✗") if figure["demand"] else ""


def _moment(text: str) -> str:
    return jalali(datetime.fromisoformat(text))
