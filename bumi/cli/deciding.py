"""Commands that decide on a piece: approve it, return it, discard it, or dismiss a finding about it."""

from typing import Annotated

import typer

from bumi.cli.command import Answer, As, Id, Read, Why, acting, as_read, command

__all__ = ["add_to"]

_Fingerprint = Annotated[str, typer.Argument(metavar="FINGERPRINT", help="The finding's, as `bumi show` tells it.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "approve")(_approve)
    command(app, "return")(_return)
    command(app, "discard")(_discard)
    command(app, "dismiss")(_dismiss)


def _approve(id: Id, revision: Read = 0, why: Why = "", who: As = "") -> Answer:
    """Approve the words and cards a piece has now.

    Whoever handed in the brief or made the last edit cannot; a chief may approve despite findings, with --why.
    """
    return _moved(id, "approved", who, why, revision)


def _return(id: Id, why: Why = "", who: As = "") -> Answer:
    """Return a piece to its authors, with the reason."""
    return _moved(id, "changes_requested", who, why)


def _discard(id: Id, why: Why = "", who: As = "") -> Answer:
    """Put aside a piece readers have never seen."""
    return _moved(id, "discarded", who, why)


def _dismiss(id: Id, fingerprint: _Fingerprint, why: Why = "", who: As = "") -> Answer:
    """Judge that a finding does not matter, with the reason.

    It stays dismissed in later revisions of the piece.
    """
    from bumi.cli.views import pieces
    from bumi.newsroom.content.pieces import dismiss, piece
    from bumi.pipeline.report import line

    with acting(who) as (session, by):
        found = piece(session, id)
        dismiss(session, found, fingerprint, by, why)
        return Answer([line(session, found)], pieces)


def _moved(id: int, to: str, who: str, why: str, revision: int = 0) -> Answer:
    from bumi.cli.views import pieces
    from bumi.newsroom.states import State
    from bumi.newsroom.workflow.transitions import move
    from bumi.pipeline.report import line

    with acting(who) as (session, by):
        found = as_read(session, id, revision)
        move(session, found, State(to), by, why)
        return Answer([line(session, found)], pieces)
