"""How a person reads the answers of `bumi question`."""

from typing import TYPE_CHECKING, Any

from bumi.cli.views import draw_table, in_jalali
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from rich.console import Console


def questions(console: "Console", found: list[dict[str, Any]]) -> None:
    """Show questions: where each is, and how much of its time is left."""
    if not found:
        console.print("پرسشی نیست.")
        return
    rows = ((str(it["id"]), it["persian"], it["agency"] or "—", it["county"] or "—", it["outlook"]) for it in found)
    draw_table(console, ("ID", "حالت", "دستگاه", "شهرستان", "چه مانده است"), rows)


def question(console: "Console", it: dict[str, Any]) -> None:
    """Show one question with its texts and history."""
    console.print(digits_to_persian(f"پرسش {it['id']}: {it['outlook']}"), style="bold", markup=False)
    for name, text in (("پرسش", it["text"]), ("برای خوانندگان", it["wording"]), ("پاسخ", it["answer"])):
        if text:
            console.print(f"\n{name}\n{text}", markup=False)
    if not it["agency"]:
        for each in it["proposed"]:
            console.print(f"● {each['agency']}: {each['why']}", style="yellow", markup=False)
    console.print()
    for line in it["history"]:
        console.print(f"{in_jalali(line['at'])}: {line['what']}", markup=False)
    for each in it["handovers"]:
        console.print(f"چرا به {each['to']} رفت: {each['why']}", markup=False)


def answered(console: "Console", it: dict[str, Any]) -> None:
    """Show an answered question, and what has to be taken out before it is approved."""
    questions(console, [it])
    for problem in it["private"]:
        console.print(f"● {problem}", style="yellow", markup=False)
