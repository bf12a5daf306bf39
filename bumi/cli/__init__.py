"""The command line: `bumi --help`. Commands import the rooms they need when they run, so that help is quick."""

import sys

import typer

from bumi.cli import (
    campaigning,
    cards,
    covering,
    crises,
    deciding,
    desk,
    evaluating,
    learning,
    planning,
    publishing,
    running,
    safekeeping,
    serving,
    training,
    voicing,
    writing,
)
from bumi.cli.command import say_problems
from bumi.logs import configure_logs

__all__ = ["app", "main"]

app = typer.Typer(
    name="bumi",
    help="Bumi (بومی): from a brief about Kerman province to a published page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_OF_PIECES = (writing, cards, desk, deciding, publishing)
_OF_THE_PLAN = (planning, covering, campaigning, voicing, crises)
_OF_THE_HOUSE = (running, serving, safekeeping, training, evaluating, learning)
for room in (*_OF_PIECES, *_OF_THE_PLAN, *_OF_THE_HOUSE):
    room.add_to(app)


def main() -> None:
    """Run the command line; wrong use is told like any other error, and exits with 2."""
    configure_logs()
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except typer.TyperException as error:
        say_problems(
            (f"فرمان درست نوشته نشده است ({error.format_message()})؛ «{_help()}» راهنمای آن است",),
            f"Wrong use: {error.format_message()} See `{_help()}`.",
        )
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)


def _help() -> str:
    words = [word for word in sys.argv[1:2] if not word.startswith("-")]
    return " ".join(["bumi", *words, "--help"])
