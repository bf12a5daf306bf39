"""Views of the commands for models: lessons, adapters with their figures, measurements."""

from typing import Any

from rich.console import Console

from bumi.cli.views import draw_table, in_jalali
from bumi.persian.text import digits_to_persian

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
        (it["version"], in_jalali(it["made_at"]), digits_to_persian(str(it["lessons"])), _judged(it))
        for it in data["proposals"]
    )
    if data["proposals"]:
        draw_table(console, ("آداپتور", "ساخته‌شده", "آموخته", "سنجش"), rows)
    for it in data["decisions"]:
        why = f" ({it['why']})" if it["why"] else ""
        console.print(f"{in_jalali(it['at'])}: {it['by']} {it['version']} را {_PERSIAN[it['what']]}{why}", markup=False)


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
    """Show the adapter that is in force from now on."""
    console.print(f"از این پس {data['in_force']} می‌نویسد.", markup=False)


def _judged(it: dict[str, Any]) -> str:
    return "بهتر نیست" if it["reasons"] else "بهتر است"


def _mark(figure: dict[str, Any]) -> str:
    return ("✓" if figure["passed"] else "✗") if figure["demand"] else ""


def figures(console: Console, data: dict[str, Any]) -> None:
    """Show what was measured beside its bars, where it falls short, and which model it is."""
    rows = [
        (
            digits_to_persian(str(it["number"])),
            it["name"],
            _measure(it["value"], it["share"]),
            f"{'دست‌کم' if it['least'] else 'حداکثر'} {_measure(it['bound'], it['share'])}",
            "✓" if it["passed"] else "✗",
        )
        for it in data["figures"]
    ]
    draw_table(console, ("", "سنجه", "اندازه", "حد", ""), rows)
    for it in data["figures"]:
        if it["faults"]:
            console.print(f"\n{it['name']}", style="dim")
        for fault in it["faults"]:
            console.print(f"● {fault}", markup=False)
    if "model" in data:
        briefs, seconds = _measure(data["briefs"]), _measure(data["seconds"])
        console.print(f"\n{briefs} سفارش، هر یک {seconds} ثانیه", markup=False)
        console.print(f"{data['model']}, adapter {data['adapter'] or 'none'}, seed {data['seed']}", markup=False)
        console.print(", ".join(data["prompts"]), markup=False, style="dim")


def measured_beside(console: Console, data: dict[str, Any]) -> None:
    """Show the checks beside other tools as a table in Markdown, a line a measure."""
    tools = list(dict.fromkeys(tool for it in data["rows"] for tool in it["peers"]))
    lines = [("check", "measured on", "ours", "bar", *tools), ("---",) * (4 + len(tools))]
    for it in data["rows"]:
        ours = "-" if it["ours"] is None else f"{it['ours']:.3f}{'' if it['passed'] else ' ✗'}"
        bar = "" if it["bar"] is None else f"{'at least' if it['least'] else 'at most'} {it['bar']:g}"
        beside = (f"{it['peers'][tool]:.3f}" if tool in it["peers"] else "" for tool in tools)
        lines.append((it["check"], it["measured"], ours, bar, *beside))
    for line in lines:
        console.print(f"| {' | '.join(line)} |", markup=False, soft_wrap=True)


def _measure(value: float, share: bool = False) -> str:
    return digits_to_persian(f"{100 * value:.1f}٪" if share else f"{value:g}").replace(".", "٫")
