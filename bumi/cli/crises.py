"""The command group `bumi crisis`: issue a notice from a template, update it, end it, take it back, list open ones."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Id, Output, Why, about_pieces, acting, actor, command, newsroom
from bumi.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import CrisisNotice, Piece, User
    from bumi.planning import CrisisFacts

app = typer.Typer(name="crisis", help="Notices in a crisis, past everything that waits.", no_args_is_help=True)

_Template = Annotated[str, typer.Argument(metavar="NAME", help="The prepared notice: flood, dust, earthquake, ...")]
_What = Annotated[str, typer.Option("--what", help="What happens, in a sentence.")]
_Where = Annotated[str, typer.Option("--where", help="Where, as people call it.")]
_County = Annotated[str, typer.Option("--county", help="The county, or the whole province.")]
_Since = Annotated[str, typer.Option("--since", metavar="TIME", help="Since when.")]
_Source = Annotated[str, typer.Option("--source", help="The agency that says so.")]
_Next = Annotated[str, typer.Option("--next", metavar="TIME", help="When people hear more.")]
_Until = Annotated[str, typer.Option("--until", metavar="TIME", help="Until when the notice holds.")]
_Do = Annotated[list[str] | None, typer.Option("--do", help="What to do, besides what is prepared; may be repeated.")]


@command(app, "issue")
def _issue(
    name: _Template,
    what: _What = "",
    where: _Where = "",
    county: _County = "",
    since: _Since = "",
    source: _Source = "",
    next_update: _Next = "",
    until: _Until = "",
    do: _Do = None,
    who: As = "",
) -> Output:
    """Make a prepared notice with a few facts, checked and illustrated at once, for a chief to publish."""
    from bumi.planning import issue_notice, notice_template

    notice_template(name)
    given = {"what": what, "where": where, "county": county, "since": since, "source": source, "do": do or []}
    facts = _facts({**given, "next_update": next_update, "until": until})
    return _ready(lambda session, by: issue_notice(session, name, facts, by), who)


@command(app, "update")
def _update(id: Id, what: _What, next_update: _Next, until: _Until = "", do: _Do = None, who: As = "") -> Output:
    """Make the update of a notice, which takes its place once it is out."""
    from bumi.newsroom.plan.crises import crisis_notice
    from bumi.planning import issue_notice

    new = {"what": what, "next_update": next_update, "until": until, "do": do or []}

    def make(session: "Session", by: "User") -> "Piece":
        last = crisis_notice(session, id)
        facts = _facts(last.facts | {key: value for key, value in new.items() if value})
        return issue_notice(session, last.template, facts, by, last)

    return _ready(make, who)


@command(app, "end")
def _end(id: Id, what: _What, who: As = "") -> Output:
    """Make the notice that the crisis has passed."""
    from bumi.newsroom.plan.crises import crisis_notice
    from bumi.planning import close_crisis

    return _ready(lambda session, by: close_crisis(session, crisis_notice(session, id), what, by), who)


@command(app, "cancel")
def _cancel(id: Id, why: Why = "", who: As = "") -> Output:
    """Take back a wrong notice; where it is out, readers see the reason."""
    from bumi.newsroom.plan.crises import crisis_notice
    from bumi.planning import retract_notice

    with acting(who) as (session, by):
        wrong = crisis_notice(session, id)
        retract_notice(session, wrong, by, why)
        return about_pieces(session, wrong.piece)


@command(app, "list")
def _list() -> Output:
    """List the notices of which people are still to hear, the next promised first."""
    from bumi.cli.plan_views import notices
    from bumi.newsroom.plan.crises import open_notices

    with newsroom() as opened, opened.session() as session:
        return Output([_data(each) for each in open_notices(session)], notices)


def _ready(make: "Callable[[Session, User], Piece]", who: str) -> Output:

    from bumi.newsroom.accounts.users import user
    from bumi.newsroom.content.pieces import piece
    from bumi.pipeline.run_context import RunContext
    from bumi.pipeline.single_piece import ready_at_once

    with RunContext.open(judged=False) as bench:  # a notice from a template needs no judge, and is urgent
        id = ready_at_once(bench, lambda session: make(session, user(session, actor(who))))
        with bench.newsroom.session() as session:
            return about_pieces(session, piece(session, id))


def _facts(given: dict[str, Any]) -> "CrisisFacts":
    """Return the facts of a notice; BadInput names the options of the command instead of the fields."""
    from bumi.planning import facts_from

    try:
        return facts_from(given)
    except BadInput as error:
        problems = list(error.problems)
        for name in given:
            option = f"«--{'next' if name == 'next_update' else name}»"
            problems = [problem.replace(f"«{name}»", option) for problem in problems]
        raise BadInput(*problems) from None


def _data(it: "CrisisNotice") -> dict[str, Any]:
    return {
        "id": it.piece_id,
        "topic": it.piece.brief["topic"],
        "state": it.piece.state.persian,
        "next_update_at": it.next_update_at.isoformat(),
        "follows": it.follows,
    }
