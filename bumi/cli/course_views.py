"""Views of the commands for courses."""

from typing import Any

from rich.console import Console

from bumi.cli.views import draw_table
from bumi.persian.text import digits_to_persian


def courses(console: Console, found: list[dict[str, Any]]) -> None:
    """Show one line about each course."""
    if not found:
        console.print("هنوز دوره‌ای نیست.")
        return
    rows = ((it["slug"], it["title"], *map(_number, (it["lessons"], it["minutes"]))) for it in found)
    draw_table(console, ("SLUG", "دوره", "درس", "دقیقه"), rows)


def course(console: Console, it: dict[str, Any]) -> None:
    """Show a course and its lessons."""
    console.print(f"{it['title']} · {it['for']} · {_number(it['minutes'])} دقیقه", style="bold", markup=False)
    console.print(it["about"], markup=False)
    rows = (
        (each["id"], each["title"], _number(each["questions"]), "دارد" if each["exercise"] else "", each["version"])
        for each in it["lessons"]
    )
    draw_table(console, ("ID", "درس", "پرسش", "تمرین", "نسخه"), rows)


def progress(console: Console, it: dict[str, Any]) -> None:
    """Show how many learn, by role, agency and county."""
    console.print(it["sentence"], style="bold", markup=False)
    for title, lines in (("نقش", it["roles"]), ("دستگاه", it["agencies"]), ("شهرستان", it["counties"])):
        rows = [
            (each["name"], *(_number(each[name]) for name in ("people", "learners", "completed")))
            for each in lines
            if each["learners"]
        ]
        if rows:
            draw_table(console, (title, "کاربر", "یادگیرنده", "دوره تمام‌شده"), rows)


def checked(console: Console, it: dict[str, Any]) -> None:
    """Say that a course is in order."""
    counts = f"{it['lessons']} درس، {it['questions']} پرسش و {it['exercises']} تمرین"
    console.print(digits_to_persian(f"«{it['title']}» درست است: {counts}."), markup=False)


def _number(number: int) -> str:
    return digits_to_persian(str(number))
