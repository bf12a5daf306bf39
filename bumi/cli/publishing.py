"""The commands for published pieces: publish, withdraw, takedown, rollback, rename."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bumi.cli.command import As, Id, Output, Why, about_pieces, acting_on, command, moment_of, newsroom
from bumi.errors import Refused
from bumi.newsroom.states import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import Piece, User
    from bumi.publishing.channels.sender import PostOutcome

app = typer.Typer()

_Now = Annotated[
    str,
    typer.Option("--now", metavar="TIME", help="What is due at this Jalali or ISO time; to come only with --dry-run."),
]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what is due.")]
_Future = Annotated[bool, typer.Option("--include-future", help="With --dry-run: also what is approved for later.")]
_Verify = Annotated[bool, typer.Option("--verify", help="Compare the storage with the ledger and repair it.")]
_Rebuild = Annotated[bool, typer.Option("--rebuild", help="Make the whole site again from the database.")]
_Retry = Annotated[bool, typer.Option("--retry", help="Try again at once what failed, also what waits for a person.")]
_ToReaders = Annotated[
    str, typer.Option("--why", metavar="REASON", help="The reason; readers see this very sentence on the page.")
]
_Revision = Annotated[int, typer.Option("--revision", metavar="N", help="The revision to bring back.")]
_Words = Annotated[str, typer.Argument(metavar="WORDS", help="What the new address says.")]


@command(app, "publish")
def _publish(
    now: _Now = "",
    dry_run: _DryRun = False,
    include_future: _Future = False,
    verify: _Verify = False,
    rebuild: _Rebuild = False,
    retry: _Retry = False,
) -> Output:
    """Publish everything that is approved and due, then send it to the channels of BUMI_CHANNELS."""
    from bumi.cli.views import outcomes
    from bumi.newsroom.publication import publication
    from bumi.pipeline.publishing import Published, publish_and_send
    from bumi.publishing import what_is_due
    from bumi.settings import Settings

    moment = _moment(now, dry_run, include_future)
    if verify or rebuild:
        return _compare(rebuild)
    with newsroom() as opened:
        if dry_run:
            came = Published(what_is_due(opened, moment, include_future), [])
        else:
            if retry:
                with opened.session() as session:
                    publication.retry(session, moment)
            came = publish_and_send(opened, Settings(), moment if now else None)
    data = [{**asdict(it), "result": it.result.value, "persian": it.result.persian} for it in came.site]
    data += [_of_channel(it) for it in came.channels]
    good = all(it.result.good for it in came.site) and all(it.good for it in came.channels)
    return Output(data, outcomes, refused=not good)


@command(app, "withdraw")
def _withdraw(id: Id, why: _ToReaders = "", who: As = "") -> Output:
    """Take a published piece from its readers, at once.

    Its page says so from now on, and no list leads to it.
    """
    return _decided(id, State.WITHDRAWN, who, why)


@command(app, "takedown")
def _takedown(id: Id, why: Why = "", who: As = "") -> Output:
    """Remove a published piece and its images, at once.

    Its page says only that it was removed. The work of a chief.
    """
    return _decided(id, State.TAKEN_DOWN, who, why)


@command(app, "rollback")
def _rollback(id: Id, revision: _Revision, why: Why = "", who: As = "") -> Output:
    """Bring back a revision that readers have seen before.

    It is approved and goes out with the next `bumi publish`, with a dated note as for any correction.
    """
    from bumi.newsroom.workflow.retraction import roll_back

    with acting_on(id, who) as (session, found, by):
        roll_back(session, found, revision, by, why)
        return about_pieces(session, found)


@command(app, "rename")
def _rename(id: Id, words: _Words, who: As = "") -> Output:
    """Give a published piece another address, at once.

    The old address leads to the new one for good.
    """
    from bumi.newsroom.content.pieces import rename

    return _at_once(id, who, lambda session, found, by: rename(session, found, words, by))


def _of_channel(it: "PostOutcome") -> dict[str, object]:
    persian = f"{it.channel.persian}: {it.state.persian}"
    answer = {"result": it.state.value, "persian": persian, "url": it.link, "why": it.why}
    return {"piece": it.piece, "headline": it.headline, "channel": it.channel.value} | answer


def _decided(id: int, to: State, who: str, why: str) -> Output:
    from bumi.newsroom.workflow.transitions import move

    return _at_once(id, who, lambda session, found, by: move(session, found, to, by, why))


def _at_once(id: int, who: str, decide: "Callable[[Session, Piece, User], object]") -> Output:
    """Decide on a published piece, then bring the site up to date."""
    from bumi.newsroom.content.pieces import piece
    from bumi.pipeline.single_piece import show_decided
    from bumi.settings import Settings

    with acting_on(id, who) as (session, found, by):
        decide(session, found, by)
    with newsroom() as opened:
        show_decided(opened, Settings(), id)
        with opened.session() as session:
            output = about_pieces(session, piece(session, id))
    return output._replace(refused=bool(output.data[0]["problem"]))


def _compare(everything: bool) -> Output:
    from bumi.cli.views import comparison
    from bumi.persian import calendar
    from bumi.publishing import rebuild_site, verify_site
    from bumi.settings import Settings
    from bumi.storage import open_storage

    settings = Settings()
    with newsroom() as opened:
        found = (rebuild_site if everything else verify_site)(opened, open_storage(settings), settings, calendar.now())
    return Output(asdict(found), comparison, refused=bool(found.problems))


def _moment(now: str, dry_run: bool, include_future: bool) -> "datetime":
    """Return the time of --now; Refused where it lies ahead and --dry-run is missing."""
    from bumi.persian import calendar

    moment = moment_of("--now", now) if now else calendar.now()
    if include_future and not dry_run:
        raise Refused("«--include-future» فقط با «--dry-run» کار می‌کند؛ چیزی پیش از وقتش منتشر نمی‌شود")
    if moment > calendar.now() and not dry_run:
        raise Refused(
            "زمان «--now» هنوز نرسیده است و چیزی پیش از وقتش منتشر نمی‌شود؛ با «--dry-run» نوبت آن زمان را ببینید"
        )
    return moment
