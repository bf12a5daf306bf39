"""The command group `bumi campaign`: start the series of an event, show it, reschedule it, cancel it, report on it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Output, Why, about_pieces, acting, command, moment_of, newsroom
from bumi.cli.files import briefs_of
from bumi.errors import BadInput
from bumi.persian.calendar import now, to_tehran

if TYPE_CHECKING:
    from bumi.newsroom.tables import Campaign
    from bumi.planning import CampaignChange

app = typer.Typer(name="campaign", help="Events and the pieces that speak of them.", no_args_is_help=True)

_Id = Annotated[int, typer.Argument(metavar="ID", help="The number of the campaign, as `bumi campaign list` shows it.")]
_Event = Annotated[Path, typer.Argument(metavar="FILE", help="The brief of the event, with all its facts.")]
_Plan = Annotated[str, typer.Option("--plan", metavar="NAME", help="The plan in assets/plans/ by which it goes.")]
_To = Annotated[str, typer.Option("--to", metavar="TIME", help="When the event starts now, Jalali or ISO.")]
_Until = Annotated[str, typer.Option("--until", metavar="TIME", help="When it ends; as long as before by default.")]
_Answers = Annotated[Path, typer.Argument(metavar="FILE", help="What happened, in YAML: notes and, if any, quotes.")]


@command(app, "start")
def _start(file: _Event, plan: _Plan = "event", who: As = "") -> Output:
    """Begin the series of an event.

    Each piece is drafted when it is due; `bumi work` sees to it.
    """
    from bumi.cli.plan_views import campaign as view
    from bumi.planning import start_campaign

    briefs = briefs_of([file])
    if len(briefs) != 1:
        raise BadInput(f"{file.name}: یک کارزار یک رویداد دارد؛ پرونده‌ای با یک سفارش بدهید")
    with acting(who) as (session, by):
        return Output(_data(start_campaign(session, briefs[0], by, plan)), view)


@command(app, "list")
def _list() -> Output:
    """List the campaigns, the soonest event first."""
    from bumi.cli.plan_views import campaigns as view
    from bumi.newsroom.plan.campaigns import campaigns

    with newsroom() as opened, opened.session() as session:
        return Output([_data(each) for each in campaigns(session)], view)


@command(app, "show")
def _show(id: _Id) -> Output:
    """Show the pieces of a campaign, and what the agency is asked."""
    from bumi.cli.plan_views import campaign as view
    from bumi.newsroom.plan.campaigns import campaign

    with newsroom() as opened, opened.session() as session:
        return Output(_data(campaign(session, id)), view)


@command(app, "move")
def _move(id: _Id, to: _To, until: _Until = "", why: Why = "", who: As = "") -> Output:
    """Move the event of a campaign.

    Pieces that are not out yet give way to new ones; those that are out are listed, to be corrected.
    """
    from bumi.cli.plan_views import change as view
    from bumi.newsroom.plan.campaigns import campaign
    from bumi.planning import move_event

    starts_at, ends_at = moment_of("--to", to), moment_of("--until", until) if until else None
    with acting(who) as (session, by):
        found = campaign(session, id)
        change = move_event(session, found, starts_at, ends_at, by, why)
        return Output(_data(found, change), view)


@command(app, "cancel")
def _cancel(id: _Id, why: Why = "", who: As = "") -> Output:
    """Call off the event of a campaign, with every piece that is not out yet."""
    from bumi.cli.plan_views import change as view
    from bumi.newsroom.plan.campaigns import campaign
    from bumi.planning import cancel_event

    with acting(who) as (session, by):
        found = campaign(session, id)
        change = cancel_event(session, found, by, why)
        return Output(_data(found, change), view)


@command(app, "report")
def _report(id: _Id, file: _Answers, who: As = "") -> Output:
    """Hand in what happened, for the report of a campaign to be written."""
    from pydantic import BaseModel, ConfigDict

    from bumi.brief import Quote
    from bumi.newsroom.plan.campaigns import campaign
    from bumi.planning import answer_report, read_as

    class Answers(BaseModel):
        model_config = ConfigDict(extra="forbid")

        notes: tuple[str, ...]
        quotes: tuple[Quote, ...] = ()

    told = read_as(Answers, file)
    with acting(who) as (session, by):
        return about_pieces(session, answer_report(session, campaign(session, id), told.notes, told.quotes, by))


def _data(it: "Campaign", change: "CampaignChange | None" = None) -> dict[str, Any]:
    from bumi.planning import awaiting_answer, series

    waiting, plan = awaiting_answer(it, now()), series(it.plan)
    steps = [
        {
            "step": each.step,
            "name": step.name if (step := plan.of(each.step)) else "خبر تغییر",
            "draft_at": to_tehran(each.draft_at).isoformat(),
            "publish_at": each.publish_at.isoformat(),
            "asked": bool(step and step.ask),
            "piece": each.piece_id,
            "state": each.piece.state.persian if each.piece else "",
            "dropped": each.dropped,
        }
        for each in it.appearances
    ]
    return {
        "id": it.id,
        "topic": it.brief["topic"],
        "county": it.brief["county"],
        "starts_at": it.starts_at.isoformat(),
        "ends_at": it.ends_at.isoformat(),
        "cancelled": it.cancelled_why,
        "steps": steps,
        "asks": list(waiting[1]) if waiting else [],
        **({"discarded": change.discarded, "live": change.live, "notice": change.notice} if change else {}),
    }
