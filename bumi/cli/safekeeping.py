"""Commands for the operator: `bumi backup` and `bumi restore`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Answer, command

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["add_to"]

_File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]
_Replace = Annotated[bool, typer.Option("--replace", help="Take the place of an older backup of this name.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "backup")(_backup)
    command(app, "restore")(_restore)


def _backup(file: _File, replace: _Replace = False) -> Answer:
    """Write the whole database into one file, while everybody goes on working.

    Besides it, keep the adapters, .env, and what you changed in assets/.
    """
    from bumi.newsroom.database.backup import back_up
    from bumi.settings import Settings

    settings = Settings()
    size = back_up(settings.database_url, file, replace)
    return Answer({"file": str(file), "bytes": size, "adapters": str(settings.adapters)}, _show_backup)


def _restore(file: _File) -> Answer:
    """Make the database of the settings from a backup.

    There must be none yet: nothing is written over.
    """
    from bumi.newsroom.database.backup import restore
    from bumi.settings import Settings

    restore(Settings().database_url, file)
    return Answer({"file": str(file)}, _show_restored)


def _show_backup(console: "Console", data: dict[str, Any]) -> None:
    from bumi.persian.text import digits_to_persian

    size = digits_to_persian(f"{data['bytes'] / 1e6:.1f}").replace(".", "٫")
    console.print(f"پشتیبان پایگاه داده در «{data['file']}» است ({size} مگابایت) و خوانده و درست است.")
    console.print(f"کنار آن این‌ها را هم نگه دارید: «{data['adapters']}»، پرونده .env و هر چه در assets عوض کرده‌اید.")


def _show_restored(console: "Console", data: dict[str, Any]) -> None:
    console.print(f"پایگاه داده از «{data['file']}» ساخته شد؛ «bumi publish --rebuild» صفحه‌ها را با آن یکی می‌کند.")
