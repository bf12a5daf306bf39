"""The command group `bumi message`: write a shared message, approve it, submit variants of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Output, about_pieces, acting, command, newsroom
from bumi.cli.files import briefs_of
from bumi.cli.writing import Files

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import Message

app = typer.Typer(name="message", help="Messages that the whole province gives with one voice.", no_args_is_help=True)

_Id = Annotated[int, typer.Argument(metavar="ID", help="The number of the message, as `bumi message list` shows it.")]
_File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The message in YAML: title, facts, figures, quotes, names.")
]
_Of = Annotated[int, typer.Option("--of", metavar="ID", help="The message of which this is a new version.")]


@command(app, "write")
def _write(file: _File, of: _Of = 0, who: As = "") -> Output:
    """Keep a message, or with --of a new version of one, for another editor to approve."""
    from bumi.cli.plan_views import message as view
    from bumi.newsroom.plan.shared_messages import add_message, add_version, message
    from bumi.planning import MessageContent, read_as

    content = read_as(MessageContent, file).model_dump(mode="json")
    with acting(who) as (session, by):
        if of:
            add_version(session, message(session, of), content, by)
        found = message(session, of) if of else add_message(session, content["title"], content, by)
        return Output(_data(session, found), view)


@command(app, "list")
def _list() -> Output:
    """List the messages."""
    from bumi.cli.plan_views import messages as view
    from bumi.newsroom.plan.shared_messages import messages

    with newsroom() as opened, opened.session() as session:
        return Output([_data(session, each) for each in messages(session)], view)


@command(app, "show")
def _show(id: _Id) -> Output:
    """Show what a message says, and where readers still see an older version of it."""
    from bumi.cli.plan_views import message as view
    from bumi.newsroom.plan.shared_messages import message

    with newsroom() as opened, opened.session() as session:
        return Output(_data(session, message(session, id)), view)


@command(app, "approve")
def _approve(id: _Id, who: As = "") -> Output:
    """Approve the latest version of a message.

    Its variants that wait are sent back to be held against it; those that are out are listed, to be corrected.
    """
    from bumi.cli.plan_views import message as view
    from bumi.newsroom.plan.shared_messages import message
    from bumi.planning import approve_message

    with acting(who) as (session, by):
        found = message(session, id)
        spread = approve_message(session, found, by)
        return Output({**_data(session, found), "flagged": spread.flagged}, view)


@command(app, "submit")
def _submit(id: _Id, files: Files, who: As = "") -> Output:
    """Hand in briefs as variants of a message: they inherit all it says."""
    from bumi.newsroom.plan.shared_messages import message
    from bumi.planning import submit_variant

    briefs = briefs_of(files)
    with acting(who) as (session, by):
        found = message(session, id)
        return about_pieces(session, *(submit_variant(session, found, brief, by) for brief in briefs))


def _data(session: "Session", it: "Message") -> dict[str, Any]:
    from bumi.planning import outdated_variants

    latest = it.versions[-1]
    return {
        "id": it.id,
        "title": it.title,
        "approved": it.approved,
        "latest": latest.number,
        "by": latest.by,
        "content": latest.content,
        "outdated": [piece.id for piece in outdated_variants(session, it)],
    }
