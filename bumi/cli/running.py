"""Commands that run the newsroom: the flows, publication, users, and what this machine has."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Answer, As, Id, acting, command, newsroom

if TYPE_CHECKING:
    from bumi.publishing.publish import Outcome

__all__ = ["add_to"]

_Now = Annotated[
    str,
    typer.Option("--now", metavar="TIME", help="What is due at this Jalali or ISO time; to come only with --dry-run."),
]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what is due.")]
_ToReaders = Annotated[
    str, typer.Option("--why", metavar="REASON", help="The reason; readers see this very sentence on the page.")
]
_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same drafts.")]
_Name = Annotated[str, typer.Argument(metavar="NAME")]
_Role = Annotated[str, typer.Option("--role", help="content, editor or chief.")]
_Approve = Annotated[bool, typer.Option("--approve", help="Approve what has no blocking finding, and publish it.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "work")(_work)
    command(app, "publish")(_publish)
    command(app, "withdraw")(_withdraw)
    command(app, "doctor")(_doctor)
    command(app, "up")(_up)
    command(app, "demo")(_demo)
    users = typer.Typer(help="Who may do what.", no_args_is_help=True)
    command(users, "add")(_add_user)
    app.add_typer(users, name="user")


def _work(seed: _Seed = 0) -> Answer:
    """Draft, check and illustrate all that waits, now.

    This is the drafting flow, run once here; exits with 1 where a piece is stuck.
    """
    from bumi.cli.progress import progress
    from bumi.cli.views import pieces
    from flows.entrances import draft_here

    with progress() as tell:
        lines = draft_here(seed, tell)
    return Answer(lines, pieces, refused=any(line["problem"] for line in lines))


def _publish(now: _Now = "", dry_run: _DryRun = False) -> Answer:
    """Publish everything that is approved and due."""
    from bumi import calendar
    from bumi.cli.views import outcomes
    from bumi.errors import BadInput, Refused
    from bumi.publishing.places import open_place
    from bumi.publishing.publish import Result, publish_due
    from bumi.settings import Settings

    try:
        moment = calendar.parse_moment(now) if now else calendar.now()
    except ValueError as error:
        raise BadInput(f"--now: {error}") from None
    if moment > calendar.now() and not dry_run:
        raise Refused(
            "زمان «--now» هنوز نرسیده است و چیزی پیش از وقتش منتشر نمی‌شود؛ با «--dry-run» نوبت آن زمان را ببینید"
        )
    settings = Settings()
    with newsroom() as opened:
        came = publish_due(opened, open_place(settings), settings, moment, dry_run)
    refused = any(it.result not in (Result.DUE, Result.PUBLISHED) for it in came)
    return Answer([_outcome(it) for it in came], outcomes, refused)


def _withdraw(id: Id, why: _ToReaders = "", who: As = "") -> Answer:
    """Take a published piece from its readers, at once.

    Its page says so from now on, and no list leads to it.
    """
    from bumi.cli.views import pieces
    from bumi.errors import BumiError
    from bumi.newsroom.pieces import piece, record_problem
    from bumi.newsroom.states import State
    from bumi.newsroom.transitions import move
    from bumi.publishing.places import open_place
    from bumi.publishing.publish import publish_lists
    from bumi.settings import Settings
    from flows.report import line

    with acting(who) as (session, by):
        found = piece(session, id)
        move(session, found, State.WITHDRAWN, by, why)
    settings = Settings()
    with newsroom() as opened:
        try:
            publish_lists(opened, open_place(settings), settings)
        except BumiError as error:  # the decision stands, and the next publication carries it out
            with opened.session() as session:
                record_problem(session, piece(session, id), "withdraw", f"هنوز دیده می‌شود: {error}")
        with opened.session() as session:
            data = [line(session, piece(session, id))]
    return Answer(data, pieces, refused=bool(data[0]["problem"]))


def _add_user(name: _Name, role: _Role) -> Answer:
    """Add somebody who may act.

    content hands in briefs and edits; editor and chief also decide on pieces.
    """
    from bumi.cli.views import users
    from bumi.errors import BadInput
    from bumi.newsroom.users import Role, add_user

    people = [each.value for each in Role if each is not Role.MACHINE]
    if role not in people:
        raise BadInput(f"نقشی به نام «{role}» نیست؛ یکی از این‌ها را بنویسید: {'، '.join(people)}")
    with newsroom() as opened, opened.session() as session:
        added = add_user(session, name, Role(role))
        return Answer([{"name": added.name, "role": added.role.value, "persian": added.role.persian}], users)


def _doctor() -> Answer:
    """Tell what this machine has, and what it lacks.

    Each lack comes with its remedy, and makes the exit status 1.
    """
    from bumi.cli.doctor import examine
    from bumi.cli.views import diagnoses

    found = examine()
    return Answer([each._asdict() for each in found], diagnoses, refused=not all(each.ok for each in found))


def _up() -> Answer:
    """Draft and publish every minute, until Ctrl-C."""
    from rich.console import Console

    from flows.entrances import serve_all

    def ready(address: str) -> None:
        Console(stderr=True).print(f"بومی هر دقیقه می‌نویسد و منتشر می‌کند؛ اجراها در {address} · Ctrl-C پایان")

    serve_all(ready)
    return Answer({"stopped": True}, lambda console, data: None)


def _demo(approve: _Approve = False) -> Answer:
    """Take the sample briefs the whole way.

    Drafting ends at review; --approve approves and publishes too. Each brief is taken once, however often this runs.
    Database and pages are the demonstration's own, whatever the settings say.
    """
    from bumi.cli.demo import demo
    from bumi.cli.progress import progress
    from bumi.cli.views import demonstration

    with progress() as tell:
        data = demo(approve, tell)
    return Answer(data, demonstration, refused=any(line["problem"] for line in data["pieces"]))


def _outcome(it: "Outcome") -> dict[str, Any]:
    return {**asdict(it), "result": it.result.value, "persian": it.result.persian}
