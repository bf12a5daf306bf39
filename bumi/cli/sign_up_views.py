"""How a person reads the answers of `bumi signup`."""

from typing import TYPE_CHECKING, Any

from bumi.cli.views import draw_table, in_jalali
from bumi.newsroom.tables import SignUpState
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from rich.console import Console


def sign_up_lists(console: "Console", found: list[dict[str, Any]]) -> None:
    """Show lists: how many have a place, wait, and came."""
    if not found:
        console.print("فهرست ثبت‌نامی نیست.")
        return
    rows = ((str(it["id"]), it["topic"], in_jalali(it["starts_at"]), _counts(it)) for it in found)
    draw_table(console, ("ID", "رویداد", "آغاز", "شمار"), rows)


def sign_up_list(console: "Console", it: dict[str, Any]) -> None:
    """Show one list with its people."""
    sign_up_lists(console, [it])
    if it["address"]:
        console.print(it["address"], markup=False)
    for each in it["people"]:
        state = "آمد" if each["came"] else SignUpState(each["state"]).persian
        console.print(f"● {each['name'] or '—'}، {each['contact'] or '—'}: {state}", markup=False)


def _counts(it: dict[str, Any]) -> str:
    waiting = f"، {it['waiting']} در انتظار" if it["waiting"] else ""
    came = f"، {it['came']} آمدند" if it["attendance"] else ""
    return digits_to_persian(f"{it['confirmed']} از {it['capacity']}{waiting}{came}")
