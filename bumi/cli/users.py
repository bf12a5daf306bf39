"""The commands `bumi user add` and `bumi user invite`."""

import sys
from typing import Annotated

import typer

from bumi.cli.command import Output, chosen, command, newsroom

app = typer.Typer(name="user", help="Who may do what.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(metavar="NAME")]
_Role = Annotated[str, typer.Option("--role", help="content, contributor, editor or chief.")]
_Agency = Annotated[
    str | None,
    typer.Option("--agency", help="The agency a content team speaks for; of a user who is there, the new one."),
]


@command(app, "add")
def _add_user(name: _Name, role: _Role, agency: _Agency = None) -> Output:
    """Add somebody who may act, or give them another agency.

    content hands in briefs and edits; contributor writes what editors commission; editor and chief also decide on
    pieces. Whoever changes agency is signed out.
    """
    from bumi.cli.views import users
    from bumi.newsroom.accounts.access import not_listed
    from bumi.newsroom.accounts.users import Role, add_user

    people = {each.value: each for each in Role if each is not Role.MACHINE}
    given = chosen(people, role, f"نقشی به نام «{role}» نیست")
    with newsroom() as opened, opened.session() as session:
        added = add_user(session, name, given, agency)
    if agency and (doubt := not_listed(added.agency)):
        print(doubt, file=sys.stderr)
    role, persian = added.role.value, added.role.persian
    return Output([{"name": added.name, "role": role, "persian": persian, "agency": added.agency}], users)


@command(app, "invite")
def _invite(name: _Name) -> Output:
    """Make a one-time link with which a user chooses a password for the desk.

    Earlier links of the user are void; whoever may run this has the database anyway.
    """
    from bumi.cli.views import invited
    from bumi.newsroom.accounts.sign_in import invite
    from bumi.newsroom.accounts.users import machine, user
    from bumi.settings import Settings

    with newsroom() as opened, opened.session() as session:
        code = invite(session, user(session, name), machine(session))
    return Output({"name": name, "code": code, "url": f"{Settings().desk_url.rstrip('/')}/join/{code}"}, invited)
