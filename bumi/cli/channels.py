"""The command group `bumi channels`: what stands in the messengers, and what people answer about it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Id, Output, acting, command, newsroom
from bumi.errors import BadInput
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console
    from sqlalchemy.orm import Session

    from bumi.newsroom.publication.channel_posts import PostKey
    from bumi.newsroom.tables import ChannelPost, Piece, User

app = typer.Typer(name="channels", help="Messengers: what was sent there, and what is unknown.", no_args_is_help=True)

_Channel = Annotated[str, typer.Argument(metavar="CHANNEL", help="bale, eitaa, rubika, soroush or telegram.")]
_Number = Annotated[int, typer.Option("--number", min=0, help="0 is the post, 1 the first correction after it.")]
_File = Annotated[Path, typer.Argument(metavar="FILE", help="Where the ZIP is written.")]
_Where = Annotated[str, typer.Option("--where", metavar="LINK", help="The link or the id of the message there.")]


@command(app, "list")
def _list() -> Output:
    """Tell which channels are open, what has stopped one, and which messages wait for a person."""
    from bumi.newsroom.publication.channel_posts import opened, questions

    with newsroom() as found, found.reading() as session:
        data = {
            "channels": [
                {"channel": it.channel.value, "persian": it.channel.persian, "problem": it.problem}
                for it in opened(session)
            ],
            "waiting": [_line(post, piece) for post, piece in questions(session)],
        }
    return Output(data, _show, refused=bool(data["waiting"]))


@command(app, "confirm")
def _confirm(id: Id, channel: _Channel, number: _Number = 0, where: _Where = "", who: As = "") -> Output:
    """Say that an unconfirmed message is in its channel.

    With its link or id, Bumi can correct and delete it later; without, people are asked to.
    """
    from bumi.newsroom.publication.channel_answers import confirm

    return _answer(id, channel, number, who, lambda session, key, by, at: confirm(session, key, by, where, at))


@command(app, "resend")
def _resend(id: Id, channel: _Channel, number: _Number = 0, who: As = "") -> Output:
    """Say that a message is not in its channel, and have it sent again."""
    from bumi.newsroom.publication.channel_answers import resend

    return _answer(id, channel, number, who, resend)


@command(app, "removed")
def _removed(id: Id, channel: _Channel, number: _Number = 0, who: As = "") -> Output:
    """Say that you have removed a message that Bumi could not remove."""
    from bumi.newsroom.publication.channel_answers import record_removed

    return _answer(id, channel, number, who, record_removed)


@command(app, "package")
def _package(id: Id, file: _File) -> Output:
    """Write the cards and the caption of a published piece into a ZIP, for Instagram and others without a bot."""
    from bumi.newsroom.content.pieces import piece
    from bumi.pipeline.channels import package_of_piece
    from bumi.settings import Settings

    with newsroom() as found, found.reading() as session:
        body = package_of_piece(session, piece(session, id), Settings())
    try:
        file.write_bytes(body)
    except OSError as error:
        raise BadInput(f"«{file}» نوشته نشد ({error.strerror})؛ پوشه و اجازه نوشتن را ببینید") from None
    return Output({"file": str(file), "bytes": len(body)}, _show_package)


def _answer(
    id: int, channel: str, number: int, who: str, answer: "Callable[[Session, PostKey, User, datetime], None]"
) -> Output:
    from bumi.cli.command import chosen
    from bumi.newsroom.content.pieces import piece
    from bumi.newsroom.publication.channel_posts import PostKey, of_piece
    from bumi.persian.calendar import now
    from bumi.words import Channel

    asked = chosen({each.value: each for each in Channel}, channel, f"کانالی به نام «{channel}» نیست")
    with acting(who) as (session, by):
        answer(session, PostKey(id, asked, number), by, now())
        found = piece(session, id)
        lines = [_line(post, found) for post in of_piece(session, id)]
    return Output({"channels": [], "waiting": lines}, _show)


def _line(post: "ChannelPost", piece: "Piece") -> dict[str, Any]:
    return {
        "piece": post.piece_id,
        "topic": piece.brief["topic"],
        "channel": post.channel.value,
        "number": post.number,
        "state": post.state.value,
        "persian": f"{post.channel.persian}: {post.state.persian}",
        "link": post.link,
        "error": post.error,
    }


def _show_package(console: "Console", data: dict[str, Any]) -> None:
    console.print(f"کارت‌ها و شرح در «{data['file']}» است.", markup=False)


def _show(console: "Console", data: dict[str, Any]) -> None:
    from bumi.cli.views import draw_table

    for it in data["channels"]:
        console.print(f"{it['persian']}: {it['problem'] or 'باز است'}", markup=False)
    rows = (
        (
            digits_to_persian(str(it["piece"])),
            it["topic"],
            it["persian"] + (digits_to_persian(f"، اصلاحیه {it['number']}") if it["number"] else ""),
            "\n".join(filter(None, (it["error"], it["link"]))),
        )
        for it in data["waiting"]
    )
    draw_table(console, ("مطلب", "موضوع", "کانال", "چرا و کجا"), rows)
