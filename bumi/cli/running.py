"""Commands that run the newsroom: the flows, users, and what this machine has."""

import sys
from typing import Annotated

import typer

from bumi.cli.command import Answer, command, newsroom

__all__ = ["add_to"]

_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same drafts.")]
_Name = Annotated[str, typer.Argument(metavar="NAME")]
_Role = Annotated[str, typer.Option("--role", help="content, editor or chief.")]
_Agency = Annotated[
    str | None,
    typer.Option("--agency", help="The agency a content team speaks for; of a user who is there, the new one."),
]
_Approve = Annotated[bool, typer.Option("--approve", help="Approve what has no blocking finding, and publish it.")]
_Desk = Annotated[bool, typer.Option("--desk", help="Open the desk afterwards, with users to sign in as.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "work")(_work)
    command(app, "doctor")(_doctor)
    command(app, "prepare")(_prepare)
    command(app, "up")(_up)
    command(app, "demo")(_demo)
    users = typer.Typer(help="Who may do what.", no_args_is_help=True)
    command(users, "add")(_add_user)
    command(users, "invite")(_invite)
    app.add_typer(users, name="user")


def _work(seed: _Seed = 0) -> Answer:
    """Draft, check and illustrate all that waits, now.

    This is the drafting flow, run once here; exits with 1 where a piece is stuck.
    """
    from bumi.cli.progress import progress
    from bumi.cli.views import pieces
    from bumi.flows.local.entrances import draft_here

    with progress() as tell:
        lines = draft_here(seed, tell)
    return Answer(lines, pieces, refused=any(line["problem"] for line in lines))


def _prepare() -> Answer:
    """Convert the model that writes and the encoder that checks.

    Set-up ends with this; without it the first draft does it, which takes a minute longer.
    """
    from bumi.cli.progress import progress
    from bumi.models.backends import available
    from bumi.models.weights import prepare
    from bumi.settings import Settings

    settings = Settings()
    with progress() as tell:
        prepare(settings, lambda step, done, of: tell("آماده‌سازی مدل", done, of))
    return Answer({"model": available(settings)}, lambda console, data: console.print(data["model"]))


def _add_user(name: _Name, role: _Role, agency: _Agency = None) -> Answer:
    """Add somebody who may act, or give them another agency.

    content hands in briefs and edits; editor and chief also decide on pieces. Whoever changes agency is signed out.
    """
    from bumi.cli.views import users
    from bumi.errors import BadInput
    from bumi.newsroom.accounts.access import not_listed
    from bumi.newsroom.accounts.users import Role, add_user

    people = [each.value for each in Role if each is not Role.MACHINE]
    if role not in people:
        raise BadInput(f"نقشی به نام «{role}» نیست؛ یکی از این‌ها را بنویسید: {'، '.join(people)}")
    with newsroom() as opened, opened.session() as session:
        added = add_user(session, name, Role(role), agency)
    if agency and (doubt := not_listed(added.agency)):
        print(doubt, file=sys.stderr)
    role, persian = added.role.value, added.role.persian
    return Answer([{"name": added.name, "role": role, "persian": persian, "agency": added.agency}], users)


def _invite(name: _Name) -> Answer:
    """Make a one-time link with which a user chooses a password for the desk.

    Earlier links of the user are void; whoever may run this has the database anyway.
    """
    from bumi.cli.views import invited
    from bumi.newsroom.accounts.sign_in import invite
    from bumi.newsroom.accounts.users import machine, user
    from bumi.settings import Settings

    with newsroom() as opened, opened.session() as session:
        code = invite(session, user(session, name), machine(session))
    return Answer({"name": name, "code": code, "url": f"{Settings().desk_url.rstrip('/')}/join/{code}"}, invited)


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
    from pathlib import Path

    from rich.console import Console

    from bumi.flows.local.entrances import serve_all

    def ready(address: str, key: Path | None) -> None:
        say = Console(stderr=True, soft_wrap=True).print
        say(f"بومی هر دقیقه می‌نویسد و منتشر می‌کند؛ اجراها در {address} · Ctrl-C پایان")
        if key:
            say(f"آن صفحه‌ها رمز می‌خواهند: نوشته پرونده «{key}» را در آن‌ها بگذارید")

    serve_all(ready)
    return Answer({"stopped": True}, lambda console, data: None)


def _demo(approve: _Approve = False, desk: _Desk = False) -> Answer:
    """Take the sample briefs the whole way.

    Drafting ends at review; --approve approves and publishes too. Each brief is taken once, however often this runs.
    Database and pages are the demonstration's own, whatever the settings say.
    """
    from bumi.cli.demo import demo, open_demo_desk
    from bumi.cli.progress import progress
    from bumi.cli.views import demonstration, demonstration_desk

    with progress() as tell:
        data = demo(approve, tell)
    if desk:
        open_demo_desk(demonstration_desk)
    return Answer(data, demonstration, refused=any(line["problem"] for line in data["pieces"]))
