"""How people see the answers about the plan; made from the same data that `--json` prints."""

from datetime import date
from typing import Any

from rich.console import Console

from bumi.calendar import jalali_day, start_of
from bumi.cli.views import draw_table

__all__ = ["calendar"]


def calendar(console: Console, data: dict[str, Any]) -> None:
    """Show occasions and holidays by day, and the briefs that were written."""
    rows = [(it["first"], _day(it["first"]), it["name"], it["county"], it["when"]) for it in data["occasions"]]
    rows += [(it["first"], _day(it["first"]), it["name"], "", _sureness(it)) for it in data["holidays"]]
    draw_table(console, ("روز", "مناسبت", "شهرستان", ""), (row[1:] for row in sorted(rows)))
    for path in data["briefs"]:
        console.print(path, markup=False)


def _day(text: str) -> str:
    return jalali_day(start_of(date.fromisoformat(text)), year=False)


def _sureness(it: dict[str, Any]) -> str:
    return "تعطیل، تا یک روز پس یا پیش" if it["estimated"] else "تعطیل"
