"""The command that opens the desk: `bumi desk`."""

from typing import Annotated

import typer

from bumi.cli.command import Answer, command

__all__ = ["add_to"]

_Host = Annotated[str, typer.Option("--host", help="The address to listen on.")]
_Port = Annotated[int, typer.Option("--port", help="The port; 0 is the one of BUMI_DESK_URL.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Register the command of this file."""
    command(app, "desk")(_desk)


def _desk(host: _Host = "127.0.0.1", port: _Port = 0) -> Answer:
    """Open the web desk, until Ctrl-C.

    Drafts what is handed in; `bumi up` publishes by the clock.
    """
    from rich.console import Console

    from bumi.desk.serve import serve
    from bumi.flows.local.entrances import draft_waiting
    from bumi.settings import Settings

    def ready(address: str) -> None:
        Console(stderr=True).print(f"میز تحریریه در {address} باز است · Ctrl-C پایان")

    serve(Settings(), host, port, ready, draft_waiting)
    return Answer({"stopped": True}, lambda console, data: None)
