"""The command `bumi tidy`: what the settings no longer keep."""

from typing import TYPE_CHECKING, Any

import typer

from bumi.cli.command import Output, command
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer()


@command(app, "tidy")
def _tidy() -> Output:
    """Delete what is kept only for some days.

    Attempts to sign in, and briefs and edits that nobody goes on typing; the settings say for how long. Pieces and
    their timelines are never deleted.
    """
    from bumi.pipeline import retention
    from bumi.settings import Settings

    return Output(retention.apply(Settings())._asdict(), _show_tidied)


def _show_tidied(console: "Console", data: dict[str, Any]) -> None:
    counts = {name: digits_to_persian(str(number)) for name, number in data.items()}
    console.print(
        "{sign_ins} ورود کهنه پاک شد؛ {abandoned} سفارش رهاشده کنار رفت و تا یک ماه بازگشتنی است؛ "
        "{dropped} سفارش دورریخته برای همیشه پاک شد.".format(**counts)
    )
