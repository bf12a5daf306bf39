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
    """Delete what is kept only for some days; `bumi up` does so every night.

    Attempts to sign in, and briefs and edits that nobody goes on typing, for as long as the settings say; images that
    nothing has needed for a week. Pieces and their timelines are never deleted. Exits with 1 where images are lost.
    """
    from bumi.pipeline import retention
    from bumi.settings import Settings

    done = retention.apply(Settings())
    return Output(done._asdict(), _show_tidied, refused=bool(done.lost))


def _show_tidied(console: "Console", data: dict[str, Any]) -> None:
    from bumi.cli.media import show_media

    counts = {name: digits_to_persian(str(data[name])) for name in ("sign_ins", "abandoned", "dropped", "images")}
    said = (
        "{sign_ins} ورود کهنه پاک شد؛ {abandoned} سفارش رهاشده کنار رفت و تا یک ماه بازگشتنی است؛ "
        "{dropped} سفارش دورریخته و {images} تصویر بی‌کار برای همیشه پاک شد."
    )
    show_media(console, {"persian": said.format(**counts), "problems": data["lost"]})
