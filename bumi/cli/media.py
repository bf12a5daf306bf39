"""The command group `bumi media`: move images out of the database, clean their store, restore them from a backup."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Output, command, newsroom
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(name="media", help="Images: where their bytes are kept.", no_args_is_help=True)

_Days = Annotated[int, typer.Option("--days", min=1, help="How long an image stays after it was last needed.")]
_File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup that `bumi backup` wrote.")]
_SHOWN = 20


@command(app, "move")
def _move() -> Output:
    """Move the bytes of images out of the database, while everybody goes on working.

    `bumi up` does so too, a few with every publishing run; it may be broken off at any time.
    """
    from bumi.newsroom.media.moving import in_words, move_media

    with newsroom() as opened:
        done = move_media(opened)
    return Output(asdict(done) | {"persian": in_words(done)}, show_media, refused=bool(done.problems))


@command(app, "clean")
def _clean(days: _Days = 7) -> Output:
    """Remove the bytes of images that nothing has needed for a week, and tell which are lost.

    What a revision, an approval, a brief or a draft needs always stays.
    """
    from bumi.newsroom.media.cleaning import clean_media, in_words
    from bumi.persian.calendar import now

    with newsroom() as opened:
        done = clean_media(opened, now(), timedelta(days=days))
    data = asdict(done)
    return Output(data | {"problems": data.pop("lost"), "persian": in_words(done)}, show_media, refused=bool(done.lost))


@command(app, "restore")
def _restore(file: _File) -> Output:
    """Bring back lost or damaged images from a backup; what is right is left alone."""
    data = restore_images(file)
    return Output(data, show_media, refused=bool(data["problems"]))


def restore_images(file: Path) -> dict[str, Any]:
    """Bring back the images of a backup, and return what was done, with a sentence about each that is lost even so."""
    from bumi.newsroom.media.backup import restore_media
    from bumi.newsroom.media.cleaning import missing

    with newsroom() as opened:
        done = restore_media(opened.media, file)
        problems = list(dict.fromkeys((*done.problems, *missing(opened))))
    persian = f"{digits_to_persian(str(done.listed))} تصویر پشتیبان وارسی شد و در جای خود است"
    return asdict(done) | {"problems": problems, "persian": persian}


def show_media(console: "Console", data: dict[str, Any]) -> None:
    """Show what was done to images, and the first of their problems."""
    console.print(data["persian"])
    for problem in data["problems"][:_SHOWN]:
        console.print(f"● {problem}", style="yellow", markup=False)
    if len(data["problems"]) > _SHOWN:
        more = digits_to_persian(str(len(data["problems"]) - _SHOWN))
        console.print(f"و {more} مشکل دیگر؛ با «--json» همه را ببینید")
