"""What all commands share: `--json`, `--debug`, `--as`, error sentences, exit status, database sessions, progress."""

import inspect
import json as _json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from textwrap import indent
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from bumi.errors import BadInput, BumiError, NotAvailable, Refused
from bumi.logs import log_to_file
from bumi.persian.text import digits_to_persian, shown

if TYPE_CHECKING:
    from datetime import date, datetime

    from rich.console import Console
    from sqlalchemy.orm import Session

    from bumi.newsroom.database import Newsroom
    from bumi.newsroom.tables import Piece, User

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


class Output(NamedTuple):
    """The output of a command: data for `--json`, a function that shows it, and whether the answer is "no".

    An iterator is printed item by item, as a list, while it is read.
    """

    data: Any
    show: "Callable[[Console, Any], None]"
    refused: bool = False


def command(app: typer.Typer, name: str, **options: Any) -> Callable[[Callable[..., Output]], Callable[..., None]]:
    """Register a function as the command `name`: print its answer or its errors, and set the exit status."""

    def register(function: Callable[..., Output]) -> Callable[..., None]:
        @wraps(function)
        def run(*args: Any, json: bool, debug: bool, **kwargs: Any) -> None:
            from bumi.current_province import serving
            from bumi.settings import Settings

            try:
                with serving(Settings().province_folder):
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
    """Give (a session, the user who acts) in the newsroom of the settings; the session is committed at the end."""
    from bumi.newsroom.accounts.users import user

    with newsroom() as opened, opened.session() as session:
        yield session, user(session, actor(who))


@contextmanager
def acting_on(id: int, who: str) -> "Iterator[tuple[Session, Piece, User]]":
    """Give (a session, the piece, the user who acts), likewise."""
    from bumi.newsroom.content.pieces import piece

    with acting(who) as (session, by):
        yield session, piece(session, id), by


def actor(who: str) -> str:
    """Return the name of the user who acts: of --as, of BUMI_USER, or the login name."""
    from getpass import getuser

    from bumi.settings import Settings

    return who or Settings().user or getuser()


def about_pieces(session: "Session", *pieces: "Piece") -> Output:
    """Return an answer with a line about each piece."""
    from bumi.cli.views import pieces as view
    from bumi.newsroom.queries.queue import piece_rows
    from bumi.pipeline.report import line_of

    rows = piece_rows(session, [piece.id for piece in pieces])
    return Output([line_of(row) for row in rows], view)


@contextmanager
def newsroom() -> "Iterator[Newsroom]":
    """Give the newsroom of the settings; NotAvailable, with the remedy, where it cannot be opened."""
    from bumi.newsroom.database import newsroom_of
    from bumi.settings import Settings

    settings = Settings()
    with newsroom_of(settings) as opened:
        yield opened


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that takes (step, done, of) and draws progress bars on standard error, if it is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as drawn:

        def tell(step: str, done: int, of: int) -> None:
            if step not in bars:
                bars[step] = drawn.add_task(step, total=of)
            drawn.update(bars[step], completed=done, total=of)

        yield tell


def chosen[Value](known: Mapping[str, Value], word: str, unknown: str, names: Iterable[str] = ()) -> Value:
    """Return the value of a word; BadInput lists the words there are."""
    if word not in known:
        raise BadInput(f"{unknown}؛ یکی از این‌ها را بنویسید: {'، '.join(names or known)}")
    return known[word]


def moment_of(option: str, text: str) -> "datetime":
    """Return the time that an option names; BadInput where it is none."""
    from bumi.persian.calendar import parse_moment

    try:
        return parse_moment(text)
    except ValueError as error:
        raise BadInput(f"{option}: {error}") from None


def day_of(option: str, text: str, default: "date") -> "date":
    """Return the day that an option names, or `default` where it is empty; BadInput where it is none."""
    from bumi.persian.calendar import tehran_day

    return tehran_day(moment_of(option, text)) if text else default


def refuse_other_revision(piece: "Piece", revision: int) -> None:
    """Refuse where the latest revision is no longer the one that was read; 0 means that none was named."""
    latest = piece.revision.number if piece.revision else 0
    if revision and revision != latest:
        said = f"مطلب {piece.id}: ویرایش {revision} را خوانده‌اید و ویرایش کنونی {latest} است"
        raise Refused(f"{digits_to_persian(said)}؛ با «bumi show {piece.id}» آن را بخوانید و دوباره تصمیم بگیرید")


def say_problems(problems: tuple[str, ...], gist: str) -> None:
    """Print the problems in Persian and a summary in English on standard error."""
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


def _print(answer: Output, json: bool) -> None:
    if json:
        _print_json(answer.data)
    else:
        from rich.console import Console

        answer.show(Console(highlight=False), answer.data)


def _print_json(data: Any) -> None:
    if not isinstance(data, Iterator):
        print(_as_json(data))
        return
    before = "["
    for each in data:
        print(before, indent(_as_json(each), "  "), sep="\n", end="")
        before = ","
    print("[]" if before == "[" else "\n]")


def _as_json(data: Any) -> str:
    return shown(_json.dumps(data, ensure_ascii=False, indent=2))  # names of files need not be text


def _add_flag(run: Callable[..., None], name: str, help_: str) -> None:
    signature = inspect.signature(run)
    flag = Annotated[bool, typer.Option(f"--{name}", help=help_)]
    parameter = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=flag)
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), parameter], return_annotation=None
    )
    run.__annotations__ = {**run.__annotations__, name: flag, "return": None}
