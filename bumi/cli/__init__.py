"""The command line: `bumi --help`. Commands import other packages when they run, so that help is fast."""

import sys

import typer

from bumi.cli import (
    campaigns,
    cards,
    channels,
    commissions,
    counties,
    courses,
    credentials,
    crises,
    evaluating,
    learning,
    maintenance,
    media,
    messages,
    pieces,
    planning,
    publishing,
    questions,
    running,
    sign_ups,
    training,
    users,
    writing,
)
from bumi.cli.command import say_problems
from bumi.logs import configure_logs

__all__ = ["app", "main"]

app = typer.Typer(
    name="bumi",
    help="Bumi (بومی): from a brief about a province to a published page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _commands in (writing, cards, pieces, publishing, planning, running, maintenance):
    app.add_typer(_commands.app)
for _group in (
    cards.brand,
    channels.app,
    campaigns.app,
    messages.app,
    crises.app,
    counties.app,
    courses.app,
    questions.app,
    commissions.app,
    sign_ups.app,
    users.app,
    media.app,
    credentials.app,
    training.app,
    evaluating.app,
):
    app.add_typer(_group)
for _group in (learning.lesson, learning.adapter):
    app.add_typer(_group)


def main() -> None:
    """Run the command line; wrong use is reported like any other error, and exits with 2."""
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
