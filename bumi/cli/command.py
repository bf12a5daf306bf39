"""What every command shares: `--json`, `--debug`, `--as`, errors in words, and one answer for people and machines."""

import inspect
import json as _json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from bumi.errors import BadInput, BumiError, NotAvailable, Refused
from bumi.logs import log_to_file
from bumi.persian.text import shown

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy.orm import Session

    from bumi.newsroom.database import Newsroom
    from bumi.newsroom.tables import Piece, User

__all__ = ["Answer", "As", "Id", "Read", "Why", "acting", "as_read", "command", "newsroom", "say_problems"]

As = Annotated[str, typer.Option("--as", metavar="USER", help="Who acts; BUMI_USER or the login name by default.")]
Id = Annotated[int, typer.Argument(metavar="ID", help="The number of the piece, as `bumi list` shows it.")]
Read = Annotated[
    int,
    typer.Option("--revision", metavar="N", help="The revision you read; refused if it moved on.", show_default=False),
]
Why = Annotated[str, typer.Option("--why", metavar="REASON", help="The reason, for the piece's timeline.")]

_log = logging.getLogger(__name__)

_GISTS: dict[type[BumiError], str] = {
    BadInput: "The input is wrong and nothing was stored; the lines above say what to correct.",
    Refused: "Refused, and nothing was changed; the lines above are all the reasons.",
    NotAvailable: "This machine lacks something; the line above ends with the remedy.",
}


class Answer(NamedTuple):
    """What a command found: data for `--json`, how people see the same data, and whether the answer is "no"."""

    data: Any
    show: "Callable[[Console, Any], None]"
    refused: bool = False


def command(app: typer.Typer, name: str, **options: Any) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """Register a function as the command `name`: its answer is printed, its errors are told, its exit status set."""

    def register(function: Callable[..., Answer]) -> Callable[..., None]:
        @wraps(function)
        def run(*args: Any, json: bool, debug: bool, **kwargs: Any) -> None:
            try:
                answer = function(*args, **kwargs)
                _print(answer, json)
            except Exception as error:
                if debug:
                    raise
                raise typer.Exit(_tell(error, json)) from None
            if answer.refused:
                raise typer.Exit(Refused.exit_status)

        _add_flag(run, "json", "Answer in JSON, on standard output and nothing else there.")
        _add_flag(run, "debug", "Show the whole trace of an error.")
        app.command(name, **options)(run)
        return run

    return register


@contextmanager
def acting(who: str) -> "Iterator[tuple[Session, User]]":
    """Give (a session, the user who acts) in the newsroom of the settings; what was done is committed at the end."""
    from getpass import getuser

    from bumi.newsroom.accounts.users import user
    from bumi.settings import Settings

    with newsroom() as opened, opened.session() as session:
        yield session, user(session, who or Settings().user or getuser())


@contextmanager
def newsroom() -> "Iterator[Newsroom]":
    """Give the newsroom of the settings; NotAvailable, with the remedy, where it cannot be opened."""
    from bumi.newsroom.database import open_newsroom
    from bumi.settings import Settings

    with closing(open_newsroom(Settings().database_url)) as opened:
        yield opened


def as_read(session: "Session", id: int, revision: int) -> "Piece":
    """Return the piece, whose latest revision is still the one that was read; Refused where it moved on.

    Without a revision (0) there is nothing to hold it against.
    """
    from bumi.newsroom.content.pieces import piece
    from bumi.persian.text import digits_to_persian

    found = piece(session, id)
    latest = found.revision.number if found.revision else 0
    if revision and revision != latest:
        said = f"مطلب {id}: ویرایش {revision} را خوانده‌اید و ویرایش کنونی {latest} است"
        raise Refused(f"{digits_to_persian(said)}؛ با «bumi show {id}» آن را بخوانید و دوباره تصمیم بگیرید")
    return found


def say_problems(problems: tuple[str, ...], gist: str) -> None:
    """Print one block on standard error: each problem in Persian, then what it comes to in English."""
    print(*problems, gist, sep="\n", file=sys.stderr)


def _tell(error: Exception, json: bool) -> int:
    if isinstance(error, BumiError):
        problems, gist, status = error.problems, _gist(error), error.exit_status
    else:
        log_to_file(_log, "A command failed.", error)
        cause = f"{type(error).__name__}: {error}".strip().replace("\n", " ")
        problems = (f"خطایی پیش‌بینی‌نشده پیش آمد ({cause})؛ با «--debug» دوباره اجرا کنید و نتیجه را گزارش دهید",)
        gist, status = "An unexpected error; run again with --debug and report what it prints.", 2
    say_problems(problems, gist)
    if json:
        _print_json({"problems": problems})
    return status


def _gist(error: BumiError) -> str:
    return next((gist for kind, gist in _GISTS.items() if isinstance(error, kind)), "That did not work.")


def _print(answer: Answer, json: bool) -> None:
    if json:
        _print_json(answer.data)
    else:
        from rich.console import Console

        answer.show(Console(highlight=False), answer.data)


def _print_json(data: Any) -> None:
    print(shown(_json.dumps(data, ensure_ascii=False, indent=2)))  # names of files need not be text


def _add_flag(run: Callable[..., None], name: str, help_: str) -> None:
    signature = inspect.signature(run)
    flag = Annotated[bool, typer.Option(f"--{name}", help=help_)]
    parameter = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=flag)
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), parameter], return_annotation=None
    )
    run.__annotations__ = {**run.__annotations__, name: flag, "return": None}
