"""Commands about what readers see: publish it, and take it back."""

from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bumi.cli.command import Answer, As, Id, Why, acting, command, newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bumi.newsroom.states import State
    from bumi.newsroom.tables import Piece, User

__all__ = ["add_to"]

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


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "publish")(_publish)
    command(app, "withdraw")(_withdraw)
    command(app, "takedown")(_takedown)
    command(app, "rollback")(_rollback)
    command(app, "rename")(_rename)


def _publish(
    now: _Now = "",
    dry_run: _DryRun = False,
    include_future: _Future = False,
    verify: _Verify = False,
    rebuild: _Rebuild = False,
    retry: _Retry = False,
) -> Answer:
    """Publish everything that is approved and due."""
    from bumi.cli.views import outcomes
    from bumi.newsroom.publication import publication
    from bumi.publishing import publish_due, what_is_due
    from bumi.publishing.storage import open_storage
    from bumi.settings import Settings

    moment = _moment(now, dry_run, include_future)
    settings = Settings()
    if verify or rebuild:
        return _compare(rebuild)
    with newsroom() as opened:
        if dry_run:
            came = what_is_due(opened, moment, include_future)
        else:
            if retry:
                with opened.session() as session:
                    publication.retry(session, moment)
            came = publish_due(opened, open_storage(settings), settings, moment if now else None)
    data = [{**asdict(it), "result": it.result.value, "persian": it.result.persian} for it in came]
    return Answer(data, outcomes, refused=not all(it.result.good for it in came))


def _withdraw(id: Id, why: _ToReaders = "", who: As = "") -> Answer:
    """Take a published piece from its readers, at once.

    Its page says so from now on, and no list leads to it.
    """
    from bumi.newsroom.states import State

    return _decided(id, State.WITHDRAWN, who, why)


def _takedown(id: Id, why: Why = "", who: As = "") -> Answer:
    """Remove a published piece and its images, at once.

    Its page says only that it was removed. The work of a chief.
    """
    from bumi.newsroom.states import State

    return _decided(id, State.TAKEN_DOWN, who, why)


def _rollback(id: Id, revision: _Revision, why: Why = "", who: As = "") -> Answer:
    """Bring back a revision that readers have seen before.

    It is approved and goes out with the next `bumi publish`, with a dated note as for any correction.
    """
    from bumi.cli.views import pieces
    from bumi.newsroom.content.pieces import piece
    from bumi.newsroom.workflow.retraction import roll_back
    from bumi.pipeline.report import line

    with acting(who) as (session, by):
        found = piece(session, id)
        roll_back(session, found, revision, by, why)
        return Answer([line(session, found)], pieces)


def _rename(id: Id, words: _Words, who: As = "") -> Answer:
    """Give a published piece another address, at once.

    The old address leads to the new one for good.
    """
    from bumi.newsroom.content.pieces import rename

    with _shown_at_once(id, who) as (session, found, by):
        rename(session, found, words, by)
    return _now_shown(id)


def _decided(id: int, to: "State", who: str, why: str) -> Answer:
    from bumi.newsroom.workflow.transitions import move

    with _shown_at_once(id, who) as (session, found, by):
        move(session, found, to, by, why)
    return _now_shown(id)


@contextmanager
def _shown_at_once(id: int, who: str) -> "Iterator[tuple[Session, Piece, User]]":
    """Give what it takes to decide on a published piece; once that is done, make the site follow."""
    from bumi.newsroom.content.pieces import piece
    from bumi.pipeline.single_piece import show_decided
    from bumi.settings import Settings

    with acting(who) as (session, by):
        yield session, piece(session, id), by
    with newsroom() as opened:
        show_decided(opened, Settings(), id)


def _now_shown(id: int) -> Answer:
    from bumi.cli.views import pieces
    from bumi.newsroom.content.pieces import piece
    from bumi.pipeline.report import line

    with newsroom() as opened, opened.session() as session:
        data = [line(session, piece(session, id))]
    return Answer(data, pieces, refused=bool(data[0]["problem"]))


def _compare(everything: bool) -> Answer:
    from bumi.cli.views import comparison
    from bumi.persian import calendar
    from bumi.publishing import rebuild_site, verify_site
    from bumi.publishing.storage import open_storage
    from bumi.settings import Settings

    settings = Settings()
    with newsroom() as opened:
        found = (rebuild_site if everything else verify_site)(opened, open_storage(settings), settings, calendar.now())
    return Answer(asdict(found), comparison, refused=bool(found.problems))


def _moment(now: str, dry_run: bool, include_future: bool) -> "datetime":
    """Return the moment that is asked about; Refused where it is to come and more than a look is wanted."""
    from bumi.errors import BadInput, Refused
    from bumi.persian import calendar

    try:
        moment = calendar.parse_moment(now) if now else calendar.now()
    except ValueError as error:
        raise BadInput(f"--now: {error}") from None
    if include_future and not dry_run:
        raise Refused("«--include-future» فقط با «--dry-run» کار می‌کند؛ چیزی پیش از وقتش منتشر نمی‌شود")
    if moment > calendar.now() and not dry_run:
        raise Refused(
            "زمان «--now» هنوز نرسیده است و چیزی پیش از وقتش منتشر نمی‌شود؛ با «--dry-run» نوبت آن زمان را ببینید"
        )
    return moment
